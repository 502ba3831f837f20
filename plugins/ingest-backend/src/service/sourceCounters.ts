import { Subject, subjectKey } from '@quarterdeck/plugin-ingest-common';
import { Reading } from './delivery';
import { createOthersWatch } from './othersWatch';

/** What a request at a door came to, as the page counts it. */
export type CountedOutcome = 'accepted' | 'duplicate' | 'rejected' | 'refused';

/** Upper bounds of the answer-time histogram in milliseconds; the last is open. */
export const answerBoundsMs = [
  1, 2, 3, 5, 8, 12, 20, 30, 40, 60, 100, 200, 500, 1000, 5000,
] as const;

/** Counts of one source in one minute that are not written yet. */
export interface MinuteCounts {
  source: string;
  minute: Date;
  accepted: number;
  duplicate: number;
  rejected: number;
  unclaimed: number;
  refused: number;
  lastAt: Date;
  lastOutcome: CountedOutcome;
  lastReason?: string;
  /** One per bound, and one more. */
  answerCounts: number[];
}

/** Deliveries of one source in one minute that passed its rate, over all replicas. */
export interface MinuteTotal {
  source: string;
  minute: Date;
  taken: number;
}

/** Events of a subject without entity that are not written yet. */
export interface UnclaimedCount {
  source: string;
  subjectKey: string;
  events: number;
  at: Date;
  note?: string;
}

/** Counters kept in memory between two flushes. */
export interface SourceCounters {
  record(request: {
    source: string;
    outcome: CountedOutcome;
    at: Date;
    seconds: number;
    reason?: string;
    unclaimed?: boolean;
  }): void;
  recordUnclaimed(source: string, reading: Reading, at: Date): void;
  /** Writes what has gathered; keeps it when that fails. */
  flush(): Promise<void>;
  stop(): Promise<void>;
}

const keptSubjects = 10_000;

const bucketOf = (seconds: number): number => {
  const ms = seconds * 1000;
  const index = answerBoundsMs.findIndex(bound => ms <= bound);
  return index === -1 ? answerBoundsMs.length : index;
};

const unclaimedSubjects = (
  reading: Reading,
): { subject: Subject; note?: string }[] =>
  reading.events.flatMap(({ event, subject, note }) =>
    subject && !event.entityRef ? [{ subject, note }] : [],
  );

/**
 * Counts are added up here and written once a second in one statement: a row
 * per source and minute that every commit touched would make them wait for each
 * other. A killed process loses at most that second of counts, never a delivery.
 */
export function createSourceCounters(options: {
  write(
    minutes: MinuteCounts[],
    unclaimed: UnclaimedCount[],
  ): Promise<MinuteTotal[]>;
  /** Told how many deliveries other replicas took since the last time. */
  othersTook(source: string, deliveries: number): void;
  onError(error: unknown): void;
  flushMs?: number;
}): SourceCounters {
  const { write, onError, flushMs = 1000 } = options;
  const others = createOthersWatch(options.othersTook);
  let minutes = new Map<string, MinuteCounts>();
  let subjects = new Map<string, UnclaimedCount>();
  let writing: Promise<void> | undefined;

  const addMinute = (count: MinuteCounts) => {
    const key = `${count.minute.getTime()}/${count.source}`;
    const known = minutes.get(key);
    if (!known) {
      minutes.set(key, count);
      return;
    }
    known.accepted += count.accepted;
    known.duplicate += count.duplicate;
    known.rejected += count.rejected;
    known.unclaimed += count.unclaimed;
    known.refused += count.refused;
    count.answerCounts.forEach((n, index) => {
      known.answerCounts[index] += n;
    });
    if (count.lastAt >= known.lastAt) {
      known.lastAt = count.lastAt;
      known.lastOutcome = count.lastOutcome;
      known.lastReason = count.lastReason;
    }
  };
  const addSubject = (count: UnclaimedCount) => {
    const key = `${count.source}\n${count.subjectKey}`;
    const known = subjects.get(key);
    if (known) {
      known.events += count.events;
      if (count.at >= known.at) {
        known.at = count.at;
        known.note = count.note;
      }
    } else if (subjects.size < keptSubjects) {
      subjects.set(key, count);
    }
  };

  const writeOut = async () => {
    const takenMinutes = [...minutes.values()];
    const takenSubjects = [...subjects.values()];
    if (takenMinutes.length === 0 && takenSubjects.length === 0) return;
    minutes = new Map();
    subjects = new Map();
    try {
      others.see(takenMinutes, await write(takenMinutes, takenSubjects));
    } catch (error) {
      takenMinutes.forEach(addMinute);
      takenSubjects.forEach(addSubject);
      throw error;
    }
  };
  const flush = async (): Promise<void> => {
    if (writing) await writing.catch(() => undefined);
    writing = writeOut().finally(() => {
      writing = undefined;
    });
    return writing;
  };
  const timer = setInterval(() => {
    if (!writing) flush().catch(onError);
  }, flushMs);
  timer.unref();

  return {
    flush,
    record({ source, outcome, at, seconds, reason, unclaimed }) {
      const answerCounts = new Array<number>(answerBoundsMs.length + 1).fill(0);
      answerCounts[bucketOf(seconds)] = 1;
      addMinute({
        source,
        minute: new Date(Math.floor(at.getTime() / 60_000) * 60_000),
        accepted: outcome === 'accepted' ? 1 : 0,
        duplicate: outcome === 'duplicate' ? 1 : 0,
        rejected: outcome === 'rejected' ? 1 : 0,
        refused: outcome === 'refused' ? 1 : 0,
        unclaimed: unclaimed ? 1 : 0,
        lastAt: at,
        lastOutcome: outcome,
        lastReason: reason,
        answerCounts,
      });
    },
    recordUnclaimed(source, reading, at) {
      for (const { subject, note } of unclaimedSubjects(reading)) {
        addSubject({
          source,
          subjectKey: subjectKey(subject),
          events: 1,
          at,
          note,
        });
      }
    },
    async stop() {
      clearInterval(timer);
      await flush().catch(onError);
    },
  };
}
