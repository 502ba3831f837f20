import { Knex } from 'knex';
import { EventLogService, NewEvent } from '@quarterdeck/plugin-ingest-node';
import { AuditEntry, AuditLog } from '@quarterdeck/plugin-portal-node';
import { recordDay } from '../database/settle/entityCounts';
import { SettleRules } from '../database/settle/settleStates';
import {
  prepareTouched,
  touchedIds,
  touchIdentities,
} from '../database/settle/touched';
import { isCaughtUp } from './clock/isCaughtUp';
import { Reader } from './reader';
import { settle } from './settle';
import { tellScans } from './tellScans';

/** What everything that a person decides is done with. */
export interface DecideDeps {
  reader: Reader;
  eventLog: Pick<EventLogService, 'append'>;
  audit: Pick<AuditLog, 'record'>;
  rules: SettleRules;
  changed(): void;
}

/** Findings one event names at most. */
const perEvent = 5000;
const tries = 4;

const isDeadlock = (error: unknown) =>
  typeof error === 'object' &&
  error !== null &&
  'code' in error &&
  (error.code === '40P01' || error.code === '40001');

/** Two writers of the same rows may meet in another order; one of them goes again. */
async function transaction<T>(
  knex: Knex,
  work: (tx: Knex.Transaction) => Promise<T>,
): Promise<T> {
  for (let tried = 1; ; tried += 1) {
    try {
      return await knex.transaction(work);
    } catch (error) {
      if (tried >= tries || !isDeadlock(error)) throw error;
    }
  }
}

/**
 * Does what was decided, in one transaction: the records, their place in the
 * log, everything that follows for the findings, what gates are told, and the
 * audit record.
 */
export async function decide<T>(
  deps: DecideDeps,
  options: {
    actor: string;
    action: string;
    /** Writes the records and answers which identities they are about. */
    write(
      tx: Knex.Transaction,
      position: string,
    ): Promise<{ identities: readonly string[]; answer: T; audit: AuditEntry }>;
    /** Touches findings that are about no single identity. */
    touch?(tx: Knex.Transaction): Promise<void>;
  },
): Promise<T> {
  const { reader, eventLog, audit } = deps;
  const countsToday = await isCaughtUp(reader);
  const answer = await transaction(reader.knex, async tx => {
    await prepareTouched(tx);
    const now = reader.now();
    // The decision's own place: what scans say after it may differ.
    const { positions } = await eventLog.append(
      [
        {
          type: 'finding.decided.v1',
          occurredAt: now,
          data: { findings: [], action: options.action, by: options.actor },
        },
      ],
      tx,
    );
    const written = await options.write(tx, positions[0] ?? '0');
    await touchIdentities(tx, written.identities);
    await options.touch?.(tx);
    const entities = await settle(tx, deps.rules);
    if (countsToday) await recordDay(tx, entities, now);
    const ids = await touchedIds(tx);
    const events: NewEvent[] = [];
    for (let at = 0; at < ids.length; at += perEvent) {
      events.push({
        type: 'finding.decided.v1',
        occurredAt: now,
        data: {
          findings: ids.slice(at, at + perEvent),
          action: options.action,
          by: options.actor,
        },
      });
    }
    events.push(...(await tellScans(tx, { findingIds: ids })));
    if (events.length > 0) await eventLog.append(events, tx);
    await audit.record(written.audit, tx);
    return written.answer;
  });
  deps.changed();
  return answer;
}
