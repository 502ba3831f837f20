import { useMemo } from 'react';
import { IngestMinute } from '@quarterdeck/plugin-ingest-common';
import {
  ChartCard,
  ChartPoint,
  ChartSeries,
  formatClock,
  formatCount,
  token,
} from '@quarterdeck/plugin-portal-react';
import { minuteBars } from './minuteSeries';

const series: ChartSeries[] = [
  {
    key: 'accepted',
    label: 'Accepted',
    kind: 'bar',
    colour: token('chart.series.1'),
  },
  {
    key: 'rejected',
    label: 'Rejected',
    kind: 'bar',
    colour: token('state.error.fill'),
  },
];

/** Deliveries of every source by minute; the running minute is hatched. */
export function MinuteChart({ minutes }: { minutes: readonly IngestMinute[] }) {
  const points = useMemo(
    (): ChartPoint[] =>
      minuteBars(minutes).map(({ at, accepted, rejected }, index, all) => ({
        at,
        label: formatClock(new Date(at)),
        partial: index === all.length - 1,
        values: { accepted, rejected },
      })),
    [minutes],
  );
  return (
    <ChartCard
      title="Deliveries per minute"
      series={series}
      points={points}
      height={120}
      formatValue={formatCount}
      none="Nothing was delivered in the last hour"
      howComputed="Deliveries of all sources by the minute they arrived, the last hour. Rejected counts those no parser understood and those turned away at the door. Repeats are left out. The last minute is not over."
    />
  );
}
