import { canonicalText, groupedBy, sortedBy } from '../statistics/order';
import { Classification } from '../types';

/** What people said of a deployment, the last word of each kind. */
export interface Verdict {
  /** null: nobody said. */
  failed: Classification | null;
  notFailed: Classification | null;
  fixedBy: Classification | null;
  notProduction: boolean;
  ignored: boolean;
}

function verdictOf(rows: readonly Classification[]): Verdict {
  const inOrder = sortedBy(rows, ({ at }) => at, canonicalText);
  const last = (...kinds: Classification['as'][]) =>
    inOrder.findLast(row => kinds.includes(row.as)) ?? null;
  // Who says what mended it says that it was broken.
  const judged = last('failed', 'not_failed', 'fixed_by');
  const cleared = judged?.as === 'not_failed';
  return {
    failed: cleared ? null : judged,
    notFailed: cleared ? judged : null,
    fixedBy: cleared ? null : last('fixed_by'),
    notProduction: last('not_production') !== null,
    ignored: last('ignore') !== null,
  };
}

/** What people said, by deployment. */
export function verdictsOf(
  classifications: readonly Classification[],
): Map<string, Verdict> {
  const rows = groupedBy(classifications, ({ deploymentId }) => deploymentId);
  return new Map([...rows].map(([id, said]) => [id, verdictOf(said)]));
}
