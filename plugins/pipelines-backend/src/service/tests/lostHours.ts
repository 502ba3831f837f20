import { LostTime } from '@quarterdeck/plugin-pipelines-common';
import { LossRow } from '../../database/tests/healthQueries';

const hour = 3600;

/**
 * Hours nobody got anything for:
 *
 *     lost = queue + gate + retry
 *     queue = Σ over jobs of (started − queued), from the rollup's buckets
 *     gate  = Σ over decided gates of (decided − asked), by when it was asked
 *     retry = Σ over attempts that were run again of their run time
 *
 * Hours of waiting things, not of people: ten jobs that queue for six minutes
 * are one hour. The queue of a repeated attempt is in `queue` alone, so nothing
 * is counted twice.
 */
export function lostHours(rows: readonly LossRow[]): LostTime {
  const of = (kind: LossRow['kind'], field: 'seconds' | 'count') =>
    rows
      .filter(row => row.kind === kind)
      .reduce((total, row) => total + row[field], 0);
  const queueHours = of('queue', 'seconds') / hour;
  const gateHours = of('gate', 'seconds') / hour;
  const retryHours = of('retry', 'seconds') / hour;
  return {
    queueHours,
    gateHours,
    retryHours,
    totalHours: queueHours + gateHours + retryHours,
    jobs: of('queue', 'count'),
    gates: of('gate', 'count'),
    retries: of('retry', 'count'),
  };
}
