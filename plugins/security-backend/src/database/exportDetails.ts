import { Knex } from 'knex';
import { z } from 'zod';
import { arrayLiteral } from '@quarterdeck/plugin-portal-node';

const detailSchema = z.object({
  finding_id: z.string(),
  doc: z.unknown(),
  /** Why a person decided as they did. */
  reason: z.string().nullable(),
  decided_at: z.date().nullable(),
});

/** What an export tells beside the row of a finding. */
export type ExportDetail = z.infer<typeof detailSchema>;

/** The records of findings as scanners told them, without what is known of secrets. */
export async function loadExportDetails(
  knex: Knex,
  findingIds: readonly string[],
): Promise<Map<string, ExportDetail>> {
  const { rows } = await knex.raw<{ rows: unknown[] }>(
    `SELECT f.finding_id, d.doc - 'secret' AS doc, t.state_reason AS reason,
       t.state_at AS decided_at
     FROM unnest(?::text[]) AS k(finding_id) JOIN finding f USING (finding_id)
     LEFT JOIN finding_detail d USING (finding_id)
     LEFT JOIN finding_triage t ON t.identity = f.identity`,
    [arrayLiteral(findingIds)],
  );
  return new Map(
    z
      .array(detailSchema)
      .parse(rows)
      .map(row => [row.finding_id, row]),
  );
}
