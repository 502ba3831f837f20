import { Request } from 'express';
import { Knex } from 'knex';
import { z } from 'zod';
import { AuditorService, BackstageCredentials } from '@backstage/backend-plugin-api';
import { NotFoundError } from '@backstage/errors';
import {
  ingestContract,
  IngestReader,
  parseSubjectKey,
  ReplayResult,
} from '@quarterdeck/plugin-ingest-common';
import {
  EventLogAdminService,
  EventLogService,
  ReaderStatus,
} from '@quarterdeck/plugin-ingest-node';
import { decodeCursor, encodeCursor } from '@quarterdeck/plugin-portal-common';
import { AuditLog, ContractHandlers } from '@quarterdeck/plugin-portal-node';
import {
  countRejected,
  listDeliveries,
  listRejectedCauses,
  rejectedReceipts,
} from '../database/deliveries';
import { readLastSeen, readMinutes } from '../database/sourceMinutes';
import { listClaims } from '../database/subjectClaims';
import {
  countUnclaimed,
  deleteUnclaimed,
  listUnclaimed,
} from '../database/unclaimedSubjects';
import { BodyVault } from '../service/bodyVault';
import { Claims } from '../service/claims';
import {
  deliveryBody,
  deliveryDetail,
  requireDelivery,
  toDelivery,
  toReceipt,
} from '../service/deliveryView';
import { DoorSource } from '../service/doorSources';
import { replayDelivery } from '../service/replay';
import {
  describeOverview,
  describeSource,
  firstShownMinute,
} from '../service/sourceStats';
import { subjectOfCredentials } from '../service/tokenSource';
import { audited } from './audited';
import { waitForEnd } from './waitForEnd';

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
  /** Tells open pages. */
  changed(): void;
}

const replayLimit = 500;
const hourMs = 3_600_000;
const textSearchDays = 7;

const actorOf = (credentials: BackstageCredentials) =>
  subjectOfCredentials(credentials) ?? 'unknown';

const toReader = (reader: ReaderStatus): IngestReader => ({
  ...reader,
  lastAppliedAt: reader.lastAppliedAt?.toISOString(),
});

/** One more than asked for was read: is there a next page, and where does it begin? */
const paged = <Row>(
  rows: Row[],
  limit: number,
  cursorOf: (row: Row) => string,
) => {
  const items = rows.slice(0, limit);
  const last = items[items.length - 1];
  const nextCursor =
    rows.length > limit && last !== undefined ? cursorOf(last) : undefined;
  return { items, nextCursor };
};

