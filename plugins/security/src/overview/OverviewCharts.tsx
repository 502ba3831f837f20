import {
  ChartCard,
  ChartPoint,
  EmptyState,
  formatCount,
  formatDay,
  Grid,
  token,
  useNow,
} from '@quarterdeck/plugin-portal-react';
import { SecurityDay, severities } from '@quarterdeck/plugin-security-common';
import { severityWords } from '@quarterdeck/plugin-portal-react';
import { Answer } from '../api/answerTypes';

const snapshot =
  'Counted at the end of each day and never changed afterwards. Days nobody counted are gaps, not zero.';

const noHistory = (
  <EmptyState
    icon="dora"
    title="No day was counted yet"
    reason="The first count is made at the end of today."
  />
);

/** Charts of the overview: what is open, how old it is, whether it gets less. */
export function OverviewCharts(props: {
  days: Answer<'overviewDays'>;
  burnDown: Answer<'slaBurnDown'> | undefined;
}) {
  const { days, burnDown } = props;
  const now = useNow();
  const point = (
    { at, partial }: { at: string; partial: boolean },
    values: Record<string, number | null>,
  ): ChartPoint => ({
    at,
    partial,
    label: formatDay(new Date(at), now),
    values,
  });
  const known = (
    day: SecurityDay,
    values: Record<string, number>,
  ): Record<string, number | null> =>
    day.known
      ? values
      : Object.fromEntries(Object.keys(values).map(key => [key, null]));
  const charts = days.points;
  return (
    <Grid minWidth={420}>
      <ChartCard
        legendBelow
        title="Open by age"
        series={[
          {
            key: 'older',
            label: 'over 90 d',
            kind: 'bar',
            colour: token('chart.ramp.7'),
          },
          {
            key: 'quarter',
            label: '30 to 90 d',
            kind: 'bar',
            colour: token('chart.ramp.5'),
          },
          {
            key: 'month',
            label: '7 to 30 d',
            kind: 'bar',
            colour: token('chart.ramp.4'),
          },
          {
            key: 'week',
            label: 'up to 7 d',
            kind: 'bar',
            colour: token('chart.ramp.2'),
          },
        ]}
        points={charts.map(day => point(day, known(day, { ...day.byAge })))}
        formatValue={formatCount}
        howComputed={`Age from first sight, also of reopened ones. ${snapshot}`}
        empty={noHistory}
        none="Nothing was open in this time"
      />
      <ChartCard
        legendBelow
        title="Open by severity"
        series={[...severities].reverse().map(severity => ({
          key: severity,
          label: severityWords[severity],
          kind: 'bar' as const,
          colour: token(`severity.${severity}.fill`),
        }))}
        points={charts.map(day => point(day, known(day, { ...day.open })))}
        formatValue={formatCount}
        howComputed={snapshot}
        empty={noHistory}
        none="Nothing was open in this time"
      />
      <ChartCard
        legendBelow
        title="Found and fixed"
        series={[
          {
            key: 'created',
            label: 'Found or reopened',
            kind: 'bar',
            stack: 'found',
            colour: token('chart.series.2'),
          },
          {
            key: 'fixed',
            label: 'Fixed',
            kind: 'bar',
            stack: 'fixed',
            colour: token('chart.series.3'),
          },
          {
            key: 'net',
            label: 'Net',
            kind: 'line',
            colour: token('text.primary'),
          },
        ]}
        points={charts.map(day =>
          point(
            day,
            known(day, {
              created: day.created + day.reopened,
              fixed: day.fixed,
              net: day.net,
            }),
          ),
        )}
        formatValue={formatCount}
        howComputed={`Net is found and reopened less fixed: below zero the pile gets smaller. ${snapshot}`}
        empty={noHistory}
        none="Nothing was found or fixed in this time"
      />
      <ChartCard
        legendBelow
        title="Burn-down of what has a due date"
        series={[
          {
            key: 'overdue',
            label: 'Past due',
            kind: 'bar',
            colour: token('state.error.fill'),
          },
          {
            key: 'remaining',
            label: 'Left',
            kind: 'line',
            colour: token('chart.series.1'),
          },
          {
            key: 'allowed',
            label: 'If each is fixed on its due day',
            kind: 'line',
            colour: token('chart.reference'),
            dashed: true,
          },
        ]}
        points={(burnDown?.points ?? []).map(one =>
          point(one, {
            overdue: one.overdue,
            remaining: one.remaining,
            allowed: one.allowed,
          }),
        )}
        formatValue={formatCount}
        howComputed="Of what was open with a due date at the start of the range: how many are left, and how many may be left when each is fixed on its day."
        empty={
          <EmptyState
            icon="clock"
            title="Nothing with a due date at the start"
          />
        }
        none="Nothing with a due date at the start"
      />
    </Grid>
  );
}
