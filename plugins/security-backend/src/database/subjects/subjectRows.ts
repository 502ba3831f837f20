import { Knex } from 'knex';
import { z } from 'zod';
import { arrayLiteral } from '@quarterdeck/plugin-portal-node';

const rowSchema = z.object({
  kind: z.enum(['scan', 'sbom', 'vex']),
  /** Of the row in its table. */
  key: z.string(),
  subject: z.string(),
  entityRef: z.string(),
  entityReported: z.string().nullable(),
  position: z.string(),
});

/** A key of imports, an SBOM or a VEX document that a subject sent. */
export type SubjectRow = z.infer<typeof rowSchema>;

const select = (kind: SubjectRow['kind'], table: string, key: string) =>
  `SELECT '${kind}' AS kind, t.${key} AS key, t.subject, t.entity_ref AS "entityRef",
     t.entity_reported AS "entityReported", t.position::text AS position
   FROM ${table} t WHERE t.subject IN (SELECT subject FROM asked)`;

/** Everything that these projects sent, whatever part of them. */
export async function loadSubjectRows(
  tx: Knex,
  projects: readonly string[],
): Promise<SubjectRow[]> {
  const { rows } = await tx.raw<{ rows: unknown[] }>(
    `WITH sender AS (
       SELECT subject FROM scan_target WHERE subject IS NOT NULL
       UNION SELECT subject FROM sbom_document WHERE subject IS NOT NULL
       UNION SELECT subject FROM vex_document WHERE subject IS NOT NULL
     ), asked AS (
       SELECT s.subject FROM sender s JOIN unnest(?::text[]) AS p(project)
         ON s.subject = p.project OR starts_with(s.subject, p.project || '#')
     )
     ${select('scan', 'scan_target', 'target_key')}
     UNION ALL ${select('sbom', 'sbom_document', 'document_id')}
     UNION ALL ${select('vex', 'vex_document', 'document_id')}
     ORDER BY kind, key`,
    [arrayLiteral(projects)],
  );
  return z.array(rowSchema).parse(rows);
}

/** Notes who sent what a key of imports says, and what the door said of it. */
export async function saveSender(
  tx: Knex,
  targetKey: string,
  sender: { subject: string; entityReported: string | null },
): Promise<void> {
  await tx('scan_target').where({ target_key: targetKey }).update({
    subject: sender.subject,
    entity_reported: sender.entityReported,
  });
}
