import { BreadcrumbEntry } from '@backstage/frontend-plugin-api';
import { pipelinesContract } from '@quarterdeck/plugin-pipelines-common';
import { RouteOutput } from '@quarterdeck/plugin-portal-common';
import {
  ChartCard,
  ChartPoint,
  formatDay,
  formatDuration,
  formatPercent,
  Grid,
  HeaderTools,
  Page,
  PageHead,
  QueryStates,
  ScopePicker,
  Tabs,
  TimeRange,
  token,
  useScope,
  useUrlState,
} from '@quarterdeck/plugin-portal-react';
import { useTrend } from '../api/queries';
import { SlowestCard } from '../components/SlowestCard';
import { StaleNotice } from '../components/StaleNotice';
import { FlakyCard } from '../health/FlakyCard';
import { HealthTiles } from '../health/HealthTiles';
import { LostTimeCard } from '../health/LostTimeCard';
import { QuarantineCard } from '../health/QuarantineCard';
import { QueueCard } from '../health/QueueCard';
import { SlowestTestsCard } from '../health/SlowestTestsCard';

type Day = RouteOutput<(typeof pipelinesContract)['trend']>['days'][number];

const pointsOf = (
  days: readonly Day[],
  values: (day: Day) => Record<string, number | null>,
): ChartPoint[] =>
  days.map(day => ({
    at: day.day,
    label: formatDay(new Date(`${day.day}T12:00:00Z`), new Date(), 'UTC'),
    partial: day.partial,
    values: values(day),
  }));

/** A duration at an axis: one unit. */
const roughly = (seconds: number): string =>
  seconds >= 3 * 3600
    ? `${Math.round(seconds / 3600)} h`
    : `${Math.round(seconds / 60)} min`;

const views = [
  { key: undefined, label: 'Trend' },
  { key: 'flaky', label: 'Flaky and quarantine' },
  { key: 'slow', label: 'Slowest' },
  { key: 'lost', label: 'Time lost' },
];

/** Is CI getting better, and where is its time lost? */
export function HealthPage() {
  const url = useUrlState();
  const { scope } = useScope();
  const from = url.get('from') ?? 'now-28d';
  const to = url.get('to') ?? 'now';
  const query = { scope, from, to };
  const trend = useTrend(query);
  const asked = url.get('view');
  const view = views.find(({ key }) => key === asked)?.key;
  return (
    <BreadcrumbEntry entry={{ label: 'CI health', href: '/pipelines/health' }}>
      <Page>
        <HeaderTools>
          <ScopePicker />
          <TimeRange url={url} fallback="now-28d" />
        </HeaderTools>
        <PageHead
          title="CI health"
          sentence={trend.data && `days in ${trend.data.zone}`}
        />
        <HealthTiles query={query} />
        <Tabs
          label="Views of CI health"
          items={views.map(item => ({
            label: item.label,
            to: url.href({ view: item.key, quarantine: undefined }),
            selected: view === item.key,
          }))}
        />
        {view === 'flaky' && (
          <>
            <FlakyCard of="tests" query={query} />
            <FlakyCard of="jobs" query={query} />
            <QuarantineCard scope={scope} />
          </>
        )}
        {view === 'slow' && (
          <>
            <SlowestTestsCard query={query} />
            <Grid minWidth={640}>
              <SlowestCard of="pipelines" query={query} />
              <SlowestCard of="jobs" query={query} />
            </Grid>
          </>
        )}
        {view === 'lost' && (
          <>
            <LostTimeCard query={query} />
            <QueueCard query={query} />
          </>
        )}
        {view === undefined && (
          <>
            <StaleNotice meta={trend.data?.meta} />
            <QueryStates what="the trend" query={trend}>
              {({ days }) => <Charts days={days} />}
            </QueryStates>
          </>
        )}
      </Page>
    </BreadcrumbEntry>
  );
}

function Charts({ days }: { days: readonly Day[] }) {
  const notOver = days.some(day => day.partial);
  const note = notOver
    ? 'Hatched: the day is not over, or the range cuts it.'
    : undefined;
  return (
    <>
      <Grid minWidth={460}>
        <ChartCard
          title="Success rate"
          max={1}
          series={[
            {
              key: 'rate',
              label: 'Success rate',
              kind: 'line',
              colour: token('chart.series.1'),
            },
          ]}
          points={pointsOf(days, day => ({ rate: day.successRate }))}
          formatValue={formatPercent}
          howComputed="Passed of passed and failed runs that finished on the day, last attempt of each. A day without runs is a gap."
        />
        <ChartCard
          title="Duration"
          series={[
            {
              key: 'p50',
              label: 'Median',
              kind: 'line',
              colour: token('chart.series.1'),
            },
            {
              key: 'p95',
              label: 'p95',
              kind: 'line',
              colour: token('chart.series.2'),
              dashed: true,
            },
          ]}
          points={pointsOf(days, day => ({
            p50: day.durationP50Seconds,
            p95: day.durationP95Seconds,
          }))}
          formatValue={formatDuration}
          formatAxis={roughly}
          howComputed="From the first job's start to the end of the run, queue left out; exact medians and p95 of each day."
        />
      </Grid>
      <ChartCard
        title="Runs by result"
        series={[
          {
            key: 'passed',
            label: 'Passed',
            kind: 'bar',
            colour: token('state.success.fill'),
          },
          {
            key: 'flaky',
            label: 'Flaky',
            kind: 'bar',
            colour: token('state.warn.fill'),
          },
          {
            key: 'failed',
            label: 'Failed',
            kind: 'bar',
            colour: token('state.error.fill'),
          },
          {
            key: 'other',
            label: 'Other',
            kind: 'bar',
            colour: token('state.neutral.fill'),
          },
        ]}
        points={pointsOf(days, day => ({
          passed: day.passed,
          flaky: day.flaky,
          failed: day.failed,
          other: day.cancelled + day.other,
        }))}
        none="No run finished in this time"
        note={note}
      />
    </>
  );
}
