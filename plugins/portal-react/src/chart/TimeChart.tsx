import { useId } from 'react';
import {
  Area,
  CartesianGrid,
  ComposedChart,
  Line,
  ReferenceArea,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import { formatClock, formatExact } from '../format/formatTime';
import { token } from '../theme/tokens';
import type { TimeChartData } from './timeChartTypes';

const axis = { fontSize: 11, fill: token('chart.axis') };

/** Six round times or fewer, both ends left to the chart. */
function ticksOf(from: number, to: number): number[] {
  const minutes = [1, 2, 5, 10, 15, 30, 60, 120, 240, 480, 720, 1440];
  const length = to - from;
  const step =
    (minutes.find(item => length / (item * 60_000) <= 6) ?? 2880) * 60_000;
  const ticks: number[] = [];
  for (let at = Math.ceil(from / step) * step; at <= to; at += step) {
    ticks.push(at);
  }
  return ticks;
}

/** Values that hold until the next one, over true time; what is not over is hatched. */
export function TimeChart(
  props: TimeChartData & {
    label: string;
    format: (value: number) => string;
    height: number;
  },
) {
  const { label, series, points, format, height, max, marks, bands } = props;
  const hatchId = useId().replaceAll(':', '');
  const from = Date.parse(props.from);
  const to = Date.parse(props.to);
  const over = props.over ? Date.parse(props.over) : undefined;
  const rows = points.map(point => ({
    at: Date.parse(point.at),
    ...point.values,
  }));
  return (
    <div role="img" aria-label={`${label}; “Table” shows the numbers`}>
      <ResponsiveContainer width="100%" height={height}>
        <ComposedChart
          data={rows}
          margin={{ top: 8, right: 8, bottom: 0, left: 0 }}
        >
          <defs>
            <pattern
              id={hatchId}
              width="6"
              height="6"
              patternUnits="userSpaceOnUse"
              patternTransform="rotate(45)"
            >
              <rect
                width="1"
                height="6"
                fill={token('chart.zero')}
                opacity=".6"
              />
            </pattern>
          </defs>
          <CartesianGrid vertical={false} stroke={token('chart.grid')} />
          <XAxis
            dataKey="at"
            type="number"
            domain={[from, to]}
            allowDataOverflow
            ticks={ticksOf(from, to)}
            tickFormatter={(value: number) => formatClock(new Date(value))}
            tick={axis}
            tickLine={false}
            axisLine={{ stroke: token('chart.zero') }}
          />
          <YAxis
            tick={axis}
            tickLine={false}
            axisLine={false}
            width={56}
            domain={[0, max ?? 'auto']}
            ticks={
              max === undefined
                ? undefined
                : [0, 0.25, 0.5, 0.75, 1].map(share => share * max)
            }
            tickFormatter={format}
          />
          <Tooltip
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
            labelFormatter={value =>
              typeof value === 'number' ? formatExact(new Date(value)) : ''
            }
            formatter={(value, name) => [
              typeof value === 'number' ? format(value) : '–',
              series.find(({ key }) => key === name)?.label ?? name,
            ]}
          />
          {bands?.map(band => (
            <ReferenceArea
              key={`${band.from} ${band.label}`}
              x1={Date.parse(band.from)}
              x2={Date.parse(band.to)}
              fill={band.colour}
              fillOpacity={0.7}
              ifOverflow="hidden"
            />
          ))}
          {over !== undefined && over < to && (
            <ReferenceArea
              x1={over}
              x2={to}
              fill={`url(#${hatchId})`}
              fillOpacity={1}
            />
          )}
          {series.map(one =>
            one.filled ? (
              <Area
                key={one.key}
                type="stepAfter"
                dataKey={one.key}
                stroke={one.colour}
                strokeWidth={2}
                fill={one.colour}
                fillOpacity={0.14}
                dot={false}
                connectNulls={false}
                isAnimationActive={false}
              />
            ) : (
              <Line
                key={one.key}
                type="stepAfter"
                dataKey={one.key}
                stroke={one.colour}
                strokeWidth={one.dashed ? 1.5 : 2}
                strokeDasharray={one.dashed ? '4 3' : undefined}
                dot={false}
                connectNulls={false}
                isAnimationActive={false}
              />
            ),
          )}
          {marks?.map(mark => {
            const at = Date.parse(mark.at);
            const late = at - from > (to - from) * 0.7;
            return (
              <ReferenceLine
                key={`${mark.at} ${mark.label}`}
                x={at}
                stroke={mark.colour}
                strokeDasharray="3 3"
                ifOverflow="hidden"
                label={{
                  value: mark.label,
                  // Near the right edge the word turns to the left.
                  position: late ? 'insideTopRight' : 'insideTopLeft',
                  fontSize: 11,
                  fill: mark.colour,
                }}
              />
            );
          })}
        </ComposedChart>
      </ResponsiveContainer>
    </div>
  );
}
