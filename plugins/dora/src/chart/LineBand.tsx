import { token } from '@quarterdeck/plugin-portal-react';
import { PlotBucket } from './plotModel';
import { PlotLayer } from './PlotFrame';

/** A value per bucket with what lies around it; null is a gap. */
export interface LinePoint {
  value: number | null;
  low: number | null;
  high: number | null;
}

interface Placed {
  x: number;
  y: number;
  low: number;
  high: number;
  partial: boolean;
}

/** Runs of points without a gap between. */
export function unbroken<T>(points: readonly (T | null)[]): T[][] {
  const runs: T[][] = [];
  let open = false;
  for (const point of points) {
    if (point === null) open = false;
    else if (open) runs.at(-1)?.push(point);
    else {
      runs.push([point]);
      open = true;
    }
  }
  return runs;
}

const path = (points: readonly (readonly [number, number])[]) =>
  points.map(([x, y]) => `${x.toFixed(1)},${y.toFixed(1)}`).join('L');

/** A line with its band; broken at gaps, the point that is not over hollow. */
export function LineBand(props: {
  layer: PlotLayer;
  buckets: readonly PlotBucket[];
  points: readonly LinePoint[];
  colour: string;
  /** Mark every value, not only those that stand alone. */
  dots?: boolean;
}) {
  const { buckets, points, colour, dots } = props;
  const { scale } = props.layer;
  const runs = unbroken(
    points.map((point, index): Placed | null => {
      if (point.value === null) return null;
      const { from, to, partial } = buckets[index];
      return {
        x: (scale.x(from) + scale.x(to)) / 2,
        y: scale.y(point.value),
        low: scale.y(point.low ?? point.value),
        high: scale.y(point.high ?? point.value),
        partial: partial !== null,
      };
    }),
  );
  return (
    <>
      {runs.map(run => (
        <g key={run[0].x}>
          <path
            d={`M${path([
              ...run.map(({ x, high }) => [x, high] as const),
              ...[...run].reverse().map(({ x, low }) => [x, low] as const),
            ])}Z`}
            fill={colour}
            opacity=".14"
          />
          {run.length === 1 && (
            <path
              d={`M${run[0].x} ${run[0].high}V${run[0].low}`}
              stroke={colour}
              strokeWidth="6"
              opacity=".14"
            />
          )}
          <path
            d={`M${path(run.map(({ x, y }) => [x, y] as const))}`}
            fill="none"
            stroke={colour}
            strokeWidth="2"
            strokeLinejoin="round"
          />
          {run.map(
            ({ x, y, partial }) =>
              (dots || partial || run.length === 1) && (
                <circle
                  key={x}
                  cx={x}
                  cy={y}
                  r="3"
                  fill={partial ? token('surface.base') : colour}
                  stroke={colour}
                  strokeWidth="1.5"
                />
              ),
          )}
        </g>
      ))}
    </>
  );
}
