import { token } from '@quarterdeck/plugin-portal-react';
import { AxisUnit, formatTick } from './axisTicks';
import {
  lineHeight,
  markLines,
  PlotBucket,
  PlotMark,
  PlotScale,
  visibleTicks,
} from './plotModel';

/** Patterns a plot fills with: buckets that are not over, and gaps. */
export function PlotPatterns({ id }: { id: string }) {
  const common = {
    patternUnits: 'userSpaceOnUse',
    patternTransform: 'rotate(45)',
  } as const;
  return (
    <defs>
      <pattern id={`${id}-hatch`} width="5" height="5" {...common}>
        <rect width="2" height="5" fill={token('surface.base')} opacity=".55" />
      </pattern>
      <pattern id={`${id}-gap`} width="6" height="6" {...common}>
        <rect width="1" height="6" fill={token('chart.zero')} opacity=".45" />
      </pattern>
    </defs>
  );
}

/** Under its bucket's middle; at the right edge it stays within the card. */
function tickPlace(scale: PlotScale, { from, to }: PlotBucket) {
  const x = (scale.x(from) + scale.x(to)) / 2;
  return x > scale.right - 16
    ? { x: scale.right + 6, textAnchor: 'end' as const }
    : { x, textAnchor: 'middle' as const };
}

/** Grid, value axis and time axis. */
export function PlotAxes(props: {
  scale: PlotScale;
  ticks: readonly number[];
  unit: AxisUnit;
  buckets: readonly PlotBucket[];
}) {
  const { scale, ticks, unit, buckets } = props;
  const shown = visibleTicks(buckets, scale.right - scale.left);
  return (
    <>
      {ticks.map((tick, index) => (
        <g key={tick}>
          <path
            d={`M${scale.left} ${scale.y(tick)}H${scale.right}`}
            stroke={token(index === 0 ? 'chart.zero' : 'chart.grid')}
          />
          <text x={scale.left - 6} y={scale.y(tick) + 4} textAnchor="end">
            {formatTick(tick, unit)}
          </text>
        </g>
      ))}
      {buckets.map(
        (bucket, index) =>
          shown.has(index) && (
            <text
              key={bucket.from}
              {...tickPlace(scale, bucket)}
              y={scale.bottom + 15}
            >
              {shown.get(index)}
            </text>
          ),
      )}
    </>
  );
}

/** Buckets nothing is known of, hatched from top to bottom. */
export function PlotGaps(props: {
  id: string;
  scale: PlotScale;
  buckets: readonly PlotBucket[];
}) {
  const { id, scale, buckets } = props;
  return (
    <>
      {buckets
        .filter(({ gap }) => gap)
        .map(bucket => (
          <rect
            key={bucket.from}
            x={scale.x(bucket.from)}
            width={Math.max(1, scale.x(bucket.to) - scale.x(bucket.from))}
            y={scale.top}
            height={scale.bottom - scale.top}
            fill={`url(#${id}-gap)`}
          />
        ))}
    </>
  );
}

const tones: Record<PlotMark['tone'], string> = {
  marker: token('text.secondary'),
  worse: token('state.error.text'),
  better: token('state.success.text'),
};

/** About, of the smallest writing. */
const letterWidth = 5.6;

/** Marks whose words have room on their line; what people set comes before what was found. */
function withRoom(
  marks: readonly PlotMark[],
  lines: number,
  placeOf: (mark: PlotMark) => [number, number],
): ReadonlySet<PlotMark> {
  const taken = Array.from({ length: lines }, (): [number, number][] => []);
  const found = new Set<PlotMark>();
  const set = marks.filter(({ tone }) => tone === 'marker');
  for (const mark of [...set, ...marks.filter(one => !set.includes(one))]) {
    const line = taken[marks.indexOf(mark) % lines];
    const [from, to] = placeOf(mark);
    if (line.some(([start, end]) => from < end && to > start)) continue;
    line.push([from, to]);
    found.add(mark);
  }
  return found;
}

/** Markers, change points and alerts: thin dashed verticals with a word. */
export function PlotMarks(props: {
  scale: PlotScale;
  marks: readonly PlotMark[];
}) {
  const { scale, marks } = props;
  const lines = Math.min(marks.length, markLines);
  const above = scale.top - lines * lineHeight;
  const middle = scale.left + (scale.right - scale.left) * 0.6;
  const keyOf = (mark: PlotMark) => `${mark.at} ${mark.label}`;
  const worded = withRoom(marks, lines, ({ at, label }) => {
    const x = scale.x(at);
    const width = label.length * letterWidth + 8;
    return x > middle ? [x - width, x] : [x, x + width];
  });
  return (
    <>
      {marks.map((mark, index) => (
        <path
          key={keyOf(mark)}
          d={`M${scale.x(mark.at)} ${above + (index % lines) * lineHeight}V${
            scale.bottom
          }`}
          stroke={tones[mark.tone]}
          strokeDasharray="3 3"
        />
      ))}
      {marks.map((mark, index) => {
        if (!worded.has(mark)) return null;
        const x = scale.x(mark.at);
        const late = x > middle;
        return (
          <text
            key={keyOf(mark)}
            x={late ? x - 4 : x + 4}
            y={above + 9 + (index % lines) * lineHeight}
            textAnchor={late ? 'end' : 'start'}
            style={{
              fill: tones[mark.tone],
              // Readable over the verticals of others.
              stroke: token('surface.base'),
              strokeWidth: 3,
              paintOrder: 'stroke',
            }}
          >
            {mark.title && <title>{mark.title}</title>}
            {mark.label}
          </text>
        );
      })}
    </>
  );
}
