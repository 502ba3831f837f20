import { ReactNode } from 'react';
import { MetricName } from '@quarterdeck/plugin-dora-common';
import { TextLink } from '@quarterdeck/plugin-portal-react';
import { HowComputedAnswer } from '../api/answerTypes';

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

/** A metric's formula beside its number: one sentence, and where to read all of it. */
export function howText(
  how: HowComputedAnswer | undefined,
  metric: MetricName,
  panelHref: string,
): ReactNode {
  const found = how?.metrics.find(one => one.metric === metric);
  if (!how || !found) return 'The formula could not be read.';
  return (
    <>
      {found.summary} {found.details[0]} Formula version {how.formulaVersion},{' '}
      {how.zone}. <TextLink to={panelHref}>All of it</TextLink>
    </>
  );
}
