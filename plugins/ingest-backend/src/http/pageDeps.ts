import { Request } from 'express';
import { Knex } from 'knex';
import {
  AuditorService,
  BackstageCredentials,
} from '@backstage/backend-plugin-api';
import { ingestContract } from '@quarterdeck/plugin-ingest-common';
import {
  EventLogAdminService,
  EventLogService,
} from '@quarterdeck/plugin-ingest-node';
import { AuditLog, ContractHandlers } from '@quarterdeck/plugin-portal-node';
import { HistoryPlace } from '../backfill/historyStep';
import { BodyVault } from '../service/bodyVault';
import { Claims } from '../service/claims';
import { DoorSource } from '../service/doorSources';
import { subjectOfCredentials } from '../service/tokenSource';
import { audited } from './audited';

/** What the page's routes work on. */
export interface PageDeps {
  knex: Knex;
  sources: ReadonlyMap<string, DoorSource>;
  vault: BodyVault;
  claims: Claims;
  eventLog: EventLogService;
  logAdmin: EventLogAdminService;
  audit: AuditLog;
  auditor: AuditorService;
  keepBodiesDays: number;
  history: {
    places: ReadonlyMap<string, HistoryPlace>;
    /** A fetch was asked for. */
    wake(): void;
  };
  /** Tells open pages. */
  changed(): void;
}

/** Some of the page's handlers. */
export type PageHandlers<Name extends keyof typeof ingestContract> = Pick<
  ContractHandlers<typeof ingestContract>,
  Name
>;

/** Who asks, for the audit record. */
export const actorOf = (credentials: BackstageCredentials) =>
  subjectOfCredentials(credentials) ?? 'unknown';

/** One more than asked for was read: is there a next page, and where does it begin? */
export function paged<Row>(
  rows: Row[],
  limit: number,
  cursorOf: (row: Row) => string,
): { items: Row[]; nextCursor?: string } {
  const items = rows.slice(0, limit);
  const last = items[items.length - 1];
  const nextCursor =
    rows.length > limit && last !== undefined ? cursorOf(last) : undefined;
  return { items, nextCursor };
}

/** A change a person makes: done, recorded, told to the auditor and to open pages. */
export async function personalChange<T>(
  deps: Pick<PageDeps, 'audit' | 'auditor' | 'changed'>,
  action: { id: string; target: string; actor: string; request: Request },
  work: () => Promise<T>,
  details?: (result: T) => Record<string, unknown>,
): Promise<T> {
  const result = await audited(deps.auditor, action, async () => {
    const done = await work();
    const cut = action.id.lastIndexOf('-');
    await deps.audit.record({
      actor: action.actor,
      action: `${action.id.slice(0, cut)}.${action.id.slice(cut + 1)}`,
      target: action.target,
      details: details?.(done),
    });
    return done;
  });
  deps.changed();
  return result;
}
