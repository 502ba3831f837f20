import { KeyboardEvent, MouseEvent, useRef, useState } from 'react';
import {
  bucketName,
  nearestDot,
  PlotBucket,
  PlotDot,
  PlotScale,
  PlotTip,
} from './plotModel';

const step: Record<string, number> = { ArrowLeft: -1, ArrowRight: 1 };
const walk: Record<string, number> = { ArrowUp: -1, ArrowDown: 1 };

const nameOf = (bucket: PlotBucket, tip: PlotTip): string => {
  const rows = tip.rows.map(row => `${row.label} ${row.value}`).join(', ');
  return `${bucketName(bucket)}: ${rows || tip.note || 'no data'}`;
};

/** A button over each bucket, of which one is in the tab order. */
export function BucketButtons(props: {
  label: string;
  buckets: readonly PlotBucket[];
  scale: PlotScale;
  tip: (index: number) => PlotTip;
  dots: readonly PlotDot[];
  picked?: string;
  onPick: (key: string | undefined) => void;
  onActive: (index: number | null) => void;
  onOpen?: (index: number, key?: string) => void;
  onRange?: (from: number, to: number) => void;
}) {
  const { label, buckets, scale, tip, dots, picked, onPick, onActive } = props;
  const [stop, setStop] = useState(buckets.length - 1);
  const group = useRef<HTMLDivElement>(null);
  const dragFrom = useRef<number | null>(null);
  const tabStop = Math.min(Math.max(0, stop), buckets.length - 1);

  const inside = ({ from, to }: PlotBucket) =>
    dots
      .filter(({ at }) => at >= from && at < to)
      .sort((a, b) => b.value - a.value);

  const onKeyDown = (index: number) => (event: KeyboardEvent) => {
    const across = step[event.key];
    const along = walk[event.key];
    if (across !== undefined) {
      const next = Math.min(Math.max(0, index + across), buckets.length - 1);
      setStop(next);
      group.current?.querySelectorAll('button')[next]?.focus();
    } else if (along !== undefined) {
      const here = inside(buckets[index]);
      const keys = (here.length > 0 ? here : tip(index).rows).map(one =>
        'key' in one ? one.key : one.id,
      );
      const at = keys.indexOf(picked ?? '');
      onPick(keys[at < 0 && along < 0 ? keys.length - 1 : at + along]);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };

  const onClick = (index: number) => (event: MouseEvent<HTMLElement>) => {
    if (!props.onOpen) return;
    // Enter and Space click without a pointer: what arrows picked is meant.
    if (event.detail === 0) {
      props.onOpen(index, picked);
      return;
    }
    const box = group.current?.getBoundingClientRect();
    const place = {
      x: event.clientX - (box?.left ?? 0),
      y: event.clientY - (box?.top ?? 0),
    };
    props.onOpen(index, nearestDot(dots, scale, place)?.id);
  };

  const onMouseUp = (index: number) => () => {
    const began = dragFrom.current;
    dragFrom.current = null;
    if (began === null || began === index) return;
    const [first, last] = began < index ? [began, index] : [index, began];
    props.onRange?.(buckets[first].from, buckets[last].to);
  };

  return (
    <div
      ref={group}
      role="group"
      aria-label={`${label}: arrow keys walk, Enter opens the samples`}
    >
      {buckets.map((bucket, index) => {
        const told = tip(index);
        return (
          <button
            key={bucket.from}
            type="button"
            tabIndex={index === tabStop ? 0 : -1}
            aria-label={nameOf(bucket, told)}
            style={{
              left: scale.x(bucket.from),
              width: Math.max(1, scale.x(bucket.to) - scale.x(bucket.from)),
            }}
            onFocus={() => {
              setStop(index);
              onActive(index);
            }}
            onBlur={() => onActive(null)}
            onMouseEnter={() => onActive(index)}
            onMouseLeave={() => onActive(null)}
            onMouseDown={() => {
              dragFrom.current = index;
            }}
            onMouseUp={onMouseUp(index)}
            onKeyDown={onKeyDown(index)}
            onClick={onClick(index)}
          />
        );
      })}
    </div>
  );
}
