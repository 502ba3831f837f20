import { DeploymentKind } from '@quarterdeck/plugin-dora-common';
import { ChartPanel } from '../chart/ChartPanel';
import { PlotFrame } from '../chart/PlotFrame';
import { StackedBars } from '../chart/StackedBars';
import { kindColours, kindWords } from '../words/kindWords';
import { bucketName } from '../chart/plotModel';
import { isoOf, MetricChartProps } from './chartProps';
import { NothingToDraw } from './NothingToDraw';

/** Order in a bar, from the ground up. */
const order: readonly DeploymentKind[] = [
  'planned',
  'rollback',
  'hotfix',
  'roll_forward',
  'redeploy',
  'config',
];

/** Counts by kind; null: no data. */
export type KindCounts = Readonly<Record<DeploymentKind, number>> | null;

const sum = (counts: KindCounts, kinds: readonly DeploymentKind[]) =>
  kinds.reduce((total, kind) => total + (counts?.[kind] ?? 0), 0);

/** Deployments per bucket, stacked by kind. */
export function FrequencyChart(
  props: MetricChartProps & {
    title: string;
    counts: readonly KindCounts[];
    /** Named even when there are none of them; others only when there are. */
    always: readonly DeploymentKind[];
    /** Data is there, and it counts nothing. */
    none: { title: string; reason: string };
  },
) {
  const { buckets, counts, title, always, none } = props;
  const kinds = order.filter(
    kind => always.includes(kind) || counts.some(one => (one?.[kind] ?? 0) > 0),
  );
  const totals = counts.map(one => sum(one, kinds));
  const known = counts.some(one => one !== null);
  const nothing = totals.every(total => total === 0);
  const cells = (index: number) =>
    kinds.map(kind => counts[index]?.[kind] ?? null);
  return (
    <ChartPanel
      title={title}
      howComputed={props.howComputed}
      file={props.file}
      onSamples={() => props.onOpen()}
      legend={kinds.map(kind => ({
        label: kindWords[kind],
        colour: kindColours[kind],
      }))}
      numbers={{
        head: ['From', ...kinds.map(kind => kindWords[kind]), 'In all'],
        raw: buckets.map((bucket, index) => [
          isoOf(bucket),
          ...cells(index),
          counts[index] && totals[index],
        ]),
        shown: buckets.map((bucket, index) => [
          bucketName(bucket),
          ...cells(index).map(cell => (cell === null ? '–' : String(cell))),
          counts[index] ? String(totals[index]) : '–',
        ]),
      }}
      empty={
        (!known && (
          <NothingToDraw
            title="No data in this time"
            reason="No deployment is known here, so nothing is counted."
          />
        )) ||
        (nothing && <NothingToDraw {...none} />) ||
        undefined
      }
    >
      <PlotFrame
        label={title}
        buckets={buckets}
        unit="count"
        max={Math.max(...totals, 1)}
        marks={props.marks}
        tip={index => ({
          rows: counts[index]
            ? kinds.map(kind => ({
                key: kind,
                label: kindWords[kind],
                value: String(counts[index]?.[kind] ?? 0),
                colour: kindColours[kind],
              }))
            : [],
          samples: counts[index] ? totals[index] : null,
          note: counts[index] ? undefined : 'no data',
        })}
        onOpen={(index, kind) => props.onOpen({ bucket: buckets[index], kind })}
      >
        {layer => (
          <StackedBars
            layer={layer}
            buckets={buckets}
            parts={kinds.map(kind => ({
              key: kind,
              colour: kindColours[kind],
            }))}
            value={(index, key) => {
              const kind = kinds.find(one => one === key);
              return kind ? counts[index]?.[kind] ?? null : null;
            }}
          />
        )}
      </PlotFrame>
    </ChartPanel>
  );
}
