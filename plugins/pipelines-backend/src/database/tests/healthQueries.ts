import { Knex } from 'knex';
import { EntitySet } from '../../service/entitySet';
import { allOf, inEntities, likeText, where } from '../conditions';

/** Whose rows, and of which time. */
export interface HealthFilter {
  entities: EntitySet;
  from: Date;
  to: Date;
}

/** What one entity lost in a range. */
export interface LossRow {
  entityRef: string;
  kind: 'queue' | 'gate' | 'retry';
  seconds: number;
  count: number;
}

const bucketMiddle = `CASE WHEN bucket <= 0 THEN 0.05
  ELSE 0.1 * (power(2, (bucket - 1) / 16.0) + power(2, bucket / 16.0)) / 2 END`;

/**
 * Seconds lost per entity: jobs from queued to started (the middle of each
 * bucket of the rollup, off by at most 2.2 %), gates from asked to decided, and
 * the run time of attempts that were repeated.
 */
export async function readLosses(
  knex: Knex,
  filter: HealthFilter,
): Promise<LossRow[]> {
  const { from, to } = filter;
  const own = inEntities('entity_ref', filter.entities);
  const result = await knex.raw<{
    rows: { entity: string; kind: LossRow['kind']; s: number; n: string }[];
  }>(
    `SELECT entity_ref AS entity, 'queue' AS kind,
            sum(count * ${bucketMiddle})::double precision AS s, sum(count) AS n
       FROM queue_rollup_hour
      WHERE hour >= ? AND hour < ? AND bucket >= 0 AND (${own.sql})
      GROUP BY 1
     UNION ALL
     SELECT coalesce(entity_ref, ''), 'gate',
            sum(greatest(0, extract(epoch FROM
              coalesce((facts->>'decidedAt')::timestamptz, ended_at)
                - (facts->>'askedAt')::timestamptz)))::double precision,
            count(*)
       FROM gate
      WHERE NOT waiting AND listed_at >= ? AND listed_at < ?
        AND coalesce((facts->>'decidedAt')::timestamptz, ended_at) IS NOT NULL
        AND facts->>'askedAt' IS NOT NULL AND (${own.sql})
      GROUP BY 1
     UNION ALL
     SELECT coalesce(entity_ref, ''), 'retry',
            sum(coalesce(run_seconds, 0))::double precision, count(*)
       FROM pipeline_run
      WHERE NOT is_latest AND listed_at >= ? AND listed_at < ? AND (${own.sql})
      GROUP BY 1`,
    [
      from,
      to,
      ...own.bindings,
      from,
      to,
      ...own.bindings,
      from,
      to,
      ...own.bindings,
    ],
  );
  return result.rows.map(row => ({
    entityRef: row.entity,
    kind: row.kind,
    seconds: row.s,
    count: Number(row.n),
  }));
}

/** Queue buckets per pool over a range. */
export async function readPoolBuckets(
  knex: Knex,
  filter: HealthFilter,
): Promise<{ pool: string; bucket: number; count: number }[]> {
  const own = inEntities('entity_ref', filter.entities);
  const result = await knex.raw<{
    rows: { pool: string; bucket: number; count: string }[];
  }>(
    `SELECT pool, bucket, sum(count) AS count FROM queue_rollup_hour
      WHERE hour >= ? AND hour < ? AND bucket >= 0 AND (${own.sql})
      GROUP BY 1, 2`,
    [filter.from, filter.to, ...own.bindings],
  );
  return result.rows.map(row => ({ ...row, count: Number(row.count) }));
}

/** Sums of the reports of a range. */
export async function sumReports(
  knex: Knex,
  filter: HealthFilter,
): Promise<{
  reports: number;
  tests: number;
  passed: number;
  failed: number;
  skipped: number;
  flaky: number;
  seconds: number | null;
}> {
  const own = inEntities('entity_ref', filter.entities);
  const result = await knex.raw<{
    rows: Record<string, string | number | null>[];
  }>(
    `SELECT count(*) AS reports, coalesce(sum(tests), 0) AS tests,
            coalesce(sum(passed), 0) AS passed, coalesce(sum(failed), 0) AS failed,
            coalesce(sum(skipped), 0) AS skipped, coalesce(sum(flaky), 0) AS flaky,
            sum(seconds) AS seconds
       FROM test_suite_run
      WHERE received_at >= ? AND received_at < ? AND (${own.sql})`,
    [filter.from, filter.to, ...own.bindings],
  );
  const row = result.rows[0] ?? {};
  const figure = (name: string) => Number(row[name] ?? 0);
  return {
    reports: figure('reports'),
    tests: figure('tests'),
    passed: figure('passed'),
    failed: figure('failed'),
    skipped: figure('skipped'),
    flaky: figure('flaky'),
    seconds: row.seconds === null ? null : figure('seconds'),
  };
}

