import { withMissingFrom } from './report';

/** What reports of one turn of an incident have in common. */
export interface IncidentTold {
  startedAt: string;
  title: string;
  severity: string;
  causes: readonly object[];
  partial?: boolean;
}

const order = (one: IncidentTold) => `${one.startedAt} ${one.title}`;

/**
 * The report of an incident that counts, with what another told where it tells
 * of one turn only: when it began, how it was called and what it named as its
 * cause are the first report's. A whole report is left as it is.
 */
export function mergePartialIncident<Told extends IncidentTold>(
  counts: Told,
  other: Told,
): Told {
  if (!counts.partial) return counts;
  const first = !other.partial || order(other) < order(counts) ? other : counts;
  const second = first === other ? counts : other;
  return {
    ...withMissingFrom(counts, other),
    startedAt: first.startedAt,
    title: first.title,
    causes: first.causes.length > 0 ? first.causes : second.causes,
    severity: counts.severity === 'unknown' ? other.severity : counts.severity,
    partial: other.partial,
  };
}
