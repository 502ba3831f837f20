import {
  AppendResult,
  AppendStatement,
  NewEvent,
  Position,
} from '@quarterdeck/plugin-ingest-node';
import { Knex } from 'knex';
import { appendCall, appendRows, EventRow } from '../database/appendRows';
import { appendRecords } from '../database/recordChunks';
import { Log } from './log';
import { prepareEvent } from './prepareEvent';

/** One statement holds at most this much; larger batches take several. */
const ROWS_PER_STATEMENT = 2000;
const CHARACTERS_PER_STATEMENT = 8 * 1024 * 1024;

/** Transactions whose commit is already waited for. */
const watched = new WeakSet<Knex.Transaction>();

/** Appends events in order; see `EventLogService.append`. */
export async function appendEvents(
  log: Log,
  events: readonly NewEvent[],
  tx?: Knex.Transaction,
): Promise<AppendResult> {
  if (events.length === 0) return { positions: [] };
  const rows = events.map(prepareEvent);
  const statements = inStatements(rows);

  const store = async (knex: Knex): Promise<Position[]> => {
    const positions: Position[] = [];
    for (const statement of statements) {
      positions.push(
        ...(await appendRows(knex, statement, log.settings.idleTimeoutMs)),
      );
    }
    return positions;
  };
  const storeAll = async (inner: Knex.Transaction): Promise<Position[]> => {
    const positions = await store(inner);
    for (const [index, { records }] of events.entries()) {
      const position = positions[index];
      if (records && position) await appendRecords(inner, position, records);
    }
    return positions;
  };

  let positions: Position[];
  if (tx) {
    positions = await storeAll(tx);
    notifyAfterCommit(log, tx);
  } else {
    // One statement is a transaction already: one round trip instead of three.
    const plain =
      statements.length === 1 && events.every(event => !event.records);
    positions = plain
      ? await store(log.knex)
      : await log.knex.transaction(storeAll);
    log.notifier.notify();
  }
  countAppended(log, rows);
  return { positions };
}

/** The append as part of a statement of the caller's; see `EventLogService.statement`. */
export function appendStatement(
  log: Log,
  events: readonly NewEvent[],
): AppendStatement | undefined {
  if (events.length === 0 || events.some(event => event.records)) {
    return undefined;
  }
  const [rows, ...more] = inStatements(events.map(prepareEvent));
  if (more.length > 0) return undefined;
  return {
    ...appendCall(rows, log.settings.idleTimeoutMs),
    committed() {
      log.notifier.notify();
      countAppended(log, rows);
    },
  };
}

function inStatements(rows: readonly EventRow[]): EventRow[][] {
  const statements: EventRow[][] = [];
  let current: EventRow[] = [];
  let characters = 0;
  for (const row of rows) {
    if (
      current.length === ROWS_PER_STATEMENT ||
      characters > CHARACTERS_PER_STATEMENT
    ) {
      statements.push(current);
      current = [];
      characters = 0;
    }
    current.push(row);
    characters += row.data.length;
  }
  return [...statements, current];
}

/** The commit belongs to somebody else, and a savepoint's release is not one. */
function notifyAfterCommit(log: Log, tx: Knex.Transaction): void {
  let outermost = tx;
  while (outermost.parentTransaction) outermost = outermost.parentTransaction;
  if (watched.has(outermost)) return;
  watched.add(outermost);
  outermost.executionPromise.then(
    () => log.notifier.notify(),
    () => undefined,
  );
}

function countAppended(log: Log, rows: readonly EventRow[]): void {
  log.brake.appended(rows.length);
  if (!log.metrics) return;
  const counts = new Map<string, number>();
  for (const { type } of rows) counts.set(type, (counts.get(type) ?? 0) + 1);
  for (const [type, count] of counts) log.metrics.appended(type, count);
}
