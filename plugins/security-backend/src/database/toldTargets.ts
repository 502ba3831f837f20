import { Knex } from 'knex';
import { z } from 'zod';
import { arrayLiteral } from '@quarterdeck/plugin-portal-node';
import { toldScanSchema } from './toldScan';

const targetSchema = toldScanSchema.extend({ target_key: z.string() });

/** Findings whose scans are told, or the keys of the scans. */
export type ToldAbout =
  | { findingIds: readonly string[] }
  | { targetKeys: readonly string[] };

/** Scans of a commit that these findings are of, or that have these keys. */
export async function loadToldTargets(
  tx: Knex,
  about: ToldAbout,
): Promise<z.infer<typeof targetSchema>[]> {
  const byKey = 'targetKeys' in about;
  const asked = byKey ? about.targetKeys : about.findingIds;
  if (asked.length === 0) return [];
  const { rows } = await tx.raw<{ rows: unknown[] }>(
    `SELECT t.target_key, t.entity_ref, t.tool, t.category, t.scope, t.branch,
       t.environment, t.kinds, t.import_id, t.position::text, t.commit_sha,
       t.scanned_at, t.status, t.reason
     FROM scan_target t WHERE t.commit_sha IS NOT NULL AND t.target_key IN (${
       byKey
         ? 'SELECT unnest(?::text[])'
         : 'SELECT DISTINCT target_key FROM finding WHERE finding_id = ANY(?::text[])'
     })
     ORDER BY t.target_key LIMIT 1000`,
    [arrayLiteral(asked)],
  );
  return z.array(targetSchema).parse(rows);
}
