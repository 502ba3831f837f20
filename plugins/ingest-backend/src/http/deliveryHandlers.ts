import { z } from 'zod';
import { ReplayResult } from '@quarterdeck/plugin-ingest-common';
import { decodeCursor, encodeCursor } from '@quarterdeck/plugin-portal-common';
import {
  listDeliveries,
  listRejectedCauses,
  rejectedReceipts,
} from '../database/deliveries';
import {
  deliveryBody,
  deliveryDetail,
  requireDelivery,
  toDelivery,
  toReceipt,
} from '../service/deliveryView';
import { replayDelivery } from '../service/replay';
import { ReportReader } from '../service/reportReader';
import {
  actorOf,
  PageDeps,
  paged,
  PageHandlers,
  personalChange,
} from './pageDeps';
import { waitForEnd } from './waitForEnd';

const replayLimit = 500;
const dayMs = 86_400_000;
const textSearchDays = 7;

/** Deliveries: list, detail, body, receipts, and reading them again. */
export function createDeliveryHandlers(
  deps: PageDeps & { reader: ReportReader },
): PageHandlers<
  | 'listDeliveries'
  | 'getDelivery'
  | 'getDeliveryBody'
  | 'getReceipt'
  | 'replayDelivery'
  | 'listRejected'
  | 'replayRejected'
> {
  const { knex, vault, logAdmin } = deps;
  return {
    async listDeliveries({ query }) {
      const before = query.cursor
        ? decodeCursor(query.cursor, z.tuple([z.string()]))[0]
        : undefined;
      // A search that finds nothing would otherwise read every day there is.
      const from =
        query.from ??
        (query.text
          ? new Date(Date.now() - textSearchDays * dayMs).toISOString()
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
    async getReceipt({ params, query, request }) {
      const row = await waitForEnd(
        () => requireDelivery(knex, params.receipt),
        query.wait,
        request,
      );
      return toReceipt(row);
    },
    async replayDelivery({ params, credentials, request }) {
      await requireDelivery(knex, params.receipt);
      const actor = actorOf(credentials);
      return personalChange(
        deps,
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
      return personalChange(
        deps,
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
  };
}
