import { Knex } from 'knex';
import { z } from 'zod';
import { arrayLiteral } from '@quarterdeck/plugin-portal-node';
import {
  findingKinds,
  ScanStage,
  scanStage,
} from '@quarterdeck/plugin-security-common';

/** In which stage findings of an entity were caught first, and how many. */
export type FirstCaught = { stage: ScanStage; count: number }[];

const caughtSchema = z.object({
  entityRef: z.string(),
  kind: z.enum(findingKinds),
  category: z.string(),
  environment: z.string(),
  onDefault: z.boolean(),
  hasCommit: z.boolean(),
  n: z.number(),
});

/**
 * In which stage findings were caught first, most first. The same finding on several
 * branches and in several environments counts where it was seen first; of the same
 * moment the stage that is earlier counts.
 */
export async function loadFirstCaught(
  knex: Knex,
  entityRefs: readonly string[],
  since: Date,
): Promise<Map<string, FirstCaught>> {
  const { rows } = await knex.raw<{ rows: unknown[] }>(
    `SELECT entity_ref AS "entityRef", kind, category, environment,
       on_default AS "onDefault", has_commit AS "hasCommit", count(*)::integer AS n
     FROM (
       SELECT DISTINCT ON (f.entity_ref, f.identity) f.entity_ref, f.kind, t.category,
         f.environment, f.on_default, f.first_commit IS NOT NULL AS has_commit
       FROM finding f JOIN scan_target t USING (target_key)
       WHERE f.entity_ref = ANY(?::text[]) AND f.first_seen_at >= ? AND f.kind <> 'quality'
       ORDER BY f.entity_ref, f.identity, f.first_seen_at, f.environment <> '', f.on_default,
         f.first_commit IS NULL, f.finding_id) f
     GROUP BY 1, 2, 3, 4, 5, 6`,
    [arrayLiteral(entityRefs), since],
  );
  const caught = new Map<string, Map<ScanStage, number>>();
  for (const { entityRef, n, ...place } of z.array(caughtSchema).parse(rows)) {
    const counts = caught.get(entityRef) ?? new Map<ScanStage, number>();
    const stage = scanStage(place);
    counts.set(stage, (counts.get(stage) ?? 0) + n);
    caught.set(entityRef, counts);
  }
  return new Map(
    Array.from(caught, ([entityRef, counts]) => [
      entityRef,
      Array.from(counts, ([stage, count]) => ({ stage, count })).sort(
        (a, b) => b.count - a.count || (a.stage < b.stage ? -1 : 1),
      ),
    ]),
  );
}
