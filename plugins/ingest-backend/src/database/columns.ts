/** What a cell of a bound column may be. */
type Cell = string | number | boolean | null | undefined;

/** One column of many rows, bound as one Postgres array; what is absent becomes `null`. */
export function column<Row>(
  rows: readonly Row[],
  pick: (row: Row) => Cell,
): string[] {
  // pg binds arrays of any of these; knex's types know none that holds nulls.
  return rows.map(row => pick(row) ?? null) as string[];
}
