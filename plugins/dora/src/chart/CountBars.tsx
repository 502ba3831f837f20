import { token } from '@quarterdeck/plugin-portal-react';
import { PlotBucket } from './plotModel';
import { PlotLayer } from './PlotFrame';

/** Of the plot's height; the line above has the axis. */
const share = 0.22;

/** Low bars at the ground: how many the shares above are made of, without an axis. */
export function CountBars(props: {
  layer: PlotLayer;
  buckets: readonly PlotBucket[];
  counts: ReadonlyArray<{ part: number; of: number }>;
}) {
  const { buckets, counts } = props;
  const { scale, hatch } = props.layer;
  const most = Math.max(...counts.map(({ of }) => of), 1);
  const room = (scale.bottom - scale.top) * share;
  return (
    <>
      {buckets.map((bucket, index) => {
        const { part, of } = counts[index];
        const left = scale.x(bucket.from);
        const width = Math.max(
          1,
          Math.min(20, (scale.x(bucket.to) - left) * 0.6),
        );
        const x = (left + scale.x(bucket.to) - width) / 2;
        const bar = (count: number) => {
          const height = count === 0 ? 0 : Math.max(1, (count / most) * room);
          return { x, width, height, y: scale.bottom - height, rx: 1 };
        };
        return (
          <g key={bucket.from}>
            <rect {...bar(of)} fill={token('chart.reference')} opacity=".45" />
            {bucket.partial && <rect {...bar(of)} fill={hatch} />}
            <rect {...bar(part)} fill={token('state.error.fill')} />
          </g>
        );
      })}
    </>
  );
}
