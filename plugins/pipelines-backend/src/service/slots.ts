import {
  BucketCount,
  sampleCount,
  successRate,
} from '@quarterdeck/plugin-pipelines-common';
import { RunSlot } from '../database/rollupQueries';

/** Runs by outcome. */
export interface OutcomeCounts {
  passed: number;
  flaky: number;
  failed: number;
  cancelled: number;
  other: number;
}

/** Sums of some rollup rows. */
export interface SlotSummary extends OutcomeCounts {
  successRate: number | null;
  /** Passed and failed: what the rate is made of. */
  conclusive: number;
  /** Durations of passed and failed runs, not of cancelled ones. */
  buckets: BucketCount[];
  /** How many samples those are. */
  timed: number;
}

const isOutcome = (text: string): text is keyof OutcomeCounts =>
  ['passed', 'flaky', 'failed', 'cancelled', 'other'].includes(text);

const timedOutcomes = ['passed', 'flaky', 'failed'];

/**
 * What some rollup rows come to. Durations count passed and failed runs: a
 * cancelled one says nothing about how long the pipeline takes.
 */
export function summarize(rows: readonly RunSlot[]): SlotSummary {
  const counts = { passed: 0, flaky: 0, failed: 0, cancelled: 0, other: 0 };
  const timed = new Map<number, number>();
  for (const { outcome, bucket, count } of rows) {
    counts[isOutcome(outcome) ? outcome : 'other'] += count;
    if (bucket >= 0 && timedOutcomes.includes(outcome)) {
      timed.set(bucket, (timed.get(bucket) ?? 0) + count);
    }
  }
  const buckets = [...timed].map(([bucket, count]) => ({ bucket, count }));
  return {
    ...counts,
    successRate: successRate(counts),
    conclusive: counts.passed + counts.flaky + counts.failed,
    buckets,
    timed: sampleCount(buckets),
  };
}

/** A slot of time, in the zone's wall clock. */
export interface Slot {
  name: string;
  /** When it begins. */
  at: string;
  partial: boolean;
}

/** The zone's wall clock at a moment: `2026-09-17T14:05`. */
function wallClock(at: Date, zone: string): string {
  return new Intl.DateTimeFormat('sv-SE', {
    timeZone: zone,
    dateStyle: 'short',
    timeStyle: 'short',
  })
    .format(at)
    .replace(' ', 'T');
}

const hourMs = 3_600_000;

/**
 * The slots a range covers, also those without data. Days are the zone's, 23 or
 * 25 hours long where its clock changes. A slot the range cuts is partial.
 */
export function slotsOf(
  range: { from: Date; to: Date },
  slot: { unit: 'hour' | 'day'; zone: string },
): Slot[] {
  const nameOf = (at: Date) => {
    const text = wallClock(at, slot.zone);
    return slot.unit === 'day'
      ? `${text.slice(0, 10)}T00:00`
      : `${text.slice(0, 13)}:00`;
  };
  const startHour = Math.floor(range.from.getTime() / hourMs) * hourMs;
  const slots = new Map<string, Slot>();
  for (let at = startHour; at < range.to.getTime(); at += hourMs) {
    const moment = new Date(at);
    const name = nameOf(moment);
    if (!slots.has(name)) {
      slots.set(name, { name, at: moment.toISOString(), partial: false });
    }
  }
  const all = [...slots.values()];
  const [first] = all;
  const last = all.at(-1);
  // A slot before or after of the same name reaches outside the range.
  if (first && nameOf(new Date(range.from.getTime() - 1)) === first.name) {
    first.partial = true;
  }
  if (last && nameOf(range.to) === last.name) last.partial = true;
  return all;
}

/** A range with its parts. */
export interface SlottedRange {
  from: Date;
  to: Date;
  slots: readonly Slot[];
}

/** The range and its slots as ranges of their own, the whole one first. */
export function rangesOf({ from, to, slots }: SlottedRange): {
  from: Date;
  to: Date;
}[] {
  const starts = slots.map(({ at }) => new Date(at));
  return [
    { from, to },
    ...starts.map((start, index) => ({
      from: start,
      to: starts[index + 1] ?? to,
    })),
  ];
}

/** The unit in which a range makes a readable sparkline. */
export function slotUnit(range: { from: Date; to: Date }): 'hour' | 'day' {
  return range.to.getTime() - range.from.getTime() <= 48 * hourMs
    ? 'hour'
    : 'day';
}
