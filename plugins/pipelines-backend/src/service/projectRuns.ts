import { Knex } from 'knex';
import { AnyLogEvent, ownedEntity } from '@quarterdeck/plugin-ingest-node';
import { CiRun } from '@quarterdeck/plugin-ingest-common';
import {
  isFailedResult,
  mergeRunFacts,
  queueSeconds,
  Report,
  runOutcome,
  runSeconds,
  soleReport,
  statusKey,
} from '@quarterdeck/plugin-pipelines-common';
import { HeadKey } from '../database/branchHeads';
import { loadWorkStarts } from '../database/jobRows';
import { loadProjects } from '../database/projectFacts';
import { applyRunCounts, Changed, hourOf } from '../database/rollups';
import { loadRuns, RunId, RunRow, upsertRuns } from '../database/runRows';
import { loadWaitingRuns } from '../database/waitingRuns';
import { collect, Collected } from './collect';
import { mergeStored, StoredReport } from './mergeStored';
import { sameRow } from './sameRow';
import { loadOwners } from './loadOwners';

const runKey = (run: RunId) => `${run.instance} ${run.externalId}`;
const attemptKey = (run: RunId & { attempt: number }) =>
  `${runKey(run)} ${run.attempt}`;

interface Attempt extends StoredReport<CiRun> {
  subject: string;
  before: RunRow | undefined;
}

/** What a run's row takes from other facts than its own reports. */
interface Surroundings {
  siblings: readonly Attempt[];
  entityRef: string | null;
  defaultBranch: string | undefined;
  workStartedAt: string | null;
  waitsAtGate: boolean;
}

/** Passed at a later attempt of the same commit after a failed one. */
function isFlaky(run: CiRun, siblings: readonly Attempt[]): boolean {
  return (
    run.result === 'success' &&
    siblings.some(
      ({ facts }) =>
        facts.attempt < run.attempt &&
        facts.sha === run.sha &&
        isFailedResult(facts.result),
    )
  );
}

function runRow(attempt: Attempt, around: Surroundings): RunRow {
  const { facts } = attempt;
  const { defaultBranch, workStartedAt } = around;
  const active = facts.state !== 'completed';
  const status =
    active && around.waitsAtGate
      ? 'waiting'
      : statusKey({ ...facts, flaky: isFlaky(facts, around.siblings) });
  const began =
    facts.createdAt ?? facts.queuedAt ?? facts.startedAt ?? facts.observedAt;
  const times = { ...facts, workStartedAt };
  return {
    instance: facts.instance,
    externalId: facts.externalId,
    attempt: facts.attempt,
    project: facts.project,
    subject: attempt.subject,
    entityRef: around.entityRef,
    entityReported: attempt.entityReported,
    position: attempt.position,
    pipelineKey:
      facts.pipeline.externalId ?? facts.pipeline.path ?? facts.pipeline.name,
    status,
    outcome: runOutcome(status),
    active,
    isLatest: around.siblings.every(
      sibling => sibling.facts.attempt <= facts.attempt,
    ),
    // A fork's pull request may come from a branch that is called main, too.
    isDefault:
      defaultBranch === undefined
        ? null
        : facts.branch === defaultBranch && facts.trigger !== 'change',
    listedAt: active ? began : facts.finishedAt ?? facts.observedAt,
    orderedAt: began,
    workStartedAt,
    finishedHour: active ? null : hourOf(facts.finishedAt ?? facts.observedAt),
    queueSeconds: queueSeconds(times),
    runSeconds: runSeconds(times),
    facts,
  };
}

/** Every attempt of the touched runs, with what the batch says merged in. */
async function mergeAttempts(
  tx: Knex,
  collected: ReadonlyMap<string, Collected<CiRun>>,
  touched: readonly RunId[],
): Promise<Map<string, Attempt[]>> {
  const attempts = new Map<string, Attempt>();
  for (const row of await loadRuns(tx, touched)) {
    attempts.set(attemptKey(row), { ...row, before: row });
  }
  for (const [key, report] of collected) {
    const known = attempts.get(key);
    attempts.set(key, {
      ...mergeStored(known, report, mergeRunFacts<CiRun>),
      subject: known?.subject ?? report.subject,
      before: known?.before,
    });
  }
  const runs = new Map<string, Attempt[]>();
  for (const attempt of attempts.values()) {
    const siblings = runs.get(runKey(attempt.facts));
    if (siblings) siblings.push(attempt);
    else runs.set(runKey(attempt.facts), [attempt]);
  }
  return runs;
}

/**
 * Applies the runs of a batch, and recomputes those whose jobs or gates it
 * touched (`alsoTouched`).
 * @returns the pipelines whose default branch may stand differently now.
 */
export async function projectRuns(
  tx: Knex,
  batch: readonly AnyLogEvent[],
  alsoTouched: readonly RunId[],
): Promise<HeadKey[]> {
  const collected = new Map<string, Collected<CiRun>>();
  const merge = (a: Report<CiRun>, b: Report<CiRun>) => mergeRunFacts(a, b);
  for (const event of batch) {
    if (event.type !== 'ci.run.v1') continue;
    const report = soleReport({ facts: event.data, position: event.position });
    collect(collected, attemptKey(event.data), event, report, merge);
  }
  const ids = new Map<string, RunId>();
  for (const { facts } of collected.values()) ids.set(runKey(facts), facts);
  for (const run of alsoTouched) ids.set(runKey(run), run);
  const touched = [...ids.values()];
  if (touched.length === 0) return [];

  const runs = await mergeAttempts(tx, collected, touched);
  const all = [...runs.values()].flat();
  const ownerOf = await loadOwners(
    tx,
    all.map(attempt => attempt.subject),
  );
  const places = new Map(
    all.map(({ facts }) => [`${facts.instance} ${facts.project}`, facts]),
  );
  const defaults = new Map(
    (await loadProjects(tx, [...places.values()])).map(row => [
      `${row.instance} ${row.project}`,
      row.defaultBranch,
    ]),
  );
  const workStarts = new Map(
    (await loadWorkStarts(tx, touched)).map(row => [attemptKey(row), row.at]),
  );
  const waiting = new Set((await loadWaitingRuns(tx, touched)).map(attemptKey));

  const changes: Changed<RunRow>[] = [];
  for (const siblings of runs.values()) {
    for (const attempt of siblings) {
      const { facts, before } = attempt;
      const after = runRow(attempt, {
        siblings,
        entityRef: ownedEntity(ownerOf(attempt.subject), attempt),
        defaultBranch: defaults.get(`${facts.instance} ${facts.project}`),
        workStartedAt: workStarts.get(attemptKey(facts)) ?? null,
        waitsAtGate: waiting.has(attemptKey(facts)),
      });
      if (!before || !sameRow(before, after)) changes.push({ before, after });
    }
  }
  await upsertRuns(
    tx,
    changes.map(change => change.after),
  );
  await applyRunCounts(tx, changes);
  return headKeys(changes);
}

function headKeys(changes: readonly Changed<RunRow>[]): HeadKey[] {
  const keys = new Map<string, HeadKey>();
  for (const { before, after } of changes) {
    for (const row of [before, after]) {
      // A run that is not over cannot change what the newest result is.
      if (!row?.isDefault || !row.outcome) continue;
      const { instance, project, pipelineKey } = row;
      keys.set(JSON.stringify([instance, project, pipelineKey]), {
        instance,
        project,
        pipelineKey,
      });
    }
  }
  return [...keys.values()];
}
