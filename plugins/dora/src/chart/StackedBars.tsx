import { PlotBucket } from './plotModel';
import { PlotLayer } from './PlotFrame';

/** A part of every bar. */
export interface BarPart {
  key: string;
  colour: string;
}

/** Bars from 0, stacked in one order; what is not over is hatched. */
export function StackedBars(props: {
  layer: PlotLayer;
  buckets: readonly PlotBucket[];
  parts: readonly BarPart[];
  value: (index: number, key: string) => number | null;
  opacity?: number;
}) {
  const { layer, buckets, parts, value, opacity } = props;
  const { scale, hatch } = layer;
  return (
    <>
      {buckets.map((bucket, index) => {
        const room = scale.x(bucket.to) - scale.x(bucket.from);
        const gap = Math.min(8, room * 0.28);
        const width = Math.max(1, Math.min(28, room - gap));
        const x = (scale.x(bucket.from) + scale.x(bucket.to) - width) / 2;
        let below = 0;
        return parts.map(({ key, colour }) => {
          const amount = value(index, key) ?? 0;
          if (amount <= 0) return null;
          const top = scale.y(below + amount);
          // A hairline of the ground between the parts of a bar.
          const height = Math.max(1, scale.y(below) - top - (below ? 1 : 0));
          below += amount;
          const place = { x, y: top, width, height, rx: 1 };
          return (
            <g key={`${bucket.from} ${key}`} opacity={opacity}>
              <rect {...place} fill={colour} />
              {bucket.partial && <rect {...place} fill={hatch} />}
            </g>
          );
        });
      })}
    </>
  );
}