/** Flaky tests and verdicts of a range, and all test runs beside them. */
export async function countFlakyTests(
  knex: Knex,
  filter: HealthFilter,
): Promise<{ tests: number; flakes: number; runs: number }> {
  const own = inEntities('entity_ref', filter.entities);
  const result = await knex.raw<{
    rows: { tests: string; flakes: string; runs: string }[];
  }>(
    `SELECT count(DISTINCT case_id) AS tests, count(*) AS flakes,
            (SELECT coalesce(sum(runs), 0) FROM test_case_day
              WHERE day >= ?::date AND day <= ?::date AND (${own.sql})) AS runs
       FROM test_flake WHERE last_at >= ? AND last_at < ? AND (${own.sql})`,
    [
      filter.from.toISOString().slice(0, 10),
      filter.to.toISOString().slice(0, 10),
      ...own.bindings,
      filter.from,
      filter.to,
      ...own.bindings,
    ],
  );
  const row = result.rows[0];
  return {
    tests: Number(row?.tests ?? 0),
    flakes: Number(row?.flakes ?? 0),
    runs: Number(row?.runs ?? 0),
  };
}

/** A flaky test or job, counted by commits. */
export interface FlakyRow {
  id: string;
  entity_ref: string | null;
  group_name: string;
  name: string;
  file: string | null;
  flaky_commits: string;
  commits: string;
  last_at: Date;
  last_sha: string | null;
  run_instance: string | null;
  run_external_id: string | null;
  run_attempt: number | null;
}

/** Sort keys of the last flaky thing seen: commits, and its id. */
export type FlakyCursor = [number, string];

const search = (q: string | undefined, ...columns: string[]) =>
  q
    ? where(
        columns.map(column => `${column} ILIKE ?`).join(' OR '),
        ...columns.map(() => `%${likeText(q)}%`),
      )
    : where('true');

/** Flaky tests, most commits first. */
export async function listFlakyTests(
  knex: Knex,
  filter: HealthFilter & { q?: string; caseId?: string },
  page: { limit: number; cursor?: FlakyCursor },
): Promise<FlakyRow[]> {
  const match = allOf([
    inEntities('f.entity_ref', filter.entities),
    where('f.last_at >= ? AND f.last_at < ?', filter.from, filter.to),
    search(filter.q, 'c.suite', 'c.name', 'c.file'),
    filter.caseId ? where('f.case_id = ?::uuid', filter.caseId) : where('true'),
  ]);
  const after = page.cursor
    ? where('(flaky_commits, id) < (?::bigint, ?)', ...page.cursor)
    : where('true');
  const result = await knex.raw<{ rows: FlakyRow[] }>(
    `WITH flaky AS (
       SELECT f.case_id, f.case_id::text AS id, count(*) AS flaky_commits,
              max(f.last_at) AS last_at,
              (array_agg(f.sha ORDER BY f.last_at DESC, f.sha))[1] AS last_sha,
              (array_agg(f.last_report_id ORDER BY f.last_at DESC, f.sha))[1] AS report_id
         FROM test_flake f JOIN test_case c USING (case_id)
        WHERE ${match.sql} GROUP BY f.case_id
     ), page AS (
       SELECT * FROM flaky WHERE ${after.sql}
       ORDER BY flaky_commits DESC, id DESC LIMIT ?
     )
     SELECT p.id, c.entity_ref, c.suite AS group_name, c.name, c.file,
            p.flaky_commits, p.last_at, p.last_sha,
            greatest(p.flaky_commits,
              (SELECT count(DISTINCT r.sha) FROM test_case_run r
                WHERE r.case_id = p.case_id AND r.at >= ? AND r.at < ?
                  AND r.result <> 'skipped')) AS commits,
            s.run_instance, s.run_external_id, s.run_attempt
       FROM page p JOIN test_case c USING (case_id)
       LEFT JOIN test_suite_run s USING (report_id)
      ORDER BY p.flaky_commits DESC, p.id DESC`,
    [...match.bindings, ...after.bindings, page.limit, filter.from, filter.to],
  );
  return result.rows;
}

const jobOwner = `LEFT JOIN LATERAL (
  SELECT nullif(d.entity_ref, '') AS entity_ref FROM job_rollup_day d
   WHERE d.instance = v.instance AND d.project = v.project
     AND d.pipeline_name = v.pipeline_name AND d.job_name = v.job_name
   ORDER BY d.day DESC, d.entity_ref LIMIT 1) owner ON true`;

