import Button from '@mui/material/Button';
import { lazy, ReactNode, Suspense, useState } from 'react';
import { HowComputed } from '../feedback/HowComputed';
import { formatClock } from '../format/formatTime';
import { Card } from '../layout/Card';
import { Muted } from '../layout/text';
import { Skeleton } from '../state/Skeleton';
import { EmptyState } from '../state/StatePanel';
import { ChartLegend } from './ChartLegend';
import { ChartTable } from './ChartTable';
import type { TimeChartData } from './timeChartTypes';

const TimeChart = lazy(() =>
  import('./TimeChart').then(module => ({ default: module.TimeChart })),
);

/**
 * A chart of values that hold until they change, over true time, with legend,
 * formula and a table view. Its height never changes.
 */
export function TimeChartCard(
  props: TimeChartData & {
    title: string;
    formatValue?: (value: number) => string;
    howComputed?: ReactNode;
    height?: number;
    empty?: ReactNode;
    note?: ReactNode;
  },
) {
  const { title, series, points, howComputed, height = 200, note } = props;
  const format = props.formatValue ?? String;
  const [asTable, setAsTable] = useState(false);
  const hasData = points.some(point =>
    series.some(({ key }) => typeof point.values[key] === 'number'),
  );
  const bars = series.map(one => ({ ...one, kind: 'line' as const }));
  return (
    <Card
      title={title}
      right={
        <>
          <ChartLegend series={bars} />
          {howComputed && (
            <HowComputed about={title}>{howComputed}</HowComputed>
          )}
          {hasData && (
            <Button
              size="small"
              color="inherit"
              onClick={() => setAsTable(!asTable)}
            >
              {asTable ? 'Chart' : 'Table'}
            </Button>
          )}
        </>
      }
    >
      <div style={{ height, overflow: asTable ? 'auto' : 'hidden' }}>
        {!hasData &&
          (props.empty ?? (
            <EmptyState icon="dora" title="No data in this time" />
          ))}
        {hasData && asTable && (
          <ChartTable
            label={title}
            series={bars}
            points={points.map(point => ({
              ...point,
              label: formatClock(new Date(point.at)),
            }))}
            format={format}
          />
        )}
        {hasData && !asTable && (
          <Suspense fallback={<Skeleton rows={3} height={40} />}>
            <TimeChart
              {...props}
              label={title}
              format={format}
              height={height}
            />
          </Suspense>
        )}
      </div>
      {note && <Muted>{note}</Muted>}
    </Card>
  );
}
