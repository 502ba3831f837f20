import { Quantiles } from '@quarterdeck/plugin-dora-common';
import { formatCount, token } from '@quarterdeck/plugin-portal-react';
import { dotsAxis } from '../chart/axisTicks';
import { ChartPanel } from '../chart/ChartPanel';
import { Dots } from '../chart/Dots';
import { LineBand } from '../chart/LineBand';
import { PlotFrame } from '../chart/PlotFrame';
import { bucketName, PlotDot } from '../chart/plotModel';
import { formatSpan } from '../words/formatSpan';
import { isoOf, MetricChartProps } from './chartProps';
import { NothingToDraw } from './NothingToDraw';

type Figures = Pick<Quantiles, 'n' | 'median' | 'p75' | 'p90'>;

const text = (value: number | null) =>
  value === null ? '–' : formatSpan(value);

/** Median and p90 per bucket, over one dot per change. */
export function LeadTimeChart(
  props: MetricChartProps & {
    points: readonly Figures[];
    dots: readonly PlotDot[];
    /** Dots that are drawn are so many of all. */
    total: number;
    /** Why the dots are missing. */
    trouble?: string;
    empty: { title: string; reason: string };
  },
) {
  const { buckets, points, dots, total } = props;
  const title = 'Lead time of each change';
  const colour = token('chart.series.1');
  const max = dotsAxis(
    dots.map(({ value }) => value),
    { share: 0.97, least: Math.max(...points.map(({ p90 }) => p90 ?? 0), 1) },
  );
  const above = dots.filter(({ value }) => value > max).length;
  const notes = [
    props.trouble && `single changes could not be loaded: ${props.trouble}`,
    dots.length < total &&
      `${formatCount(dots.length)} of ${formatCount(
        total,
      )} drawn: the slowest, and some of all`,
    above > 0 && `${formatCount(above)} above the axis (▲)`,
  ].filter(Boolean);
  return (
    <ChartPanel
      title={title}
      howComputed={props.howComputed}
      file={props.file}
      onSamples={() => props.onOpen()}
      legend={[
        { label: 'Median', colour, shape: 'line' },
        {
          label: 'to p90',
          colour: `color-mix(in srgb, ${colour} 24%, transparent)`,
        },
        {
          label: 'One change',
          colour: token('text.secondary'),
          shape: 'dot',
        },
      ]}
      note={notes.length > 0 ? notes.join(', ') : undefined}
      numbers={{
        head: ['From', 'n', 'Median', 'p75', 'p90'],
        raw: buckets.map((bucket, index) => [
          isoOf(bucket),
          points[index].n,
          points[index].median,
          points[index].p75,
          points[index].p90,
        ]),
        shown: buckets.map((bucket, index) => [
          bucketName(bucket),
          String(points[index].n),
          text(points[index].median),
          text(points[index].p75),
          text(points[index].p90),
        ]),
      }}
      empty={
        points.every(({ n }) => n === 0) ? (
          <NothingToDraw {...props.empty} />
        ) : undefined
      }
    >
      <PlotFrame
        label={title}
        buckets={buckets}
        unit="seconds"
        max={max}
        marks={props.marks}
        dots={dots}
        tip={index => {
          const { n, median, p90 } = points[index];
          return {
            rows:
              n === 0
                ? []
                : [
                    { key: 'median', label: 'Median', value: text(median) },
                    { key: 'p90', label: 'p90', value: text(p90) },
                    { key: 'n', label: 'Changes', value: formatCount(n) },
                  ],
            samples: n,
            note: n === 0 ? 'no data' : undefined,
          };
        }}
        onOpen={(index, key) =>
          props.onOpen({
            bucket: buckets[index],
            sample: dots.some(({ id }) => id === key) ? key : undefined,
          })
        }
      >
        {layer => (
          <>
            <LineBand
              layer={layer}
              buckets={buckets}
              points={points.map(({ median, p90 }) => ({
                value: median,
                low: median,
                high: p90,
              }))}
              colour={colour}
            />
            <Dots
              layer={layer}
              dots={dots}
              max={max}
              colour={token('text.secondary')}
              size={1.6}
              opacity={0.45}
            />
          </>
        )}
      </PlotFrame>
    </ChartPanel>
  );
}
