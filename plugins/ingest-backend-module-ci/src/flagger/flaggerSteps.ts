import { EventInputs } from '../providerEvent';
import { FlaggerReport } from './flaggerReport';

/** A step of a canary as far as Flagger's sentence tells. */
export type FlaggerStep = Pick<
  EventInputs['rollout.step.v1'],
  | 'ordinal'
  | 'kind'
  | 'name'
  | 'state'
  | 'wantedWeight'
  | 'actualWeight'
  | 'analysis'
  | 'message'
  | 'finishedAt'
>;

/** After every weight a canary can have. */
const promotionOrdinal = 101;

const promotion = new Map<string, FlaggerStep['state']>([
  ['promoting', 'running'],
  ['finalising', 'running'],
  ['succeeded', 'succeeded'],
]);

/**
 * The step a report speaks of. Flagger never tells how many there are, so a
 * step's place is its weight (or the number of its iteration): whatever order
 * reports arrive in, one step keeps one place.
 */
export function flaggerStep(report: FlaggerReport): FlaggerStep | undefined {
  const message = report.message?.slice(0, 1024) ?? '';
  const weight = /\badvance \S+ canary weight (\d{1,3})\b/i.exec(message)?.[1];
  if (weight !== undefined && Number(weight) <= 100) {
    return {
      ordinal: Math.max(Number(weight), 1),
      kind: 'set_weight',
      name: `Weight ${Number(weight)} %`,
      state: 'succeeded',
      wantedWeight: Number(weight),
      actualWeight: report.canaryWeight ?? Number(weight),
      // Flagger advances only what its checks let go.
      analysis: [{ name: "Flagger's checks", phase: 'Succeeded' }],
      message,
      finishedAt: report.at,
    };
  }
  const [, iteration, of] =
    /\badvance \S+ canary iteration (\d{1,3})\/(\d{1,4})\b/i.exec(message) ??
    [];
  if (iteration !== undefined && Number(iteration) > 0) {
    return {
      ordinal: Number(iteration),
      kind: 'analysis',
      name: `Iteration ${Number(iteration)} of ${Number(of)}`,
      state: 'succeeded',
      message,
      finishedAt: report.at,
    };
  }
  const state = promotion.get(report.phase.toLowerCase());
  if (state === undefined) return undefined;
  return {
    ordinal: promotionOrdinal,
    kind: 'promote',
    name: 'Promotion',
    state,
    ...(message && { message }),
    ...(state === 'succeeded' && { finishedAt: report.at }),
  };
}
