import {
  canonicalText,
  compareText,
  groupedBy,
  sortedBy,
} from '../statistics/order';
import { DeploymentSample } from '../types';

const ended = ({ state, finishedAt }: DeploymentSample) =>
  state !== 'running' && state !== 'superseded' && finishedAt !== undefined;

/** Which of two reports of one deployment counts: negative when it is the first. */
function compareReports(a: DeploymentSample, b: DeploymentSample): number {
  if (a === b) return 0;
  return (
    b.attempt - a.attempt ||
    Number(ended(b)) - Number(ended(a)) ||
    // The finish is written once; a later word of the same attempt does not move it.
    (a.finishedAt ?? Infinity) - (b.finishedAt ?? Infinity) ||
    compareText(canonicalText(a), canonicalText(b))
  );
}

/**
 * One row per deployment (rules 1 and 5): the last attempt, and of it the first
 * end. `superseded` neither ends nor moves anything.
 */
export function mergeDeployments(
  samples: readonly DeploymentSample[],
): DeploymentSample[] {
  const merged = [...groupedBy(samples, ({ id }) => id).values()].flatMap(
    reports =>
      reports.reduce((best, next) =>
        compareReports(next, best) < 0 ? next : best,
      ),
  );
  return sortedBy(
    merged,
    ({ service }) => service,
    ({ finishedAt }) => finishedAt ?? Infinity,
    ({ id }) => id,
  );
}