/**
 * Flaky jobs, most commits first. Whose a job is follows claims, so it is asked
 * from the rollup of jobs, which they move.
 */
export async function listFlakyJobs(
  knex: Knex,
  filter: HealthFilter & { q?: string },
  page: { limit: number; cursor?: FlakyCursor },
): Promise<FlakyRow[]> {
  const match = allOf([
    where('v.last_at >= ? AND v.last_at < ?', filter.from, filter.to),
    where('v.passed_at IS NOT NULL AND v.failed_at IS NOT NULL'),
    search(filter.q, 'v.pipeline_name', 'v.job_name'),
  ]);
  const own = inEntities('owner.entity_ref', filter.entities);
  const after = page.cursor
    ? where('(flaky_commits, id) < (?::bigint, ?)', ...page.cursor)
    : where('true');
  const latest = (column: string) =>
    `(array_agg(${column} ORDER BY v.last_at DESC, v.sha))[1]`;
  const result = await knex.raw<{ rows: FlakyRow[] }>(
    `WITH flaky AS (
       SELECT v.instance, v.project, v.pipeline_name, v.job_name,
              concat_ws(' ', v.instance, v.project, v.pipeline_name, v.job_name) AS id,
              count(*) AS flaky_commits, max(v.last_at) AS last_at,
              ${latest('v.sha')} AS last_sha,
              ${latest('v.run_external_id')} AS run_external_id,
              ${latest('v.run_attempt')} AS run_attempt
         FROM job_verdict v WHERE ${match.sql}
        GROUP BY v.instance, v.project, v.pipeline_name, v.job_name
     ), page AS (
       SELECT v.*, owner.entity_ref FROM flaky v ${jobOwner}
        WHERE (${after.sql}) AND (${own.sql})
        ORDER BY flaky_commits DESC, id DESC LIMIT ?
     )
     SELECT v.id, v.entity_ref, v.pipeline_name AS group_name, v.job_name AS name,
            NULL AS file, v.flaky_commits, v.last_at, v.last_sha,
            v.instance AS run_instance, v.run_external_id, v.run_attempt,
            (SELECT count(*) FROM job_verdict a
              WHERE a.instance = v.instance AND a.project = v.project
                AND a.pipeline_name = v.pipeline_name AND a.job_name = v.job_name
                AND a.last_at >= ? AND a.last_at < ?) AS commits
       FROM page v ORDER BY v.flaky_commits DESC, v.id DESC`,
    [
      ...match.bindings,
      ...after.bindings,
      ...own.bindings,
      page.limit,
      filter.from,
      filter.to,
    ],
  );
  return result.rows;
}

/** A test and the time it took in a range. */
export interface SlowTestRow {
  entity_ref: string;
  suite: string;
  name: string;
  file: string | null;
  timed: string;
  seconds: number;
  timed_before: string | null;
  seconds_before: number | null;
}

/** Tests that took the most time in all, and what they took before. */
export async function listSlowTests(
  knex: Knex,
  filter: HealthFilter & { before: Date },
  limit: number,
): Promise<SlowTestRow[]> {
  const own = inEntities('d.entity_ref', filter.entities);
  const day = (at: Date) => at.toISOString().slice(0, 10);
  const result = await knex.raw<{ rows: SlowTestRow[] }>(
    `SELECT c.entity_ref, c.suite, c.name, c.file, now_.timed, now_.seconds,
            old.timed AS timed_before, old.seconds AS seconds_before
       FROM (
         SELECT d.case_id, sum(d.timed) AS timed, sum(d.seconds) AS seconds
           FROM test_case_day d
          WHERE d.day >= ?::date AND d.day <= ?::date AND (${own.sql})
          GROUP BY d.case_id HAVING sum(d.timed) > 0
          ORDER BY 3 DESC, 1 LIMIT ?) now_
       JOIN test_case c USING (case_id)
       LEFT JOIN LATERAL (
         SELECT sum(b.timed) AS timed, sum(b.seconds) AS seconds
           FROM test_case_day b
          WHERE b.case_id = now_.case_id AND b.day >= ?::date AND b.day < ?::date
       ) old ON true
      ORDER BY now_.seconds DESC, c.case_id`,
    [
      day(filter.from),
      day(filter.to),
      ...own.bindings,
      limit,
      day(filter.before),
      day(filter.from),
    ],
  );
  return result.rows;
}
