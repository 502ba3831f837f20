import { Knex } from 'knex';
import { Change, CommitsPushed, Gate } from '@quarterdeck/plugin-ingest-common';
import {
  changeTable,
  deploymentTable,
  factColumns,
  shownGateColumns,
  FactRow,
  gateTable,
  selectFacts,
  StoredDeployment,
} from './factRows';
import { jobColumns, JobRow, selectJobs } from './jobRows';
import { runColumns, RunId, RunRow, selectRuns } from './runRows';
import { arrayLiteral } from './writeRows';

/** The jobs of an attempt, in the order they were queued. */
export function loadRunJobs(
  knex: Knex,
  run: RunId & { attempt: number },
): Promise<JobRow[]> {
  return selectJobs(
    knex,
    `SELECT ${jobColumns} FROM pipeline_job j
     WHERE j.instance = ? AND j.run_external_id = ? AND j.run_attempt = ?
     ORDER BY coalesce(j.started_at, j.listed_at), j.external_id LIMIT 2000`,
    [run.instance, run.externalId, run.attempt],
  );
}

/** The gates of a run, all attempts. */
export function loadRunGates(knex: Knex, run: RunId): Promise<FactRow<Gate>[]> {
  return selectFacts(
    knex,
    gateTable,
    `SELECT ${shownGateColumns} FROM gate t
     WHERE t.instance = ? AND t.run_external_id = ?
     ORDER BY t.listed_at, t.external_id LIMIT 200`,
    [run.instance, run.externalId],
  );
}

/** The deployments a run made. */
export function loadRunDeployments(
  knex: Knex,
  run: RunId,
): Promise<FactRow<StoredDeployment>[]> {
  return selectFacts(
    knex,
    deploymentTable,
    `SELECT ${factColumns} FROM deployment t
     WHERE t.instance = ? AND t.run_external_id = ?
     ORDER BY t.listed_at, t.external_id LIMIT 200`,
    [run.instance, run.externalId],
  );
}

/** The changes a run names, else those that were merged as its commit. */
export function loadRunChanges(
  knex: Knex,
  run: RunRow,
): Promise<FactRow<Change>[]> {
  return selectFacts(
    knex,
    changeTable,
    `SELECT ${factColumns} FROM change t
     WHERE t.instance = ? AND t.project = ? AND
       (t.external_id = ANY(?::text[]) OR t.merge_sha = ?)
     ORDER BY t.listed_at DESC, t.external_id LIMIT 20`,
    [
      run.instance,
      run.project,
      arrayLiteral(run.facts.changes.map(change => change.externalId)),
      run.facts.sha ?? '',
    ],
  );
}

const sameBranch = `r.is_latest AND r.instance = ? AND r.project = ?
  AND r.pipeline_key = ? AND r.branch IS NOT DISTINCT FROM ?`;

const branchBindings = (run: RunRow) => [
  run.instance,
  run.project,
  run.pipelineKey,
  run.facts.branch ?? null,
];

/** The runs of the same pipeline and branch up to this one, newest first. */
export function loadBranchHistory(
  knex: Knex,
  run: RunRow,
  limit: number,
): Promise<RunRow[]> {
  return selectRuns(
    knex,
    `SELECT ${runColumns} FROM pipeline_run r
     WHERE ${sameBranch} AND (r.ordered_at, r.external_id) <= (?::timestamptz, ?)
     ORDER BY r.ordered_at DESC, r.external_id DESC LIMIT ?`,
    [...branchBindings(run), run.orderedAt, run.externalId, limit],
  );
}

/** The last green run of the same pipeline and branch before this one. */
export async function loadLastGreen(
  knex: Knex,
  run: RunRow,
): Promise<RunRow | undefined> {
  const rows = await selectRuns(
    knex,
    `SELECT ${runColumns} FROM pipeline_run r
     WHERE ${sameBranch} AND r.outcome IN ('passed', 'flaky')
       AND (r.ordered_at, r.external_id) < (?::timestamptz, ?)
     ORDER BY r.ordered_at DESC, r.external_id DESC LIMIT 1`,
    [...branchBindings(run), run.orderedAt, run.externalId],
  );
  return rows[0];
}

