import Button from '@mui/material/Button';
import { lazy, ReactNode, Suspense, useState } from 'react';
import { HowComputed } from '../feedback/HowComputed';
import { Card } from '../layout/Card';
import { Muted } from '../layout/text';
import { Skeleton } from '../state/Skeleton';
import { EmptyState } from '../state/StatePanel';
import { ChartLegend } from './ChartLegend';
import { ChartTable } from './ChartTable';
import type { ChartPoint, ChartSeries } from './chartTypes';

// recharts is large: one chunk for all charts, loaded when the first is drawn.
const SeriesChart = lazy(() =>
  import('./SeriesChart').then(module => ({ default: module.SeriesChart })),
);

/**
 * A chart with title, legend, formula and a table view for readers and for
 * copying. Its height never changes, whatever state it is in.
 */
export function ChartCard(props: {
  title: string;
  unit?: string;
  series: readonly ChartSeries[];
  points: readonly ChartPoint[];
  formatValue?: (value: number) => string;
  howComputed?: ReactNode;
  height?: number;
  /** Shorter words for the axis. */
  formatAxis?: (value: number) => string;
  /** Upper end of the axis where the scale has one: 1 for ratios. */
  max?: number;
  /** Shown when no point has a value. */
  empty?: ReactNode;
  /** Shown instead of empty axes when every count is zero. */
  none?: string;
  /** The legend on a line of its own: titles and charts side by side line up. */
  legendBelow?: boolean;
  /** Under the chart: "Sunday is not over". */
  note?: ReactNode;
}) {
  const {
    title,
    unit,
    series,
    points,
    howComputed,
    height = 200,
    note,
  } = props;
  const format = props.formatValue ?? String;
  const [asTable, setAsTable] = useState(false);
  const has = (fits: (value: number) => boolean) =>
    points.some(point =>
      series.some(({ key }) => {
        const value = point.values[key];
        return typeof value === 'number' && fits(value);
      }),
    );
  const onlyZero =
    props.none !== undefined && has(() => true) && !has(value => value !== 0);
  const hasData = has(() => true) && !onlyZero;
  return (
    <Card
      title={unit ? `${title}, ${unit}` : title}
      right={
        <>
          {!props.legendBelow && <ChartLegend series={series} />}
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
      {props.legendBelow && (
        <div style={{ minHeight: 16, marginBottom: 12 }}>
          <ChartLegend series={series} />
        </div>
      )}
      <div style={{ height, overflow: asTable ? 'auto' : 'hidden' }}>
        {onlyZero && <EmptyState icon="dora" title={props.none ?? ''} />}
        {!hasData &&
          !onlyZero &&
          (props.empty ?? (
            <EmptyState icon="dora" title="No data in this time" />
          ))}
        {hasData && asTable && (
          <ChartTable
            label={title}
            series={series}
            points={points}
            format={format}
          />
        )}
        {hasData && !asTable && (
          <Suspense fallback={<Skeleton rows={3} height={40} />}>
            <SeriesChart
              label={title}
              series={series}
              points={points}
              format={format}
              height={height}
              max={props.max}
              formatAxis={props.formatAxis}
            />
          </Suspense>
        )}
      </div>
      {note && hasData && <Muted>{note}</Muted>}
    </Card>
  );
}
