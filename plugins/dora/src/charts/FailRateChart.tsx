import { Share } from '@quarterdeck/plugin-dora-common';
import {
  formatCount,
  formatPercent,
  token,
} from '@quarterdeck/plugin-portal-react';
import { ChartPanel } from '../chart/ChartPanel';
import { CountBars } from '../chart/CountBars';
import { LineBand } from '../chart/LineBand';
import { PlotFrame } from '../chart/PlotFrame';
import { bucketName } from '../chart/plotModel';
import { isoOf, MetricChartProps } from './chartProps';
import { NothingToDraw } from './NothingToDraw';

type Part = Pick<Share, 'count' | 'of' | 'ratio' | 'low' | 'high'>;

const text = (value: number | null) =>
  value === null ? '–' : formatPercent(value);

/** A share per bucket with its 95 % interval, over the counts it is made of. */
export function FailRateChart(
  props: MetricChartProps & {
    shares: readonly Part[];
    empty: { title: string; reason: string };
  },
) {
  const { buckets, shares } = props;
  const title = 'Change fail rate';
  const colour = token('chart.series.1');
  // One deployment that failed has an interval up to 100 %: the line decides.
  const most = Math.max(...shares.map(({ ratio }) => ratio ?? 0), 0.05);
  const wide = Math.max(...shares.map(({ high }) => high ?? 0), 0);
  const max = Math.min(1, Math.max(most * 1.1, Math.min(wide, most * 2.5)));
  return (
    <ChartPanel
      title={title}
      howComputed={props.howComputed}
      file={props.file}
      onSamples={() => props.onOpen()}
      legend={[
        { label: 'Rate', colour, shape: 'line' },
        {
          label: '95 % interval',
          colour: `color-mix(in srgb, ${colour} 24%, transparent)`,
        },
        { label: 'Failed', colour: token('state.error.fill') },
        {
          label: 'Deployments',
          colour: `color-mix(in srgb, ${token(
            'chart.reference',
          )} 45%, transparent)`,
        },
      ]}
      numbers={{
        head: ['From', 'Failed', 'Of', 'Rate', 'Low', 'High'],
        raw: buckets.map((bucket, index) => {
          const { count, of, ratio, low, high } = shares[index];
          return [isoOf(bucket), count, of, ratio, low, high];
        }),
        shown: buckets.map((bucket, index) => {
          const { count, of, ratio, low, high } = shares[index];
          return [
            bucketName(bucket),
            formatCount(count),
            formatCount(of),
            text(ratio),
            text(low),
            text(high),
          ];
        }),
      }}
      empty={
        shares.every(({ of }) => of === 0) ? (
          <NothingToDraw {...props.empty} />
        ) : undefined
      }
    >
      <PlotFrame
        label={title}
        buckets={buckets}
        unit="ratio"
        max={max}
        marks={props.marks}
        tip={index => {
          const { count, of, ratio, low, high } = shares[index];
          return {
            rows:
              of === 0
                ? []
                : [
                    {
                      key: 'failed',
                      label: 'Failed',
                      value: formatCount(count),
                    },
                    {
                      key: 'all',
                      label: 'Deployments',
                      value: formatCount(of),
                    },
                    { key: 'rate', label: 'Rate', value: text(ratio) },
                  ],
            samples: of,
            note:
              of === 0
                ? 'no data'
                : `95 % interval ${text(low)} to ${text(high)}`,
          };
        }}
        onOpen={(index, kind) =>
          props.onOpen({
            bucket: buckets[index],
            kind: kind === 'failed' ? 'failed' : undefined,
          })
        }
      >
        {layer => (
          <>
            <CountBars
              layer={layer}
              buckets={buckets}
              counts={shares.map(({ count, of }) => ({ part: count, of }))}
            />
            <LineBand
              layer={layer}
              buckets={buckets}
              points={shares.map(({ ratio, low, high }) => ({
                value: ratio,
                low,
                high: high === null ? null : Math.min(high, max * 1.02),
              }))}
              colour={colour}
              dots
            />
          </>
        )}
      </PlotFrame>
    </ChartPanel>
  );
}
