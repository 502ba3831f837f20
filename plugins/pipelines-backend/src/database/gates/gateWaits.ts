import { Knex } from 'knex';
import { z } from 'zod';
import { EntitySet } from '../../service/entitySet';
import { allOf, inEntities, oneOf, where } from '../conditions';

const rowSchema = z.object({
  entity_ref: z.string().nullable(),
  environment: z.string().nullable(),
  kind: z.string().nullable(),
  n: z.coerce.number(),
  p50: z.number().nullable(),
  p95: z.number().nullable(),
  total: z.number().nullable(),
  waiting: z.coerce.number(),
  whole: z.number(),
});

/** Waits of one service, environment and kind; or of all (`whole` 1). */
export type GateWaitRow = z.infer<typeof rowSchema>;

/**
 * Waits that ended in the range, exact quantiles, and what is open now. Gates
 * of the portal that a provider waits on count once, as ours.
 */
export async function loadGateWaits(
  knex: Knex,
  filter: {
    entities: EntitySet;
    environments: readonly string[];
    from: Date;
    to: Date;
    now: Date;
    limit: number;
  },
): Promise<GateWaitRow[]> {
  const { from, to } = filter;
  const asked = allOf(
    [
      inEntities('w.entity_ref', filter.entities),
      oneOf('w.environment', filter.environments),
    ].filter(condition => condition !== undefined),
  );
  const ended = where('w.ended >= ? AND w.ended < ?', from, to);
  const { rows } = await knex.raw<{ rows: unknown[] }>(
    `WITH w AS (
       SELECT q.entity_ref, q.environment, 'policy' AS kind,
         q.asked_at AS asked, q.decided_at AS ended
       FROM gate_request q
       WHERE q.decided_at >= ? OR q.decided_at IS NULL
       UNION ALL
       SELECT g.entity_ref, g.facts->>'environment', g.facts->>'kind',
         (g.facts->>'askedAt')::timestamptz,
         coalesce((g.facts->>'decidedAt')::timestamptz, g.ended_at)
       FROM gate g
       WHERE g.facts->>'askedAt' IS NOT NULL AND g.facts->>'callbackUrl' IS NULL
         AND (g.waiting OR
           coalesce((g.facts->>'decidedAt')::timestamptz, g.ended_at) >= ?)
     )
     SELECT w.entity_ref, w.environment, w.kind,
       grouping(w.entity_ref) AS whole,
       count(*) FILTER (WHERE ${ended.sql}) AS n,
       percentile_cont(0.5) WITHIN GROUP (ORDER BY
         extract(epoch FROM w.ended - w.asked)::float8)
         FILTER (WHERE ${ended.sql}) AS p50,
       percentile_cont(0.95) WITHIN GROUP (ORDER BY
         extract(epoch FROM w.ended - w.asked)::float8)
         FILTER (WHERE ${ended.sql}) AS p95,
       sum(extract(epoch FROM w.ended - w.asked)::float8)
         FILTER (WHERE ${ended.sql}) AS total,
       count(*) FILTER (WHERE w.ended IS NULL) AS waiting
     FROM w WHERE ${asked.sql}
     GROUP BY GROUPING SETS ((w.entity_ref, w.environment, w.kind), ())
     ORDER BY whole DESC, p95 DESC NULLS LAST, 1, 2, 3 LIMIT ?`,
    [
      from,
      from,
      ...ended.bindings,
      ...ended.bindings,
      ...ended.bindings,
      ...ended.bindings,
      ...asked.bindings,
      filter.limit + 1,
    ],
  );
  return z.array(rowSchema).parse(rows);
}
