import { Failing } from '@quarterdeck/plugin-pipelines-common';
import { Knex } from 'knex';
import { HeadRow, listHeads, loadFailedJobs } from '../database/headQueries';
import { loadRuns, RunId, RunRow } from '../database/runRows';
import { EntitySet } from './entitySet';
import { firstLine, toRunSummary } from './toAnswers';

/** A pipeline without a run for this long has no "now" any more. */
const quietAfterMs = 90 * 86_400_000;

/** Since when a pipeline must have run to be counted. */
export function headsActiveSince(now: Date): Date {
  return new Date(now.getTime() - quietAfterMs);
}

const attemptKey = (run: RunId & { attempt: number }) =>
  `${run.instance} ${run.externalId} ${run.attempt}`;

/** The run attempts that these heads point at. */
export async function loadHeadRuns(
  knex: Knex,
  heads: readonly HeadRow[],
): Promise<
  (
    externalId: string | null,
    head: HeadRow,
    attempt: number | null,
  ) => RunRow | undefined
> {
  const ids = heads.flatMap(head =>
    [head.last_external_id, head.red_external_id]
      .filter(id => id !== null)
      .map(externalId => ({ instance: head.instance, externalId })),
  );
  const distinct = new Map(
    ids.map(id => [`${id.instance} ${id.externalId}`, id]),
  );
  const rows = await loadRuns(knex, [...distinct.values()]);
  const byKey = new Map(rows.map(row => [attemptKey(row), row]));
  return (externalId, head, attempt) =>
    externalId === null || attempt === null
      ? undefined
      : byKey.get(attemptKey({ instance: head.instance, externalId, attempt }));
}

/** What fails, since which run, and what it says. */
export async function describeFailing(
  knex: Knex,
  heads: readonly HeadRow[],
): Promise<Failing[]> {
  const failing = heads.filter(head => head.failing);
  const runOf = await loadHeadRuns(knex, failing);
  const newest = failing.flatMap(
    head => runOf(head.last_external_id, head, head.last_attempt) ?? [],
  );
  const jobs = new Map(
    (await loadFailedJobs(knex, newest)).map(job => [
      `${job.instance} ${job.run_external_id} ${job.run_attempt}`,
      job,
    ]),
  );
  return failing.flatMap(head => {
    const run = runOf(head.last_external_id, head, head.last_attempt);
    if (!run) return [];
    const red = runOf(head.red_external_id, head, head.red_attempt) ?? run;
    const job = jobs.get(attemptKey(run));
    const first = toRunSummary(red);
    const author = red.facts.commit?.author;
    return [
      {
        entityRef: head.entity_ref,
        instance: head.instance,
        project: head.project,
        pipeline: {
          key: head.pipeline_key,
          name: head.pipeline_name,
          path: head.pipeline_path,
        },
        branch: head.branch,
        run: toRunSummary(run),
        failedJob: job?.name ?? null,
        failedStep: job?.step ?? null,
        message: firstLine(job?.message),
        since: (head.red_since ?? head.last_at).toISOString(),
        sinceExact: head.green_external_id !== null,
        redRuns: head.red_runs,
        brokenBy: {
          run: {
            instance: red.instance,
            externalId: red.externalId,
            attempt: red.attempt,
          },
          sha: first.sha,
          title: first.title,
          author: author
            ? { login: author.login, name: author.name, kind: author.kind }
            : first.actor,
        },
      },
    ];
  });
}

/** Default branches that are red now, the longest first. */
export async function findFailing(
  knex: Knex,
  entities: EntitySet,
  options: { now: Date; limit: number },
): Promise<Failing[]> {
  const heads = await listHeads(knex, entities, {
    failingOnly: true,
    activeSince: headsActiveSince(options.now),
    limit: options.limit,
  });
  return describeFailing(knex, heads);
}
