import { ReactNode } from 'react';
import { DoraTile, MetricName } from '@quarterdeck/plugin-dora-common';
import { TextLink } from '@quarterdeck/plugin-portal-react';
import { HowComputedAnswer } from '../api/answerTypes';
import { metricWords } from '../words/metricWords';

const days = [
  'Monday',
  'Tuesday',
  'Wednesday',
  'Thursday',
  'Friday',
  'Saturday',
  'Sunday',
];

/** The day weeks begin on. */
export const weekStartName = (weekStart: number): string =>
  days[weekStart - 1] ?? 'Monday';

/** What else one has to know to believe the number. */
export function besides(tile: DoraTile): string {
  const { text } = metricWords[tile.metric];
  const middle = tile.medianOfServices;
  const { fails, rework, open, clamped } = tile;
  return [
    middle &&
      middle.services > 1 &&
      middle.value !== null &&
      `The middle of ${middle.services} services’ own values is ${text(
        middle.value,
      )}.`,
    fails &&
      fails.autoAborted > 0 &&
      fails.shareWithAborted.ratio !== null &&
      `With ${fails.autoAborted} taken back by their own rollout it is ${text(
        fails.shareWithAborted.ratio,
      )}.`,
    fails &&
      fails.affected > 0 &&
      `${fails.affected} more ran on top of a failed one.`,
    rework && rework.rollbacks > 0 && `${rework.rollbacks} are rollbacks.`,
    open && open.count > 0 && `${open.count} open ones are not in it.`,
    clamped > 0 && `${clamped} negative times count as 0.`,
  ]
    .filter(Boolean)
    .join(' ');
}

/** A metric's formula beside its number: one sentence, and where to read all of it. */
export function howText(
  how: HowComputedAnswer | undefined,
  metric: MetricName,
  panelHref: string,
  tile?: DoraTile,
): ReactNode {
  const found = how?.metrics.find(one => one.metric === metric);
  if (!how || !found) return 'The formula could not be read.';
  return (
    <>
      {found.summary} {found.details[0]} {tile && besides(tile)} Formula version{' '}
      {how.formulaVersion}, {how.zone}.{' '}
      <TextLink to={panelHref}>All of it</TextLink>
    </>
  );
}
