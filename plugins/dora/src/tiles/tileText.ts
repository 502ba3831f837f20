import { DoraTile, QualityKind } from '@quarterdeck/plugin-dora-common';
import {
  Delta,
  formatCompact,
  formatCount,
} from '@quarterdeck/plugin-portal-react';
import { OverviewAnswer } from '../api/answerTypes';
import { formatSpan } from '../words/formatSpan';
import { metricWords } from '../words/metricWords';

/** Arrow by the number's direction, colour by whether that is good, grey inside noise. */
export function deltaOf(
  tile: Pick<DoraTile, 'metric' | 'change'>,
  /** The time before is all in the data; else the change judges nothing. */
  covered = true,
): Delta | undefined {
  const { change } = tile;
  if (!change || change.difference === null || change.verdict === 'unknown') {
    return undefined;
  }
  if (change.difference === 0) return { text: 'same', direction: 'flat' };
  return {
    text: metricWords[tile.metric].change(change.difference),
    direction: change.difference > 0 ? 'up' : 'down',
    good:
      !covered || change.noise || change.verdict === 'same'
        ? undefined
        : change.verdict === 'better',
  };
}

const isTime = (tile: DoraTile): boolean =>
  tile.metric === 'change_lead_time' ||
  tile.metric === 'failed_deployment_recovery_time';

const daysAWeek = (days: number): string =>
  `${formatCompact(days)} ${days === 1 ? 'day' : 'days'} a week`;

function openText({ open }: DoraTile): string | undefined {
  return open && open.count > 0 ? `${open.count} open` : undefined;
}

/** What stands behind the number: p75 and n, or the parts of the share. */
export function detailOf(tile: DoraTile): string {
  const share = tile.fails?.share ?? tile.rework?.share;
  if (share) {
    const { count, of, low, high } = share;
    const half =
      low === null || high === null
        ? undefined
        : `± ${(((high - low) / 2) * 100).toFixed(1)}`;
    return [
      `${formatCount(count)} of ${formatCount(of)}`,
      tile.metric === 'change_fail_rate' ? half : undefined,
    ]
      .filter(Boolean)
      .join(', ');
  }
  const { n } = tile;
  const samples = tile.tooFew ? `too few (${n})` : `n ${formatCount(n)}`;
  if (isTime(tile)) {
    const p75 =
      tile.p75 === null || tile.tooFew
        ? undefined
        : `p75 ${formatSpan(tile.p75, 'short')}`;
    return [p75, samples, openText(tile)].filter(Boolean).join(', ');
  }
  const perWeek = tile.frequency?.deploymentDaysPerWeek;
  return [
    perWeek === null || perWeek === undefined
      ? undefined
      : daysAWeek(Number(perWeek.toFixed(1))),
    samples,
  ]
    .filter(Boolean)
    .join(', ');
}

const nothing: Record<DoraTile['metric'], string> = {
  change_lead_time: 'no change reached production',
  deployment_frequency: 'no deployment is known',
  failed_deployment_recovery_time: 'nothing had to recover',
  change_fail_rate: 'no deployment in this time',
  deployment_rework_rate: 'no deployment in this time',
};

/** Whether all of the time lies before anything was known: else there is a frequency, if of 0. */
export const isUnknownTime = (tiles: readonly DoraTile[]): boolean =>
  tiles.some(
    ({ metric, status }) =>
      metric === 'deployment_frequency' && status === 'no_data',
  );

const withoutCommits: readonly QualityKind[] = [
  'unknown_history',
  'truncated_history',
  'missing_sha',
  'missing_commit_time',
];

/** How often it is not known which commits a deployment brought, or since when. */
export const unlinkedOf = ({ byKind }: OverviewAnswer['quality']): number =>
  byKind
    .filter(({ kind }) => withoutCommits.includes(kind))
    .reduce((sum, { count }) => sum + count, 0);

/** Why there is no number: no data, nothing sent and not permitted are different things. */
export function reasonOf(
  tile: DoraTile,
  known: { unknownTime?: boolean; unlinked?: number } = {},
): string {
  if (tile.status === 'not_permitted') return 'not permitted';
  if (tile.status === 'not_set_up') return 'nothing was sent yet';
  // Nothing was known yet: nobody can say that nothing happened.
  if (known.unknownTime) return 'nothing is known of this time';
  if (tile.metric === 'change_lead_time' && known.unlinked) {
    return `commits not known (${formatCount(known.unlinked)})`;
  }
  return openText(tile) ?? nothing[tile.metric];
}
