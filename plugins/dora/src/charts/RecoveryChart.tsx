import { ReactNode } from 'react';
import { token } from '@quarterdeck/plugin-portal-react';
import { dotsAxis } from '../chart/axisTicks';
import { ChartPanel } from '../chart/ChartPanel';
import { Dots } from '../chart/Dots';
import { PlotFrame } from '../chart/PlotFrame';
import { PlotDot } from '../chart/plotModel';
import { formatSpan } from '../words/formatSpan';
import { MetricChartProps } from './chartProps';
import { NothingToDraw } from './NothingToDraw';

const listedAtMost = 6;
const mostTimesMedian = 20;

function noteOf(count: number): string | undefined {
  if (count === 0) return 'nothing recovered';
  return count > listedAtMost ? `and ${count - listedAtMost} more` : undefined;
}

/** One dot per failed deployment, by when it was made good; open ones now, as old as they are. */
export function RecoveryChart(
  props: MetricChartProps & {
    dots: readonly PlotDot[];
    median: number | null;
    /** Instead of dots that are not here yet, or could not be read. */
    pending?: ReactNode;
    /** Under the chart. */
    note?: ReactNode;
    empty: { title: string; reason: string };
  },
) {
  const { buckets, dots, median } = props;
  const title = 'Recovery, one dot per failed deployment';
  const colour = token('chart.series.1');
  const values = dots.map(({ value }) => value);
  const closed = dots.filter(({ open }) => !open);
  const open = dots.filter(dot => dot.open);
  // A failure that is open for weeks must not hide how the others went.
  const linear = dotsAxis(values, {
    share: 0.95,
    least: Math.max((median ?? 0) * 1.5, 60),
  });
  // Minutes beside days: on a linear axis half of them would lie on the ground.
  const isLog =
    median !== null && median > 0 && linear > mostTimesMedian * median;
  const max = isLog ? Math.max(...values) : linear;
  const above = values.filter(value => value > max).length;
  const inBucket = (index: number) =>
    dots.filter(
      ({ at }) => at >= buckets[index].from && at < buckets[index].to,
    );
  const oldest = [...open].sort((a, b) => b.value - a.value)[0];
  /** The word above the oldest would lie on the line of the median. */
  const isOnMedian = (y: (value: number) => number) => {
    if (median === null) return false;
    const gap = y(oldest.value) - y(median);
    return gap > 2 && gap < 22;
  };
  return (
    <ChartPanel
      title={title}
      howComputed={props.howComputed}
      file={props.file}
      onSamples={() => props.onOpen()}
      note={
        <>
          {isLog && 'log axis '}
          {above > 0 && `${above} above the axis (▲) `}
          {props.note}
        </>
      }
      legend={[
        { label: 'Recovered', colour, shape: 'dot' },
        ...(median === null
          ? []
          : [
              {
                label: `Median ${formatSpan(median)}`,
                colour,
                shape: 'line' as const,
              },
            ]),
        ...(open.length > 0
          ? [
              {
                label: `Open: ${open.length}`,
                colour: token('state.error.fill'),
                shape: 'ring' as const,
              },
            ]
          : []),
      ]}
      numbers={{
        head: ['Deployment', 'Recovered', 'Seconds', 'State'],
        raw: dots.map(dot => [
          dot.id,
          dot.open ? null : new Date(dot.at).toISOString(),
          Math.round(dot.value),
          dot.open ? 'open' : 'recovered',
        ]),
        shown: dots.map(dot => [
          dot.label,
          dot.open ? '–' : new Date(dot.at).toLocaleDateString('en-GB'),
          formatSpan(dot.value),
          dot.open ? 'open' : 'recovered',
        ]),
      }}
      empty={
        props.pending ??
        (dots.length === 0 ? <NothingToDraw {...props.empty} /> : undefined)
      }
    >
      <PlotFrame
        label={title}
        buckets={buckets}
        unit="seconds"
        max={max}
        logFrom={isLog ? Math.min(...values) : undefined}
        marks={props.marks}
        dots={dots}
        tip={index => {
          const here = inBucket(index);
          return {
            rows: here.slice(0, listedAtMost).map(dot => ({
              key: dot.id,
              label: dot.label,
              value: `${dot.open ? 'open, ' : ''}${formatSpan(dot.value)}`,
              colour: dot.open ? token('state.error.fill') : colour,
            })),
            samples: here.length,
            note: noteOf(here.length),
          };
        }}
        onOpen={(index, sample) =>
          props.onOpen({ bucket: buckets[index], sample })
        }
      >
        {layer => (
          <>
            {median !== null && (
              <path
                d={`M${layer.scale.left} ${layer.scale.y(median)}H${
                  layer.scale.right
                }`}
                stroke={colour}
                strokeWidth="2"
              />
            )}
            <Dots
              layer={layer}
              dots={[...closed, ...open]}
              max={max}
              colour={colour}
              size={4}
              opacity={0.75}
            />
            {oldest && (
              <text
                x={layer.scale.x(oldest.at) - 12}
                // Above it, but not on the line of the median.
                y={
                  layer.scale.y(oldest.value) +
                  (isOnMedian(layer.scale.y) ? 16 : -8)
                }
                textAnchor="end"
                style={{
                  fill: token('state.error.text'),
                  stroke: token('surface.base'),
                  strokeWidth: 3,
                  paintOrder: 'stroke',
                }}
              >
                open, {formatSpan(oldest.value)}
              </text>
            )}
          </>
        )}
      </PlotFrame>
    </ChartPanel>
  );
}
