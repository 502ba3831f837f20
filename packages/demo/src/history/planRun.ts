import { MINUTE, SECOND } from './clock';
import { AttemptPlan, RunPlan } from './plan';
import {
  AttemptWish,
  cancelAttempt,
  planAttempt,
  skippedAttempt,
} from './planAttempt';
import { Random } from './random';

/** What is decided about a run before it runs. */
export type RunWish = Omit<RunPlan, 'attempts'> & {
  /** This job fails, in every attempt: the change is bad, not the luck. */
  failing?: string;
  /** This job fails once and passes the second time. */
  flaky?: string;
  passes?: boolean;
  /** A newer push came then. */
  supersededAt?: number;
  attempts?: number;
  /** Between the end of an attempt and the next. */
  rerunAfterMs?: number;
  skipped?: boolean;
  approval?: AttemptWish['approval'];
  queueSeconds?: number;
  lasts?: AttemptWish['lasts'];
};

/** A run with all its attempts: failed ones are tried again as people do. */
export function planRun(random: Random, wish: RunWish): RunPlan {
  const { failing, flaky, passes, supersededAt, skipped, ...more } = wish;
  const {
    attempts: wanted,
    rerunAfterMs,
    approval,
    queueSeconds,
    lasts,
    ...run
  } = more;
  const { workflow, actor, createdAt } = run;
  if (skipped) {
    return { ...run, attempts: [skippedAttempt(workflow, actor, createdAt)] };
  }
  const failingIn = (attempt: number) => {
    if (failing) return failing;
    if (flaky) return attempt === 1 ? flaky : 'none';
    if (passes) return 'none';
    // Most of what fails by chance passes when it is tried again.
    return attempt > 1 && random.chance(0.8) ? 'none' : undefined;
  };
  const attemptOf = (attempt: number, startedAt: number): AttemptPlan =>
    planAttempt(random, workflow, {
      attempt,
      by: actor,
      startedAt,
      approval,
      queueSeconds,
      lasts,
      failing: failingIn(attempt),
    });
  const first = attemptOf(1, createdAt);
  if (supersededAt !== undefined && supersededAt < first.finishedAt) {
    return { ...run, attempts: [cancelAttempt(first, supersededAt)] };
  }
  const attempts: RunPlan['attempts'] = [first];
  const most = wanted ?? (random.chance(0.7) || flaky ? 2 : 1);
  for (let attempt = 2; attempt <= most; attempt++) {
    const before = attempts[attempts.length - 1];
    if (before.conclusion !== 'failure') break;
    const pause = rerunAfterMs ?? random.logNormal(4 * MINUTE, 0.7);
    const at = before.finishedAt + Math.round(pause / SECOND) * SECOND;
    if (supersededAt !== undefined && at >= supersededAt) break;
    attempts.push(attemptOf(attempt, at));
  }
  return { ...run, attempts };
}
