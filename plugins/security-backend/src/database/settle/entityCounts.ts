import { Knex } from 'knex';
import { arrayLiteral } from '@quarterdeck/plugin-portal-node';
import { recountTimes } from '../times/recountTimes';

/** Entities that the touched findings belong to. */
export async function touchedEntities(tx: Knex): Promise<string[]> {
  const { rows } = await tx.raw<{ rows: { entity_ref: string }[] }>(
    `SELECT f.entity_ref FROM touched_finding t JOIN finding f USING (finding_id)
     UNION SELECT s.entity_ref FROM settling s ORDER BY 1`,
  );
  return rows.map(row => row.entity_ref);
}

/**
 * One transaction at a time settles an entity: an import and a person's decision
 * would else count it twice at once. Until the end of the transaction.
 */
export async function lockEntities(
  tx: Knex,
  entityRefs: readonly string[],
): Promise<void> {
  for (const ref of [...new Set(entityRefs)].sort()) {
    await tx.raw('SELECT pg_advisory_xact_lock(hashtextextended(?, 5617))', [
      ref,
    ]);
  }
}

/**
 * Counts the listed findings of these entities anew; answers kept of them hold no
 * longer. What is counted by stands in `countedBefore.ts` too: of entities where none
 * of it changed, an import does not ask for this.
 */
export async function recountEntities(
  tx: Knex,
  entityRefs: readonly string[],
): Promise<void> {
  if (entityRefs.length === 0) return;
  const refs = arrayLiteral(entityRefs);
  await tx.raw(
    `WITH gone AS (DELETE FROM entity_count WHERE entity_ref = ANY(?::text[])),
     marked AS (INSERT INTO settled_mark (entity_ref) SELECT * FROM unnest(?::text[]))
     DELETE FROM finding_count WHERE entity_ref = ANY(?::text[])`,
    [refs, refs, refs],
  );
  await tx.raw(
    `WITH counted AS (
       INSERT INTO finding_count (entity_ref, kind, severity, state, is_open, suppressed,
         tools, environment, sla, has_fix, known_exploited, listed, seen_sum)
       SELECT entity_ref, kind, severity, state, is_open, suppressed_by IS NOT NULL,
         tools, environment,
         -- What time decides is only called timed.
         CASE WHEN sla_paused THEN 'paused'
           WHEN state = 'fixed' AND fixed_at <= sla_due THEN 'met'
           WHEN state = 'fixed' AND fixed_at > sla_due THEN 'missed'
           WHEN is_open AND sla_due IS NOT NULL THEN 'timed' ELSE 'none' END,
         fixed_version IS NOT NULL, known_exploited, count(*),
         sum(extract(epoch FROM first_seen_at))
       FROM finding WHERE entity_ref = ANY(?::text[]) AND listed
       GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11
       RETURNING *)
     INSERT INTO entity_count (entity_ref, kind, severity, state, listed)
     SELECT entity_ref, kind, severity,
       CASE WHEN is_open OR state IN ('fixed', 'risk_accepted', 'false_positive', 'out_of_scope')
         THEN state ELSE 'suppressed' END AS shown, sum(listed)
     FROM counted WHERE state <> 'fixed' GROUP BY 1, 2, 3, 4`,
    [refs],
  );
  await recountTimes(tx, entityRefs);
}

/**
 * Writes how an entity stands on a day. Only its latest day is ever written
 * again: a day once past keeps what was counted on it. A rebuild writes none,
 * because this is a record.
 */
export async function recordDay(
  tx: Knex,
  entityRefs: readonly string[],
  at: Date,
): Promise<void> {
  if (entityRefs.length === 0 || (await isRebuild(tx))) return;
  await tx.raw(
    `WITH entity AS (
       SELECT e.ref FROM unnest(:refs::text[]) AS e(ref)
       WHERE NOT EXISTS (SELECT FROM entity_day d
         WHERE d.entity_ref = e.ref AND d.day > (:day::timestamptz AT TIME ZONE 'UTC')::date)
     ), found AS (
       SELECT f.entity_ref, f.severity, count(*) FILTER (WHERE f.is_open) AS open,
         count(*) FILTER (WHERE f.is_open AND f.first_seen_at >= :at::timestamptz - interval '168 hours') AS week,
         count(*) FILTER (WHERE f.is_open AND f.first_seen_at < :at::timestamptz - interval '168 hours'
           AND f.first_seen_at >= :at::timestamptz - interval '720 hours') AS month,
         count(*) FILTER (WHERE f.is_open AND f.first_seen_at < :at::timestamptz - interval '720 hours'
           AND f.first_seen_at >= :at::timestamptz - interval '2160 hours') AS quarter,
         count(*) FILTER (WHERE f.is_open AND f.first_seen_at < :at::timestamptz - interval '2160 hours') AS older,
         count(*) FILTER (WHERE f.is_open AND f.sla_due < :at::timestamptz) AS overdue,
         count(*) FILTER (WHERE f.first_seen_at >= :day::timestamptz) AS created,
         count(*) FILTER (WHERE f.state = 'fixed' AND f.fixed_at >= :day::timestamptz) AS fixed,
         count(*) FILTER (WHERE f.state <> 'fixed' AND f.reopened_at >= :day::timestamptz) AS reopened
       FROM entity JOIN finding f ON f.entity_ref = entity.ref
       -- Quality is kept out of the counts of security.
       WHERE f.listed AND f.kind <> 'quality' GROUP BY 1, 2
     )
     INSERT INTO entity_day AS d (entity_ref, day, severity, open, open_week,
       open_month, open_quarter, open_older, overdue, created, fixed, reopened)
     SELECT entity.ref, (:day::timestamptz AT TIME ZONE 'UTC')::date, s.severity, coalesce(f.open, 0), coalesce(f.week, 0),
       coalesce(f.month, 0), coalesce(f.quarter, 0), coalesce(f.older, 0),
       coalesce(f.overdue, 0), coalesce(f.created, 0), coalesce(f.fixed, 0),
       coalesce(f.reopened, 0)
     FROM entity
     CROSS JOIN unnest('{critical,high,medium,low,info,unknown}'::text[]) AS s(severity)
     LEFT JOIN found f ON f.entity_ref = entity.ref AND f.severity = s.severity
     ON CONFLICT (entity_ref, day, severity) DO UPDATE SET open = excluded.open,
       open_week = excluded.open_week, open_month = excluded.open_month,
       open_quarter = excluded.open_quarter, open_older = excluded.open_older,
       overdue = excluded.overdue, created = excluded.created,
       fixed = excluded.fixed, reopened = excluded.reopened`,
    {
      refs: arrayLiteral(entityRefs),
      at,
      day: `${at.toISOString().slice(0, 10)}T00:00:00Z`,
    },
  );
}

/** Whether the tables are those of a rebuild, beside the ones that serve. */
export async function isRebuild(tx: Knex): Promise<boolean> {
  const { rows } = await tx.raw<{ rows: { rebuild: boolean }[] }>(
    `SELECT current_schema() LIKE '%\\_rebuild' AS rebuild`,
  );
  return rows[0]?.rebuild === true;
}
