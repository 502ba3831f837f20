import { z } from 'zod';
import { PolicyDecision } from '@backstage/plugin-permission-common';
import {
  criticalPath,
  pipelinesContract,
  resolveTime,
} from '@quarterdeck/plugin-pipelines-common';
import {
  decodeCursor,
  encodeCursor,
  RouteOutput,
} from '@quarterdeck/plugin-portal-common';
import { countRuns, listRuns, RunFilter } from '../database/listRuns';
import {
  countSameFailures,
  loadMedians,
  loadRunChanges,
  loadRunDeployments,
  loadRunGates,
  loadRunJobs,
} from '../database/runDetail';
import { RunRow } from '../database/runRows';
import { findFailure, findRun, RunParams } from './findRun';
import { measured } from './measured';
import { answerMeta, askedEntities, Reader } from './reader';
import {
  notReached,
  toChange,
  toCommit,
  toDeployment,
  toGate,
  toJob,
  toRunSummary,
} from './toAnswers';

type Routes = typeof pipelinesContract;
type Query = z.output<Routes['listRuns']['query']>;

const cursorSchema = z.tuple([
  z.boolean(),
  z.iso.datetime(),
  z.string(),
  z.number().int(),
  z.string(),
]);

const totalLimit = 10_000;
const dayMs = 86_400_000;

/** The list's query with times, scope and permission resolved. */
export function runFilter(
  reader: Reader,
  query: Omit<Query, 'cursor' | 'limit' | 'total'>,
  decision: PolicyDecision,
): RunFilter {
  const now = reader.now();
  return {
    entities: askedEntities(reader, { decision, ...query }),
    instance: query.instance,
    project: query.project,
    pipelines: query.pipeline,
    branches: query.branch,
    defaultBranch: query.defaultBranch,
    statuses: query.status,
    notStatuses: query.statusNot,
    triggers: query.trigger,
    actors: query.actor,
    sha: query.sha,
    text: query.q?.trim() || undefined,
    from: query.from ? resolveTime(query.from, now) : undefined,
    to: query.to ? resolveTime(query.to, now) : undefined,
    allAttempts: query.attempts,
  };
}

/** Where the list goes on after this row. */
export function cursorAfter(
  row: RunRow,
): [boolean, string, string, number, string] {
  return [row.active, row.listedAt, row.externalId, row.attempt, row.instance];
}

/** A page of runs. */
export async function answerListRuns(
  reader: Reader,
  query: Query,
  decision: PolicyDecision,
): Promise<RouteOutput<Routes['listRuns']>> {
  const filter = runFilter(reader, query, decision);
  const cursor = query.cursor
    ? decodeCursor(query.cursor, cursorSchema)
    : undefined;
  const [rows, total, meta] = await Promise.all([
    listRuns(reader.knex, filter, { limit: query.limit + 1, cursor }),
    query.total ? countRuns(reader.knex, filter, totalLimit) : null,
    answerMeta(reader, decision),
  ]);
  const items = rows.slice(0, query.limit);
  const last = items.at(-1);
  return {
    items: items.map(toRunSummary),
    nextCursor:
      last && rows.length > items.length
        ? encodeCursor(cursorAfter(last))
        : null,
    total,
    meta,
  };
}

/** Everything the run page shows above the fold. */
export async function answerGetRun(
  reader: Reader,
  params: RunParams,
  decision: PolicyDecision,
): Promise<RouteOutput<Routes['getRun']>> {
  const { knex } = reader;
  const { run, attempts } = await findRun(reader, params, decision);
  const now = reader.now();
  const since = new Date(Date.parse(run.orderedAt) - 28 * dayMs);
  const [jobs, gates, deployments, changes, medians, found, meta] =
    await Promise.all([
      loadRunJobs(knex, run),
      loadRunGates(knex, run),
      loadRunDeployments(knex, run),
      loadRunChanges(knex, run),
      loadMedians(knex, run, since),
      findFailure(reader, run),
      answerMeta(reader, decision),
    ]);
  const path = criticalPath(
    // Providers give jobs that were skipped times of their own.
    jobs.flatMap(job => (notReached(job.facts) ? [] : job.facts)),
    now,
  );
  const critical = new Set(path);
  const names = new Map(jobs.map(job => [job.externalId, job.facts.name]));
  const gateAnswers = gates.map(gate => toGate(gate, now));
  const ownGates = gateAnswers.filter(
    gate => (gate.runAttempt ?? 1) === run.attempt,
  );
  const failedJob = jobs.find(
    job => job.outcome === 'failed' && job.facts.name === found.failure?.name,
  );
  return {
    run: toRunSummary(run),
    commit: run.facts.commit ? toCommit(run.facts.commit) : null,
    changes: changes.map(toChange),
    attempts: attempts.map(toRunSummary),
    jobs: jobs.map(job => toJob(job, critical)),
    gates: gateAnswers,
    deployments: deployments.map(toDeployment),
    failure:
      found.failure && failedJob
        ? {
            jobExternalId: failedJob.externalId,
            job: found.failure.name,
            step: found.failure.step,
            message: found.failure.message,
            sameFailures: await countSameFailures(knex, run, {
              job: found.failure.name,
              step: found.failure.step,
              since: new Date(Date.parse(run.orderedAt) - 14 * dayMs),
            }),
          }
        : null,
    criticalPath: path.map(id => names.get(id) ?? id),
    gateWaitSeconds: ownGates.length
      ? ownGates.reduce((sum, gate) => sum + (gate.waitSeconds ?? 0), 0)
      : null,
    medianQueueSeconds: measured(medians.queue, medians.n),
    medianRunSeconds: measured(medians.run, medians.n),
    meta,
  };
}
