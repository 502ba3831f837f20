import { ReactNode, useId, useMemo, useState } from 'react';
import { token } from '@quarterdeck/plugin-portal-react';
import { AxisUnit, axisTicks, formatTick, logTicks } from './axisTicks';
import { BucketButtons } from './BucketButtons';
import { PlotAxes, PlotGaps, PlotMarks, PlotPatterns } from './PlotAxes';
import { usePlotCursor } from './PlotCursor';
import {
  PlotBucket,
  PlotDot,
  PlotMark,
  plotScale,
  PlotScale,
  PlotTip,
} from './plotModel';
import { PlotBox } from './plotStyles';
import { Tip } from './Tip';
import { useElementWidth } from './useElementWidth';

/** What a layer of a plot draws with. */
export interface PlotLayer {
  scale: PlotScale;
  /** Fill of what is not over. */
  hatch: string;
  /** The row or dot that arrows picked in the bucket under the cursor. */
  picked?: string;
}

/**
 * Axes, gaps, markers, cursor, tooltip and keyboard of a chart over buckets of
 * time; what is drawn between is the caller's. ← → walk the buckets, ↑ ↓ what
 * is in one, Enter opens the samples.
 */
export function PlotFrame(props: {
  /** Names the chart for readers. */
  label: string;
  buckets: readonly PlotBucket[];
  unit: AxisUnit;
  /** Largest value that has to fit. */
  max: number;
  /** A log axis that begins under this value; its caption has to say so. */
  logFrom?: number;
  height?: number;
  tip: (index: number) => PlotTip;
  dots?: readonly PlotDot[];
  marks?: readonly PlotMark[];
  /** Opens the samples of a bucket, or of one row or dot in it. */
  onOpen?: (index: number, key?: string) => void;
  children: (layer: PlotLayer) => ReactNode;
}) {
  const { label, buckets, unit, max, logFrom, height = 240 } = props;
  const { dots, marks, tip } = props;
  const id = useId().replaceAll(':', '');
  const [ref, width] = useElementWidth();
  const cursor = usePlotCursor();
  const [active, setActive] = useState<number | null>(null);
  const [picked, setPicked] = useState<string>();
  const ticks = useMemo(
    () =>
      logFrom === undefined ? axisTicks(max, unit) : logTicks(logFrom, max),
    [max, logFrom, unit],
  );
  const widest = Math.max(
    ...ticks.map(tick => formatTick(tick, unit).length),
    1,
  );
  const scale = plotScale({
    width,
    height,
    left: 12 + widest * 6.2,
    from: buckets[0]?.from ?? 0,
    to: buckets.at(-1)?.to ?? 1,
    max: ticks.at(-1) ?? 1,
    logFrom: logFrom === undefined ? undefined : ticks[0],
    marks: marks?.length,
  });
  const marked =
    active ??
    (cursor.at === null
      ? null
      : buckets.findIndex(bucket => bucket.from === cursor.at));
  const lit = marked === null ? undefined : buckets[marked];
  const litLeft = lit ? scale.x(lit.from) : 0;
  const litRight = lit ? scale.x(lit.to) : 0;
  const beside =
    litRight > width / 2
      ? { right: width - litLeft + 8 }
      : { left: litRight + 8 };
  return (
    <PlotBox ref={ref} style={{ height }}>
      <svg width={width} height={height} aria-hidden="true">
        <PlotPatterns id={id} />
        {lit && (
          <rect
            x={litLeft}
            width={Math.max(1, litRight - litLeft)}
            y={scale.top - 4}
            height={scale.bottom - scale.top + 4}
            fill={token('accent.soft')}
          />
        )}
        <PlotAxes scale={scale} ticks={ticks} unit={unit} buckets={buckets} />
        <PlotGaps id={id} scale={scale} buckets={buckets} />
        {props.children({ scale, hatch: `url(#${id}-hatch)`, picked })}
        {marks && <PlotMarks scale={scale} marks={marks} />}
      </svg>
      <BucketButtons
        label={label}
        buckets={buckets}
        scale={scale}
        tip={tip}
        dots={dots ?? []}
        picked={picked}
        onPick={setPicked}
        onActive={index => {
          setActive(index);
          setPicked(undefined);
          cursor.set(index === null ? null : buckets[index].from);
        }}
        onOpen={props.onOpen}
        onRange={cursor.onRange}
      />
      {lit && active !== null && (
        <Tip bucket={lit} tip={tip(active)} picked={picked} {...beside} />
      )}
    </PlotBox>
  );
}
