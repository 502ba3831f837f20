import { Knex } from 'knex';
import { Condition } from '@quarterdeck/plugin-portal-node';
import { countTimes, noTimes, TimeOf } from '../times/countTimes';
import { FixDurations, loadFixDurations } from '../times/fixDurations';

/** What happened in a range. */
export interface ChangeNumbers {
  created: number;
  fixed: number;
  reopened: number;
  /** Seconds from first seen to fixed. */
  medianFix: number | null;
  meanFix: number | null;
  /** Of {@link due}. */
  met: number;
  /** Fixed with a due date, and open ones that fell due. */
  due: number;
}

const seen: readonly TimeOf[] = ['open', 'timed', 'closed'];
const fixed: readonly TimeOf[] = ['fixed', 'met', 'missed'];

/** Created, fixed and reopened in a range and in the equally long one before. */
export async function countChanges(
  knex: Knex,
  /** On `t`. */
  times: Condition,
  range: { before: Date; from: Date; to: Date },
  /** Is told what had been fixed by each moment: while that is the same, so are the durations. */
  keep: (
    fixedUntil: readonly number[],
    read: () => Promise<FixDurations>,
  ) => Promise<FixDurations> = (_, read) => read(),
): Promise<{ range: ChangeNumbers; before: ChangeNumbers }> {
  const moments = [range.before, range.from, range.to];
  const counted = await countTimes(knex, times, {
    what: [...seen, ...fixed, 'due', 'reopened'],
    moments,
  });
  const all = counted.get('') ?? noTimes;
  const fix = await keep(
    moments.map((_, at) => all.until(fixed, at)),
    () => loadFixDurations(knex, times, range),
  );
  const numbers = (
    at: number,
    medianFix: number | null,
    meanFix: number | null,
  ): ChangeNumbers => {
    const count = (what: readonly TimeOf[]) => all.between(what, at, at + 1);
    return {
      created: count(seen),
      fixed: count(fixed),
      reopened: count(['reopened']),
      medianFix,
      meanFix,
      met: count(['met']),
      due: count(['met', 'missed', 'due']),
    };
  };
  return {
    range: numbers(1, fix.median, fix.mean),
    before: numbers(0, fix.median_before, fix.mean_before),
  };
}