/** Handlers of every route of the ingest page. */
export function createPageHandlers(
  deps: PageDeps,
): ContractHandlers<typeof ingestContract> {
  const { knex, sources, vault, claims, logAdmin, audit, auditor } = deps;

  /** A change a person makes: done, recorded, told to the auditor. */
  const change = async <T>(
    action: { id: string; target: string; actor: string; request: Request },
    work: () => Promise<T>,
    details?: (result: T) => Record<string, unknown>,
  ): Promise<T> => {
    const result = await audited(auditor, action, async () => {
      const done = await work();
      await audit.record({
        actor: action.actor,
        action: action.id.replace('-', '.'),
        target: action.target,
        details: details?.(done),
      });
      return done;
    });
    deps.changed();
    return result;
  };

  const requireReader = async (consumer: string) => {
    const { readers } = await logAdmin.status();
    if (readers.some(reader => reader.consumer === consumer)) return;
    throw new NotFoundError(`There is no reader "${consumer}".`);
  };

  return {
    async getOverview() {
      const now = new Date();
      const [minutes, rejected, unclaimed, status] = await Promise.all([
        readMinutes(knex, new Date(firstShownMinute(now).getTime() - hourMs)),
        countRejected(knex),
        countUnclaimed(knex),
        logAdmin.status(),
      ]);
      const { head, oldest, partitions } = status;
      return describeOverview({
        sources: sources.size,
        minutes,
        rejected,
        unclaimed,
        readers: status.readers.map(toReader),
        log: { head, oldest, partitions },
        now,
      });
    },
    async listSources() {
      const now = new Date();
      const [minutes, seen] = await Promise.all([
        readMinutes(knex, firstShownMinute(now)),
        readLastSeen(knex, [...sources.keys()]),
      ]);
      const items = [...sources.values()].map(source =>
        describeSource({
          source,
          minutes,
          seen: seen.find(row => row.source_id === source.config.id),
          now,
        }),
      );
      return { items };
    },
    async listDeliveries({ query }) {
      const before = query.cursor
        ? decodeCursor(query.cursor, z.tuple([z.string()]))[0]
        : undefined;
      // A search that finds nothing would otherwise read every day there is.
      const from =
        query.from ??
        (query.text
          ? new Date(Date.now() - textSearchDays * 24 * hourMs).toISOString()
          : undefined);
      const rows = await listDeliveries(
        knex,
        {
          sources: query.source,
          doors: query.door,
          statuses: query.status,
          unclaimed:
            query.unclaimed === undefined
              ? undefined
              : query.unclaimed === 'true',
          text: query.text,
          cause: query.cause,
          from: from ? new Date(from) : undefined,
          to: query.to ? new Date(query.to) : undefined,
        },
        { before, limit: query.limit + 1 },
      );
      const page = paged(rows, query.limit, row => encodeCursor([row.receipt]));
      return { ...page, items: page.items.map(toDelivery) };
    },
    getDelivery: ({ params }) =>
      deliveryDetail(
        { knex, log: logAdmin, keepBodiesDays: deps.keepBodiesDays },
        params.receipt,
      ),
    getDeliveryBody: ({ params }) =>
      deliveryBody({ knex, vault }, params.receipt),
    async replayDelivery({ params, credentials, request }) {
      await requireDelivery(knex, params.receipt);
      const actor = actorOf(credentials);
      return change(
        { id: 'delivery-replay', target: params.receipt, actor, request },
        () => replayDelivery(deps, params.receipt, actor),
        ({ outcome, events }) => ({ outcome, events }),
      );
    },
    async listRejected({ query }) {
      const rows = await listRejectedCauses(knex, query.source);
      return {
        items: rows.map(row => ({
          cause: row.cause,
          source: row.source_id,
          door: row.door,
          reason: row.reason,
          reasonPath: row.reason_path ?? undefined,
          format: row.format ?? undefined,
          entityRef: row.entity_ref ?? undefined,
          count: Number(row.count),
          firstAt: row.first_at.toISOString(),
          lastAt: row.last_at.toISOString(),
          lastReceipt: row.last_receipt,
        })),
      };
    },
    async replayRejected({ body, credentials, request }) {
      const actor = actorOf(credentials);
      return change(
        {
          id: 'rejected-replay',
          target: body.cause ?? 'all',
          actor,
          request,
        },
        async () => {
          const receipts = await rejectedReceipts(knex, {
            cause: body.cause,
            limit: replayLimit + 1,
          });
          const items: ReplayResult[] = [];
          for (const receipt of receipts.slice(0, replayLimit)) {
            items.push(await replayDelivery(deps, receipt, actor));
          }
          const count = (outcome: string) =>
            items.filter(item => item.outcome === outcome).length;
          return {
            accepted: count('accepted'),
            rejected: count('rejected'),
            gone: count('gone'),
            more: receipts.length > replayLimit,
            items,
          };
        },
        ({ accepted, rejected, gone }) => ({ accepted, rejected, gone }),
      );
    },
    async getReceipt({ params, query, request }) {
      const row = await waitForEnd(
        () => requireDelivery(knex, params.receipt),
        query.wait,
        request,
      );
      return toReceipt(row);
    },
    async listUnclaimed({ query }) {
      const after = query.cursor
        ? decodeCursor(
            query.cursor,
            z.tuple([z.string(), z.string(), z.string()]),
          )
        : undefined;
      const rows = await listUnclaimed(knex, {
        limit: query.limit + 1,
        sources: query.source,
        text: query.text,
        after,
      });
      const page = paged(rows, query.limit, row =>
        encodeCursor([
          row.last_at.toISOString(),
          row.subject_key,
          row.source_id,
        ]),
      );
      const found: string[] = [];
      const items = page.items.flatMap(row => {
        const subject = parseSubjectKey(row.subject_key);
        if (!subject) return [];
        // An annotation or rule may have come since it was counted.
        const resolved = sources.get(row.source_id)?.resolver.resolve(subject);
        if (resolved?.entityRef) {
          found.push(row.subject_key);
          return [];
        }
        return [
          {
            key: row.subject_key,
            subject,
            source: row.source_id,
            events: Number(row.events),
            firstAt: row.first_at.toISOString(),
            lastAt: row.last_at.toISOString(),
            note: row.note ?? undefined,
          },
        ];
      });
      if (found.length > 0) await deleteUnclaimed(knex, found);
      return { items, nextCursor: page.nextCursor };
    },
    async listClaims({ query }) {
      const after = query.cursor
        ? decodeCursor(query.cursor, z.tuple([z.string(), z.string()]))
        : undefined;
      const rows = await listClaims(knex, { limit: query.limit + 1, after });
      const page = paged(rows, query.limit, row =>
        encodeCursor([row.claimed_at.toISOString(), row.subject_key]),
      );
      const items = page.items.flatMap(row => {
        const subject = parseSubjectKey(row.subject_key);
        if (!subject) return [];
        return [
          {
            key: row.subject_key,
            subject,
            entityRef: row.entity_ref,
            claimedBy: row.claimed_by,
            claimedAt: row.claimed_at.toISOString(),
            reason: row.reason ?? undefined,
          },
        ];
      });
      return { items, nextCursor: page.nextCursor };
    },
    async claimSubject({ body, credentials, request }) {
      const actor = actorOf(credentials);
      // `claim` writes its own audit record, in the transaction of the claim.
      const result = await audited(
        auditor,
        { id: 'subject-claim', target: body.key, actor, request },
        () => claims.claim({ ...body, actor }),
      );
      deps.changed();
      return result;
    },
    async listReaders() {
      const { head, readers } = await logAdmin.status();
      return { head, items: readers.map(toReader) };
    },
    async restartReader({ params: { consumer }, credentials, request }) {
      await requireReader(consumer);
      const actor = actorOf(credentials);
      const done = await change(
        { id: 'reader-restart', target: consumer, actor, request },
        () => logAdmin.restartReader(consumer),
      );
      return { done };
    },
    async rebuildReader({ params: { consumer }, credentials, request }) {
      await requireReader(consumer);
      const actor = actorOf(credentials);
      const done = await change(
        { id: 'reader-rebuild', target: consumer, actor, request },
        () => logAdmin.rebuildReader(consumer),
      );
      return { done };
    },
    async listDeadLetters({ query }) {
      const before = query.cursor
        ? decodeCursor(query.cursor, z.tuple([z.string()]))[0]
        : undefined;
      const letters = await logAdmin.deadLetters({
        consumer: query.consumer,
        limit: query.limit + 1,
        before,
      });
      const page = paged(letters, query.limit, letter =>
        encodeCursor([letter.id]),
      );
      return {
        nextCursor: page.nextCursor,
        items: page.items.map(({ event, failedAt, ...letter }) => ({
          ...letter,
          failedAt: failedAt.toISOString(),
          event: {
            position: event.position,
            type: event.type,
            subject: event.subject,
            entityRef: event.entityRef,
            occurredAt: event.occurredAt.toISOString(),
            receipt: event.deliveryId,
            source: event.source,
            data: event.data,
          },
        })),
      };
    },
    async replayDeadLetter({ params, credentials, request }) {
      const actor = actorOf(credentials);
      const done = await change(
        { id: 'dead-letter-replay', target: params.id, actor, request },
        () => logAdmin.replayDeadLetter(params.id),
      );
      if (!done) {
        throw new NotFoundError('There is no event set aside under this id.');
      }
      return { done };
    },
  };
}
