import { Report, positionOrder } from './mergeFacts';
import {
  compareOrders,
  FieldOrder,
  FilledFacts,
  mergeFields,
} from './mergeFields';
import { StateToken } from './runStatus';

/** Where a step of a rollout stands. */
export type RolloutStepState =
  | 'pending'
  | 'running'
  | 'succeeded'
  | 'failed'
  | 'inconclusive'
  | 'skipped';

/** What a report says of a step's progress. */
export interface RolloutStepFacts extends FilledFacts {
  state: RolloutStepState;
  startedAt?: string;
  finishedAt?: string;
  observedAt: string;
}

const displays: Record<RolloutStepState, { state: StateToken; word: string }> =
  {
    pending: { state: 'neutral', word: 'Not yet' },
    running: { state: 'info', word: 'Running' },
    inconclusive: { state: 'hold', word: 'Inconclusive' },
    skipped: { state: 'neutral', word: 'Skipped' },
    succeeded: { state: 'success', word: 'Succeeded' },
    failed: { state: 'error', word: 'Failed' },
  };

const order = Object.keys(displays);

/** A rollout may be tried again from its first step, so only time counts. */
const orderOf = (facts: RolloutStepFacts): FieldOrder => [
  facts.observedAt,
  order.indexOf(facts.state),
];

/** Two reports of a step made one: the later observation counts. */
export function mergeRolloutStep<Facts extends RolloutStepFacts>(
  a: Report<Facts>,
  b: Report<Facts>,
): Report<Facts> {
  const later =
    compareOrders(orderOf(a.facts), orderOf(b.facts)) ||
    positionOrder(a.position, b.position);
  const [first, second] = later >= 0 ? [a, b] : [b, a];
  return {
    position: first.position,
    facts: mergeFields(first.facts, second.facts, orderOf),
  };
}

/** Token and word of a step's state. */
export function rolloutStepDisplay(state: RolloutStepState) {
  return displays[state];
}
