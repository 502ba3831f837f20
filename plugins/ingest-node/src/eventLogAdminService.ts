import { createServiceRef } from '@backstage/backend-plugin-api';
import { AnyLogEvent, Position } from './eventLogService';

/** How far one consumer has read. */
export interface ReaderStatus {
  consumer: string;
  plugin: string;
  position: Position;
  /** Events between its position and the head of the log. An upper bound. */
  behind: number;
  /** Seconds between the oldest unread event and now; 0 when it has read all. */
  lagSeconds: number;
  /** `running`, `stopped` by dead letters in a row, or `rebuilding`. */
  state: 'running' | 'stopped' | 'rebuilding';
  /** Why it stopped, or is rebuilt, in a sentence. */
  stateReason?: string;
  /** An older version of its projector made its tables: a rebuild is due. */
  outdated: boolean;
  deadLetters: number;
  lastAppliedAt?: Date;
}

/** An event a consumer could not apply and set aside. */
export interface DeadLetter {
  id: string;
  consumer: string;
  event: AnyLogEvent;
  error: string;
  tries: number;
  failedAt: Date;
  /** Somebody asked for a replay that has not run yet. */
  replayRequested: boolean;
}

/** Reads about the log for the ingest page, and the repairs made from there. */
export interface EventLogAdminService {
  status(): Promise<{
    head: Position;
    oldest: Position;
    partitions: number;
    readers: ReaderStatus[];
  }>;
  /** Newest first. `before` is the id of the last one seen. */
  deadLetters(options: {
    consumer?: string;
    limit: number;
    before?: string;
  }): Promise<DeadLetter[]>;
  /** Asks the consumer to try again. `false` when there is no such letter. */
  replayDeadLetter(id: string): Promise<boolean>;
  /** Asks a stopped consumer to go on, or a running one to rebuild its tables. */
  restartReader(consumer: string): Promise<boolean>;
  rebuildReader(consumer: string): Promise<boolean>;
  /** Events between two positions, both included, at most 1,000. */
  eventsBetween(from: Position, to: Position): Promise<AnyLogEvent[]>;
  /** The newest position that every reader may rely on. */
  horizon(): Promise<Position>;
}

/** One per process; the ingest plugin uses it. */
export const eventLogAdminServiceRef = createServiceRef<EventLogAdminService>({
  id: 'quarterdeck.event-log.admin',
  scope: 'root',
});