/** Medians of the passed runs of the same pipeline and branch since a time. */
export async function loadMedians(
  knex: Knex,
  run: RunRow,
  since: Date,
): Promise<{ queue: number | null; run: number | null; n: number }> {
  const result = await knex.raw<{
    rows: { queue: number | null; run: number | null; n: string }[];
  }>(
    `SELECT count(r.run_seconds) AS n,
       percentile_cont(0.5) WITHIN GROUP (ORDER BY r.queue_seconds) AS queue,
       percentile_cont(0.5) WITHIN GROUP (ORDER BY r.run_seconds) AS run
     FROM pipeline_run r
     WHERE ${sameBranch} AND r.outcome IN ('passed', 'flaky')
       AND r.ordered_at >= ?`,
    [...branchBindings(run), since],
  );
  const row = result.rows[0];
  return {
    queue: row?.queue ?? null,
    run: row?.run ?? null,
    n: Number(row?.n ?? 0),
  };
}

/** How often a job of this name failed at this step in the same pipeline. */
export async function countSameFailures(
  knex: Knex,
  run: RunRow,
  failure: { job: string; step: string | null; since: Date },
): Promise<number> {
  const result = await knex.raw<{ rows: { count: string }[] }>(
    `SELECT count(*) AS count FROM (
       SELECT r.instance, r.external_id FROM pipeline_run r
       WHERE r.is_latest AND r.instance = ? AND r.project = ?
         AND r.pipeline_key = ? AND r.outcome = 'failed' AND r.ordered_at >= ?
       ORDER BY r.ordered_at DESC LIMIT 500
     ) runs
     JOIN pipeline_job j ON j.instance = runs.instance
       AND j.run_external_id = runs.external_id
     WHERE j.name = ? AND j.outcome = 'failed'
       AND (?::text IS NULL OR EXISTS (
         SELECT FROM jsonb_array_elements(j.facts->'steps') s
         WHERE s->>'name' = ? AND s->>'result' IN ('failure', 'error', 'timeout')))`,
    [
      run.instance,
      run.project,
      run.pipelineKey,
      failure.since,
      failure.job,
      failure.step,
      failure.step,
    ],
  );
  return Number(result.rows[0]?.count ?? 0);
}

/**
 * The pushes that lead back from a commit along a branch, newest first: the one
 * that brought it, then the one whose end that one started from, and so on.
 */
export async function loadPushChain(
  knex: Knex,
  from: { instance: string; project: string; branch: string; sha: string },
  until: string | undefined,
  limit: number,
): Promise<CommitsPushed[]> {
  const result = await knex.raw<{ rows: { facts: CommitsPushed }[] }>(
    `WITH RECURSIVE first AS (
       SELECT p.after_sha FROM branch_push p
       WHERE p.instance = :instance AND p.project = :project
         AND p.branch = :branch AND p.after_sha = :sha
       UNION ALL
       SELECT c.after_sha FROM branch_commit c
       WHERE c.instance = :instance AND c.project = :project
         AND c.branch = :branch AND c.sha = :sha
       LIMIT 1
     ), chain AS (
       SELECT p.after_sha, p.before_sha, p.facts, 1 AS depth
       FROM branch_push p JOIN first USING (after_sha)
       WHERE p.instance = :instance AND p.project = :project AND p.branch = :branch
       UNION ALL
       SELECT p.after_sha, p.before_sha, p.facts, chain.depth + 1
       FROM chain JOIN branch_push p
         ON p.instance = :instance AND p.project = :project
         AND p.branch = :branch AND p.after_sha = chain.before_sha
       WHERE chain.depth < :limit AND chain.before_sha IS DISTINCT FROM :until
         AND NOT EXISTS (
           SELECT FROM branch_commit c
           WHERE c.instance = :instance AND c.project = :project
             AND c.branch = :branch AND c.sha = :until
             AND c.after_sha = chain.after_sha)
     )
     SELECT facts FROM chain ORDER BY depth`,
    { ...from, until: until ?? '', limit },
  );
  return result.rows.map(row => row.facts);
}
