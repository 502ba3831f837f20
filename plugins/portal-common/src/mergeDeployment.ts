import {
  compareOrders,
  FieldOrder,
  FilledFacts,
  mergeFields,
} from './mergeFields';
import { positionOrder, Report } from './report';

/** Where a deployment stands. */
export type DeploymentState =
  | 'queued'
  | 'waiting_gate'
  | 'in_progress'
  | 'paused'
  | 'verifying'
  | 'succeeded'
  | 'failed'
  | 'aborted'
  | 'superseded';

/** How a deployment ended. */
export type DeploymentOutcome = 'succeeded' | 'failed' | 'aborted';

/** A state somebody reported, and by which delivery. */
export interface StateSeen {
  state: DeploymentState;
  rawState?: string;
  at: string;
  receipt?: string;
}

/** How an attempt ended. */
export interface DeploymentEnd {
  attempt: number;
  outcome: DeploymentOutcome;
  /** When the outcome was told. */
  at: string;
  /** When the attempt first reached an end. */
  finishedAt?: string;
}

/** What a report says of a deployment's progress. */
export interface DeploymentFacts extends FilledFacts {
  state: DeploymentState;
  rawState?: string;
  /** The attempt of the run that deploys; a later one begins anew. */
  runAttempt?: number;
  /** Set by the merge: how it ended, also when superseded since. */
  outcome?: DeploymentOutcome;
  /** Set by the merge: the end of the last attempt that ended. */
  end?: DeploymentEnd;
  /** Set by the merge: the states it was in, oldest first. */
  history?: StateSeen[];
  startedAt?: string;
  finishedAt?: string;
  observedAt: string;
}

const rank: Record<DeploymentState, number> = {
  queued: 0,
  waiting_gate: 1,
  in_progress: 1,
  paused: 1,
  verifying: 1,
  failed: 2,
  aborted: 2,
  // What arrived has arrived: Argo CD's `Degraded` a week later is an incident.
  succeeded: 3,
  superseded: 4,
};

const isOutcome = (state: DeploymentState): state is DeploymentOutcome =>
  rank[state] === 2 || rank[state] === 3;

const earliest = (a?: string, b?: string) => {
  if (a === undefined || b === undefined) return a ?? b;
  return Date.parse(a) <= Date.parse(b) ? a : b;
};

const attemptOf = (facts: DeploymentFacts) => facts.runAttempt ?? 1;

/** `superseded` counts always: providers do not say of which attempt. */
const orderOf = (facts: DeploymentFacts): FieldOrder => {
  const superseded = facts.state === 'superseded';
  return [
    Number(superseded),
    superseded ? 0 : attemptOf(facts),
    rank[facts.state],
    facts.observedAt,
  ];
};

const stateOrderOf = (seen: StateSeen): FieldOrder => [
  seen.at,
  rank[seen.state],
  seen.state,
  seen.rawState ?? '',
];

/** States that are kept of a deployment; the first ones, so that order is no matter. */
const historyLimit = 50;

function mergeHistory(
  a: readonly StateSeen[] = [],
  b: readonly StateSeen[] = [],
): StateSeen[] {
  const seen = new Map<string, StateSeen>();
  for (const item of [...a, ...b]) {
    const key = JSON.stringify(stateOrderOf(item));
    const known = seen.get(key);
    if (!known || (item.receipt ?? '~') < (known.receipt ?? '~')) {
      seen.set(key, item);
    }
  }
  return [...seen.values()]
    .sort((x, y) => compareOrders(stateOrderOf(x), stateOrderOf(y)))
    .slice(0, historyLimit);
}

function endOf(facts: DeploymentFacts): DeploymentEnd | undefined {
  const { state, finishedAt, observedAt } = facts;
  if (facts.end) return facts.end;
  const outcome = isOutcome(state) ? state : facts.outcome;
  return (
    outcome && {
      attempt: attemptOf(facts),
      outcome,
      at: observedAt,
      finishedAt,
    }
  );
}

/**
 * The end of the later attempt. Within one a success counts: a failure that is
 * told before it was tried again, one that is told after it came after the end.
 * Of other ends the latest word counts.
 */
function mergeEnds(
  a: DeploymentEnd | undefined,
  b: DeploymentEnd | undefined,
): DeploymentEnd | undefined {
  if (!a || !b) return a ?? b;
  const order = ({ attempt, outcome, at }: DeploymentEnd) => [
    attempt,
    rank[outcome],
    at,
    outcome,
  ];
  const [last, other] =
    compareOrders(order(a), order(b)) >= 0 ? [a, b] : [b, a];
  return last.attempt === other.attempt &&
    rank[last.outcome] === rank[other.outcome]
    ? { ...last, finishedAt: earliest(last.finishedAt, other.finishedAt) }
    : last;
}

/** An attempt that began after the last end has none of its own yet. */
function withEnd<Facts extends DeploymentFacts>(
  facts: Facts,
  end: DeploymentEnd | undefined,
): Facts {
  const own = end && end.attempt >= attemptOf(facts) ? end : undefined;
  return {
    ...facts,
    end,
    outcome: own?.outcome,
    finishedAt: own?.finishedAt,
  };
}

/**
 * What one report may say: a finish time only with an end, so that GitHub's
 * `inactive`, which moves `updated_at`, never moves the finish.
 */
export function soleDeployment<Facts extends DeploymentFacts>(
  report: Report<Facts>,
  receipt?: string,
): Report<Facts> {
  const { facts } = report;
  const { state, rawState, observedAt } = facts;
  const history = facts.history ?? [
    { state, rawState, at: observedAt, receipt },
  ];
  return { ...report, facts: withEnd({ ...facts, history }, endOf(facts)) };
}

const ownRules = new Set([
  'end',
  'outcome',
  'finishedAt',
  'startedAt',
  'runAttempt',
  'history',
]);

/**
 * Two reports of a deployment made one. A later attempt of its run counts, then
 * the state further along, then the later observation, then the later position.
 * An attempt finished when it first reached its end; how it ended is kept when a
 * later deployment supersedes it, or it degrades.
 */
export function mergeDeploymentFacts<Facts extends DeploymentFacts>(
  left: Report<Facts>,
  right: Report<Facts>,
): Report<Facts> {
  const a = soleDeployment(left);
  const b = soleDeployment(right);
  const order =
    compareOrders(orderOf(a.facts), orderOf(b.facts)) ||
    positionOrder(a.position, b.position);
  const [first, second] = order >= 0 ? [a, b] : [b, a];
  const attempts = [a.facts.runAttempt, b.facts.runAttempt].flatMap(
    attempt => attempt ?? [],
  );
  const merged = {
    ...mergeFields(first.facts, second.facts, orderOf, ownRules),
    runAttempt: attempts.length ? Math.max(...attempts) : undefined,
    startedAt: earliest(first.facts.startedAt, second.facts.startedAt),
    history: mergeHistory(a.facts.history, b.facts.history),
  };
  return {
    position: first.position,
    facts: withEnd(merged, mergeEnds(a.facts.end, b.facts.end)),
  };
}

/** When it arrived or gave up; null while it is under way. */
export function deploymentFinish(facts: DeploymentFacts): string | null {
  if (!facts.outcome) return null;
  const told = facts.history?.find(({ state }) => state === facts.outcome);
  return facts.finishedAt ?? told?.at ?? facts.observedAt;
}
