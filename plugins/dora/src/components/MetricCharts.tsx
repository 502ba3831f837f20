import { ReactNode, useMemo } from 'react';
import { MetricName } from '@quarterdeck/plugin-dora-common';
import {
  Failed,
  formatCount,
  Skeleton,
  TextLink,
} from '@quarterdeck/plugin-portal-react';
import { SeriesAnswer } from '../api/answerTypes';
import { useScatter } from '../api/queries';
import { MetricChartProps } from '../charts/chartProps';
import { FailRateChart } from '../charts/FailRateChart';
import { FrequencyChart } from '../charts/FrequencyChart';
import { LeadTimeChart } from '../charts/LeadTimeChart';
import { RecoveryChart } from '../charts/RecoveryChart';
import { plotBuckets, plotDots, plotMarks } from '../charts/seriesModel';
import { StageCard } from '../charts/StageCard';
import { DoraView } from '../view/useDoraView';
import { ChartGrid } from './ChartGrid';

/** One chart per metric, and where lead time goes. */
export function MetricCharts(props: {
  series: SeriesAnswer;
  /** How often it is not known which commits a deployment brought. */
  unlinked: number;
  view: DoraView;
  how: (metric: MetricName) => ReactNode;
}) {
  const { series, unlinked, view, how } = props;
  const { scope, from, to } = view;
  const range = { scope, from, to, recoveryBy: view.recoveryBy };
  const changes = useScatter(range, 'change_lead_time');
  const recoveries = useScatter(range, 'failed_deployment_recovery_time');
  const buckets = useMemo(() => plotBuckets(series), [series]);
  const leadDots = useMemo(() => plotDots(changes.data), [changes.data]);
  const recoveryDots = useMemo(
    () => plotDots(recoveries.data),
    [recoveries.data],
  );
  const per = series.unit;
  const name = scope?.split('/').pop() ?? 'all';
  const common = (metric: MetricName, chart: string): MetricChartProps => ({
    buckets,
    per,
    marks: plotMarks(series, metric, view),
    howComputed: how(metric),
    file: `dora-${chart}-${name}-${series.range.from.slice(0, 10)}`,
    onOpen: where =>
      view.openSamples({
        metric,
        kind: where?.kind,
        sample: where?.sample,
        // One sample may lie elsewhere: an open failure is drawn at the end.
        ...(where?.bucket &&
          !where.sample && {
            from: new Date(where.bucket.from).toISOString(),
            to: new Date(where.bucket.to).toISOString(),
          }),
      }),
  });
  const frequency = common('deployment_frequency', 'frequency');
  const lead = common('change_lead_time', 'lead-time');
  return (
    <ChartGrid>
      <FrequencyChart
        {...frequency}
        title={`Deployments per ${per}`}
        counts={series.frequency.map(({ counts }) => counts)}
        always={['planned']}
        none={{
          title: '0 deployments',
          reason: 'Nothing was deployed to production in this time.',
        }}
      />
      <LeadTimeChart
        {...lead}
        points={series.leadTime}
        dots={leadDots}
        total={changes.data?.total ?? 0}
        trouble={changes.data ? undefined : changes.error?.message}
        empty={{
          title: 'No data in this time',
          reason:
            unlinked > 0
              ? 'Which commits the deployments brought is not known: their pushes were not seen, or they name no commit. Data quality lists them.'
              : 'No change is known to have reached production, so there is no lead time.',
        }}
      />
      <StageCard
        parts={series.stages.map(({ stage, meanSeconds, known: n }) => ({
          stage,
          seconds: meanSeconds,
          known: n,
        }))}
        n={series.leadTime.reduce((sum, { n }) => sum + n, 0)}
        file={lead.file.replace('lead-time', 'stages')}
        onOpen={() => lead.onOpen()}
        empty={{
          title: 'No data in this time',
          reason: 'Without lead times there are no stages.',
        }}
      />
      <FailRateChart
        {...common('change_fail_rate', 'fail-rate')}
        shares={series.failRate.map(({ share }) => share)}
        empty={{
          title: 'No data in this time',
          reason: 'A rate of no deployments is no rate: it is not 0 %.',
        }}
      />
      <RecoveryChart
        {...common('failed_deployment_recovery_time', 'recovery')}
        dots={recoveryDots}
        median={recoveries.data?.median ?? null}
        pending={pendingOf(recoveries)}
        note={
          <>
            {recoveries.data &&
              drawnOf(recoveries.data.items.length, recoveries.data.total)}
            <TextLink
              to={view.url.href({
                by: view.recoveryBy === 'failed' ? undefined : 'failed',
              })}
            >
              {view.recoveryBy === 'failed'
                ? 'By when it failed; show by when made good'
                : 'Show by when it failed'}
            </TextLink>
          </>
        }
        empty={
          buckets.every(({ gap }) => gap)
            ? {
                title: 'No data in this time',
                reason: 'No deployment is known here, so none can have failed.',
              }
            : {
                title: 'Nothing had to recover',
                reason:
                  'No deployment failed, and none was made good, in this time.',
              }
        }
      />
      <FrequencyChart
        {...common('deployment_rework_rate', 'rework')}
        title={`Rework deployments per ${per}`}
        counts={series.rework.map(({ counts }) => counts)}
        always={['rollback', 'hotfix', 'roll_forward']}
        none={{
          title: '0 rework deployments',
          reason: 'No deployment in this time had to repair another one.',
        }}
      />
    </ChartGrid>
  );
}

/** Says so where there are more samples than a chart can show apart. */
function drawnOf(drawn: number, total: number): string | undefined {
  if (drawn >= total) return undefined;
  return `${formatCount(drawn)} of ${formatCount(
    total,
  )} drawn: the longest, and some of all. `;
}

/** Dots that are not here yet, or could not be read: not the same as none. */
function pendingOf(query: {
  data: unknown;
  error: Error | null;
}): ReactNode | undefined {
  if (query.data) return undefined;
  return query.error ? (
    <Failed
      title="Could not load the recoveries"
      reason={query.error.message}
    />
  ) : (
    <Skeleton rows={4} height={28} />
  );
}
