import { MinuteCounts, MinuteTotal } from './sourceCounters';

/** Tells what other replicas took, from the totals that counting gives back. */
export interface OthersWatch {
  /** Own counts that were written, and what the minutes came to by that. */
  see(own: readonly MinuteCounts[], totals: readonly MinuteTotal[]): void;
}

/**
 * Rates hold over all replicas, without a question of their own: the statement
 * that adds a replica's counts answers with the sum of all. A burst on two
 * replicas within the second between two flushes can pass twice.
 */
export function createOthersWatch(
  tell: (source: string, deliveries: number) => void,
): OthersWatch {
  /** The newest minute of each source: what this replica and the others took. */
  const seen = new Map<string, { minute: number; own: number; told: number }>();
  return {
    see(own, totals) {
      for (const { source, minute, taken } of totals) {
        const at = minute.getTime();
        const known = seen.get(source);
        // Counts of a minute that is over change no rate of now.
        if (known && known.minute > at) continue;
        const entry =
          known?.minute === at ? known : { minute: at, own: 0, told: 0 };
        for (const count of own) {
          if (count.source !== source || count.minute.getTime() !== at)
            continue;
          entry.own += count.accepted + count.duplicate + count.rejected;
        }
        const byOthers = taken - entry.own;
        if (byOthers > entry.told) {
          tell(source, byOthers - entry.told);
          entry.told = byOthers;
        }
        seen.set(source, entry);
      }
    },
  };
}
