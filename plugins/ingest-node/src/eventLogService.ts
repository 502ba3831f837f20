import { createServiceRef } from '@backstage/backend-plugin-api';
import { Knex } from 'knex';
import { EventData, EventType } from '@quarterdeck/plugin-ingest-common';

/**
 * A place in the log. Opaque: the only things to do with it are to keep it, to
 * hand it back, and to compare two with {@link comparePositions}.
 */
export type Position = string;

/** Negative when `a` stands before `b` in the log. */
export function comparePositions(a: Position, b: Position): number {
  const left = BigInt(a);
  const right = BigInt(b);
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

/** An event as a plugin hands it to the log. Data is checked against the registry. */
export interface NewEvent<T extends EventType = EventType> {
  /** A uuid; drawn when absent. */
  id?: string;
  type: T;
  /** `subjectKey()` of the provider's own name for the thing. */
  subject?: string;
  /** Lower-cased full entity ref, `component:default/payments-api`; absent = unclaimed. */
  entityRef?: string;
  occurredAt: Date;
  /** Small keys to find related events by: `sha`, `run`, `change`, `deployment`. */
  correlation?: Record<string, string>;
  /** Receipt of the delivery it came from. */
  deliveryId?: string;
  /** Source of that delivery. */
  source?: string;
  /** W3C trace context of the request, so that a projection continues its trace. */
  traceparent?: string;
  data: EventData<T>;
  /** `data` is what `checkEventData` answered for this type: not checked again. */
  checked?: boolean;
  /** Records kept beside the event, read back with {@link EventLogService.records}. */
  records?: AsyncIterable<object> | Iterable<object>;
}

/** An event as the log returns it. */
export interface LogEvent<T extends EventType = EventType> {
  position: Position;
  id: string;
  type: T;
  subject?: string;
  entityRef?: string;
  occurredAt: Date;
  recordedAt: Date;
  correlation: Record<string, string>;
  deliveryId?: string;
  source?: string;
  traceparent?: string;
  data: EventData<T>;
}

/** The event union over all types, so that a switch on `type` narrows `data`. */
export type AnyLogEvent = { [T in EventType]: LogEvent<T> }[EventType];

/** Where the log begins since its older events were dropped. */
export interface LogBegin {
  /** Events before it are gone. */
  position: Position;
  /** When the first event that is kept was recorded. */
  recordedAt: Date;
}

/** Options of {@link EventLogService.consume}. */
export interface ConsumeOptions {
  /** Stable name, unique in the portal: `pipelines`. */
  consumer: string;
  /** The types it wants; all others are passed over. */
  types: readonly EventType[];
  /**
   * Applies one batch inside `tx`, which also moves the consumer's position.
   * Use unqualified table names: a rebuild runs it against a second schema by
   * `search_path`. What it returns is appended last in the same transaction.
   */
  handle(
    batch: AnyLogEvent[],
    tx: Knex.Transaction,
  ): Promise<NewEvent[] | void>;
  /** Runs after the commit, for hints such as signals. Errors are logged only. */
  afterCommit?(batch: AnyLogEvent[]): Promise<void> | void;
  /** Most events in one batch. Default 2,000. */
  batchSize?: number;
  /** What a rebuild needs; without it the consumer cannot be rebuilt. */
  projection?: {
    /**
     * Raised when `handle` fills something it did not fill before, such as a
     * new column: tables that an older version made are built anew from the
     * log when the new one starts, while they serve. Default 1.
     */
    version?: number;
    /** Projection tables in dependency order. Records are never listed here. */
    tables: readonly string[];
    /** Folder of knex migrations that make the tables in the current schema. */
    migrationsDirectory: string;
    /**
     * Indexes that `handle` does without. A rebuild makes them when the tables
     * are full, which costs less than keeping them up all along.
     */
    readerIndexes?: readonly string[];
    /**
     * Copies rows made of events the log no longer keeps from `oldSchema` into
     * the current one. A rebuild calls it before the first event, so `handle`
     * meets the copies as it met the rows: what it does again to a row that
     * stands on both sides of `begin` must come to the same. Not called while
     * the log is whole.
     */
    carryOver?(
      tx: Knex.Transaction,
      oldSchema: string,
      begin: LogBegin,
    ): Promise<void>;
  };
}

/** What an append answers. */
export interface AppendResult {
  /** Positions in the order of the events given. */
  positions: Position[];
}

/** An append that runs inside a statement of the caller's own. */
export interface AppendStatement {
  /**
   * A call of the log's SQL function, with `?` for the bindings: a set of
   * positions in the order of the events. It may stand wherever a query may.
   */
  sql: string;
  bindings: readonly (string | string[])[];
  /** Call it when the statement is committed: readers are told then. */
  committed(): void;
}

/** How far a consumer is behind, as a page tells its reader. */
export interface ConsumerLag {
  /** Age of the oldest event it has not read; 0 when it has read all. */
  seconds: number;
  /** Stopped by dead letters in a row: nothing moves until a person acts. */
  stopped: boolean;
}

/** The log as a plugin sees it: append, consume, records, and a look at its own lag. */
export interface EventLogService {
  /**
   * Appends events in order. With `tx` they become visible with its commit and
   * vanish with its rollback. Throws `InputError` when data does not fit.
   */
  append(events: NewEvent[], tx?: Knex.Transaction): Promise<AppendResult>;
  /**
   * The same as `append` for a caller that stores rows of its own by one
   * statement, which saves the round trips of a transaction. Checks events as
   * `append` does. `undefined` when they do not fit one statement or carry
   * records: then `append` within a transaction.
   */
  statement(events: readonly NewEvent[]): AppendStatement | undefined;
  /**
   * Registers a consumer; it starts with the process and stops with it. Its
   * position is the row `log_position` in the plugin's own schema.
   */
  consume(options: ConsumeOptions): Promise<void>;
  /** The records stored beside an event, in order. Empty when it has none. */
  records(event: LogEvent): AsyncIterable<object>;
  /**
   * The same as they are stored, each a line of JSON: for who knows most of them word
   * for word. `JSON.stringify` of a record gives its line.
   */
  recordLines(event: LogEvent): AsyncIterable<Buffer>;
  /**
   * How far a consumer is behind the log, whoever runs it. May be a second old,
   * so that every answer of an API can ask for it.
   */
  lag(consumer: string): Promise<ConsumerLag>;
}

/** The log, plugin-scoped: positions live in the calling plugin's schema. */
export const eventLogServiceRef = createServiceRef<EventLogService>({
  id: 'quarterdeck.event-log',
  scope: 'plugin',
});
