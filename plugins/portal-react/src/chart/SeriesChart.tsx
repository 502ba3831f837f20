import { useId } from 'react';
import {
  Bar,
  CartesianGrid,
  Cell,
  ComposedChart,
  Line,
  ReferenceArea,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import { token } from '../theme/tokens';
import { isIsolated } from './isIsolated';
import type { ChartPoint, ChartSeries } from './chartTypes';

/** A bucket without any value: shown as a hatched gap, never as zero. */
const isGap = ({ values }: ChartPoint): boolean =>
  Object.values(values).every(value => value === null);

const axis = { fontSize: 11, fill: token('chart.axis') };

/**
 * Bars (stacked) and lines over time. Bars start at zero; gaps break lines; the
 * bucket that is not over is hatched.
 */
export function SeriesChart(props: {
  label: string;
  series: readonly ChartSeries[];
  points: readonly ChartPoint[];
  format: (value: number) => string;
  height: number;
  max?: number;
  formatAxis?: (value: number) => string;
}) {
  const { label, series, points, format, height, max } = props;
  const hatchId = useId().replaceAll(':', '');
  const rows = points.map(point => ({
    label: point.label,
    partial: point.partial,
    ...point.values,
  }));
  // A balance may go below zero; everything else starts there.
  const below = points.some(({ values }) =>
    Object.values(values).some(value => value !== null && value < 0),
  );
  return (
    <div role="img" aria-label={`${label}; “Table” shows the numbers`}>
      <ResponsiveContainer width="100%" height={height}>
        <ComposedChart
          data={rows}
          margin={{ top: 8, right: 8, bottom: 0, left: 0 }}
        >
          <defs>
            {series.map(one => (
              <pattern
                key={one.key}
                id={`${hatchId}-${one.key}`}
                width="5"
                height="5"
                patternUnits="userSpaceOnUse"
                patternTransform="rotate(45)"
              >
                <rect width="5" height="5" fill={one.colour} opacity=".35" />
                <rect width="2.5" height="5" fill={one.colour} />
              </pattern>
            ))}
            <pattern
              id={`${hatchId}-gap`}
              width="6"
              height="6"
              patternUnits="userSpaceOnUse"
              patternTransform="rotate(45)"
            >
              <rect
                width="1"
                height="6"
                fill={token('chart.zero')}
                opacity=".45"
              />
            </pattern>
          </defs>
          <CartesianGrid vertical={false} stroke={token('chart.grid')} />
          <XAxis
            dataKey="label"
            tick={axis}
            tickLine={false}
            axisLine={{ stroke: token('chart.zero') }}
            interval="equidistantPreserveStart"
            minTickGap={12}
          />
          <YAxis
            tick={axis}
            tickLine={false}
            axisLine={false}
            width={64}
            domain={[below ? 'auto' : 0, max ?? 'auto']}
            ticks={
              max === undefined
                ? undefined
                : [0, 0.25, 0.5, 0.75, 1].map(share => share * max)
            }
            tickCount={4}
            tickFormatter={props.formatAxis ?? format}
          />
          <Tooltip
            cursor={{ fill: token('surface.hover'), opacity: 0.6 }}
            isAnimationActive={false}
            contentStyle={{
              background: token('surface.overlay'),
              border: `1px solid ${token('border.base')}`,
              borderRadius: 8,
              fontSize: 12,
              color: token('text.primary'),
            }}
            labelStyle={{ color: token('text.secondary') }}
            itemStyle={{ color: token('text.primary') }}
            formatter={(value, name) => [
              typeof value === 'number' ? format(value) : '–',
              series.find(({ key }) => key === name)?.label ?? name,
            ]}
          />
          {points.filter(isGap).map(({ at, label: bucket }) => (
            <ReferenceArea
              key={at}
              x1={bucket}
              x2={bucket}
              fill={`url(#${hatchId}-gap)`}
              fillOpacity={1}
            />
          ))}
          {series.map(one =>
            one.kind === 'bar' ? (
              <Bar
                key={one.key}
                dataKey={one.key}
                stackId={one.stack ?? 'bars'}
                fill={one.colour}
                isAnimationActive={false}
                maxBarSize={28}
              >
                {rows.map(row => (
                  <Cell
                    key={row.label}
                    fill={
                      row.partial ? `url(#${hatchId}-${one.key})` : one.colour
                    }
                  />
                ))}
              </Bar>
            ) : (
              <Line
                key={one.key}
                dataKey={one.key}
                stroke={one.colour}
                strokeWidth={2}
                strokeDasharray={one.dashed ? '4 3' : undefined}
                dot={({ key, cx, cy, index }) =>
                  isIsolated(points, index, one.key) ? (
                    <circle key={key} cx={cx} cy={cy} r="2" fill={one.colour} />
                  ) : (
                    <g key={key} />
                  )
                }
                activeDot={{ r: 3 }}
                connectNulls={false}
                isAnimationActive={false}
              />
            ),
          )}
        </ComposedChart>
      </ResponsiveContainer>
    </div>
  );
}
