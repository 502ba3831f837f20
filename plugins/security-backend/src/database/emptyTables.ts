/** As large as the rows of a thousand records are. */
const large = 1024 * 1024;

/**
 * SQL that empties temporary tables between two reports of one transaction. Deleted
 * rows stay in their files and are read by whatever comes: of a large report, the
 * files are made anew. That costs more than a small report does, which leaves little.
 */
export const emptyTables = (...tables: readonly string[]): string => `
  DO $$ BEGIN
    IF ${tables
      .map(table => `pg_relation_size('${table}')`)
      .join(' + ')} > ${large} THEN
      TRUNCATE ${tables.join(', ')};
    ELSE
      ${tables.map(table => `DELETE FROM ${table};`).join(' ')}
    END IF;
  END $$;`;
