import {
  formatDay,
  Icon,
  Muted,
  RelativeTime,
  Row,
  TextLink,
} from '@quarterdeck/plugin-portal-react';
import { OverviewAnswer, SeriesAnswer } from '../api/answerTypes';
import { weekStartName } from '../how/howText';
import { isCovered } from '../view/scopeSentence';
import { DoraView } from '../view/useDoraView';

const scoreText = (score: number | null): string =>
  score === null ? '–' : score.toFixed(1);

/** Formula, calendar, freshness and what is missing, in one line. */
export function FootLine(props: {
  overview: OverviewAnswer;
  series: SeriesAnswer;
  view: DoraView;
  /** The first deployment that is known. */
  dataSince: string | null | undefined;
}) {
  const { overview, series, view, dataSince } = props;
  const { formulaVersion, zone, weekStart, meta, quality } = overview;
  const last = series.buckets.at(-1);
  const { total } = quality;
  const { score } = overview;
  return (
    <Row style={{ gap: 6, alignItems: 'flex-start' }}>
      <Icon name="info" size={14} />
      <Muted>
        {last?.partial === 'current' &&
          `The last ${series.unit} is not over and is hatched. `}
        Formula version {formulaVersion}, {zone}, weeks start on{' '}
        {weekStartName(weekStart)}, computed <RelativeTime at={meta.asOf} />.{' '}
        {overview.benchmark === 'quick' && score.average !== null && (
          <>
            Quick check 2025: {scoreText(score.average)} of 10
            {score.industryAverage !== null &&
              `, industry ${scoreText(score.industryAverage)}`}{' '}
            (throughput {scoreText(score.throughput)}, stability{' '}
            {scoreText(score.stability)}).{' '}
          </>
        )}
        {dataSince &&
          !isCovered(overview.compared, dataSince) &&
          `Data begins ${formatDay(
            new Date(dataSince),
            new Date(),
          )}: too short before to judge the changes. `}
        {overview.hiddenServices > 0 &&
          `${overview.hiddenServices} services you cannot see are left out. `}
        {total === 0
          ? 'Everything could be linked.'
          : `${total} ${
              total === 1 ? 'thing' : 'things'
            } could not be linked or had to be mended.`}{' '}
        <TextLink to={view.url.href({ panel: 'quality', samples: undefined })}>
          Data quality
        </TextLink>
        {' · '}
        <TextLink to={view.url.href({ panel: 'how', samples: undefined })}>
          How computed
        </TextLink>
      </Muted>
    </Row>
  );
}
