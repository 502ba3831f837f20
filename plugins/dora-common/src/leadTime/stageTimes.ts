import { ChangeSample, LeadTimeStage, Moment, Span } from '../types';

/** Seconds per stage. They sum up to the lead time, whatever is unknown. */
export type StageTimes = Record<LeadTimeStage, number | null>;

/** How long at least one of the spans held within a span. */
export function spanUnion(spans: readonly Span[], within: Span): number {
  let total = 0;
  let end = within.from;
  for (const span of [...spans].sort(
    (a, b) => a.from - b.from || a.to - b.to,
  )) {
    const from = Math.max(span.from, end);
    const to = Math.min(span.to, within.to);
    if (to > from) total += to - from;
    end = Math.max(end, to);
  }
  return total;
}

/**
 * Cuts a lead time into its stages. A milestone never lies before the one
 * before it, nor after the end; one that is unknown gives its time to the next
 * stage. Waits at gates are taken out of what follows the merge.
 */
export function stageTimes(
  span: Span,
  change: ChangeSample | null,
  gateWaits: readonly Span[] | undefined,
): StageTimes {
  const stages: StageTimes = {
    code: null,
    pickup: null,
    review: null,
    merge: null,
    gate_wait: null,
    deploy: null,
  };
  let at = span.from;
  const reach = (stage: LeadTimeStage, moment: Moment | undefined) => {
    if (moment === undefined) return;
    const reached = Math.min(Math.max(moment, at), Math.max(span.to, at));
    stages[stage] = (reached - at) / 1000;
    at = reached;
  };
  if (change) {
    reach('code', change.openedAt);
    reach('pickup', change.firstReviewAt);
    reach('review', change.approvedAt);
    reach('merge', change.mergedAt);
  }
  const rest = Math.max(0, span.to - at);
  const waited = gateWaits
    ? spanUnion(gateWaits, { from: at, to: span.to })
    : 0;
  if (gateWaits) stages.gate_wait = waited / 1000;
  stages.deploy = (rest - waited) / 1000;
  return stages;
}
