import { DeliveryPolicy } from '../policy/deliveryPolicy';
import { positionOrder } from '../mergeFacts';
import { isFailedResult } from '../runStatus';
import { mapJobToStage } from '../stages/mapJobToStage';
import { RuleVerdict } from './gateAnswers';
import { WorkEvidence } from './gateEvidence';

/** What the work of a stage comes to. */
export interface WorkVerdict {
  verdict: RuleVerdict;
  reason: string;
  value: string | null;
  evidence: WorkEvidence | null;
}

const identity = (work: WorkEvidence) =>
  JSON.stringify([
    work.work,
    work.instance,
    work.project,
    work.pipeline ?? '',
    work.name,
    work.matrixKey ?? '',
  ]);

const inRun = (work: WorkEvidence) =>
  JSON.stringify([work.instance, work.runExternalId, work.runAttempt]);

function later(a: WorkEvidence, b: WorkEvidence): WorkEvidence {
  if (a.runExternalId === b.runExternalId && a.runAttempt !== b.runAttempt) {
    return a.runAttempt > b.runAttempt ? a : b;
  }
  if (a.observedAt !== b.observedAt) {
    return a.observedAt > b.observedAt ? a : b;
  }
  return positionOrder(a.position, b.position) >= 0 ? a : b;
}

/**
 * What counts of the work of a commit: of each job the newest try, of stages
 * the provider reports those it sent no jobs of, of runs those without either.
 */
export function newestWork(work: readonly WorkEvidence[]): WorkEvidence[] {
  const jobs = work.filter(one => one.work === 'job');
  const stagesWithJobs = new Set(
    jobs.map(job => JSON.stringify([inRun(job), job.stage ?? ''])),
  );
  const stages = work.filter(
    one =>
      one.work === 'stage' &&
      !stagesWithJobs.has(JSON.stringify([inRun(one), one.name])),
  );
  const runsWithParts = new Set([...jobs, ...stages].map(inRun));
  const runs = work.filter(
    one => one.work === 'run' && !runsWithParts.has(inRun(one)),
  );
  const newest = new Map<string, WorkEvidence>();
  for (const one of [...jobs, ...stages, ...runs]) {
    const key = identity(one);
    const known = newest.get(key);
    newest.set(key, known ? later(known, one) : one);
  }
  return [...newest.values()];
}

/** The stage of the policy a piece of work counts for. */
export function policyStageOf(
  work: WorkEvidence,
  policy: DeliveryPolicy,
): string | null {
  return mapJobToStage(
    {
      name: work.name,
      stage: work.work === 'stage' ? work.name : work.stage,
      pipeline: work.pipeline,
      kind: work.kind,
    },
    policy,
  ).policyStage;
}

const secondsBetween = (from: string, to: string) =>
  (Date.parse(to) - Date.parse(from)) / 1000;

/** A run or job that is going on, and not itself held by a gate. */
export function activeWork(
  work: readonly WorkEvidence[],
  now: string,
  maxAgeSeconds: number,
): WorkEvidence | undefined {
  const newestRun = newestWork(
    work.filter(one => one.work !== 'job' || one.state !== 'completed'),
  );
  return [...work.filter(one => one.work === 'run'), ...newestRun].find(
    one =>
      (one.state === 'pending' ||
        one.state === 'executing' ||
        one.state === 'finalizing') &&
      secondsBetween(one.observedAt, now) <= maxAgeSeconds &&
      !isSuperseded(one, work),
  );
}

/** A later attempt of the same run has begun. */
function isSuperseded(one: WorkEvidence, work: readonly WorkEvidence[]) {
  return work.some(
    other =>
      other.instance === one.instance &&
      other.runExternalId === one.runExternalId &&
      other.runAttempt > one.runAttempt,
  );
}

/** Judges the work of one stage, already narrowed to what counts for it. */
export function judgeWork(
  work: readonly WorkEvidence[],
  options: { now: string; maxAgeSeconds: number; timeoutSeconds?: number },
): WorkVerdict {
  const { now, maxAgeSeconds, timeoutSeconds } = options;
  const told = work.filter(
    one =>
      one.state !== 'completed' ||
      (one.result !== 'skipped' && one.result !== 'neutral'),
  );
  const missing: WorkVerdict = {
    verdict: 'missing',
    reason: work.length ? 'It was skipped.' : 'Nothing was reported.',
    value: work.length ? 'skipped' : null,
    evidence: work[0] ?? null,
  };
  if (told.length === 0) return missing;

  const failed = told.find(
    one =>
      one.state === 'completed' &&
      one.result !== 'success' &&
      !(one.allowFailure && isFailedResult(one.result)),
  );
  if (failed) {
    return {
      verdict: 'failed',
      reason: `${failed.name} ended with ${failed.result ?? 'no result'}.`,
      value: failed.result ?? 'unknown',
      evidence: failed,
    };
  }
  const tooLong = told.find(
    one =>
      timeoutSeconds !== undefined &&
      one.startedAt !== undefined &&
      secondsBetween(one.startedAt, one.finishedAt ?? now) > timeoutSeconds,
  );
  if (tooLong) {
    return {
      verdict: 'failed',
      reason: `${tooLong.name} took longer than the policy allows.`,
      value: 'too long',
      evidence: tooLong,
    };
  }
  const open = told.find(one => one.state !== 'completed');
  if (open) {
    return {
      verdict: 'waiting',
      reason: `${open.name} is not over.`,
      value: 'running',
      evidence: open,
    };
  }
  const passed = told.filter(one => one.result === 'success');
  if (passed.length === 0) {
    return {
      verdict: 'missing',
      reason: 'All of it failed and may fail; nothing passed.',
      value: null,
      evidence: told[0],
    };
  }
  const oldest = passed.reduce((a, b) =>
    (a.finishedAt ?? a.observedAt) < (b.finishedAt ?? b.observedAt) ? a : b,
  );
  if (
    secondsBetween(oldest.finishedAt ?? oldest.observedAt, now) > maxAgeSeconds
  ) {
    return {
      verdict: 'stale',
      reason: `${oldest.name} passed too long ago.`,
      value: 'passed',
      evidence: oldest,
    };
  }
  return {
    verdict: 'passed',
    reason:
      passed.length === 1
        ? `${passed[0].name} passed.`
        : `${passed.length} jobs passed.`,
    value: 'passed',
    evidence: oldest,
  };
}
