import { Knex } from 'knex';
import { z } from 'zod';
import {
  deliveryStatuses,
  deliveryTrySchema,
  doors,
} from '@quarterdeck/plugin-ingest-common';
import { receiptFloor } from '../service/receipt';

const rowSchema = z.object({
  receipt: z.string(),
  source_id: z.string(),
  door: z.enum(doors),
  status: z.enum(deliveryStatuses),
  received_at: z.date(),
  parsed_as: z.string().nullable(),
  bytes: z.coerce.number(),
  events: z.number(),
  entity_ref: z.string().nullable(),
  subject: z.string().nullable(),
  unclaimed: z.boolean(),
  repeats: z.number(),
  tries: z.number(),
  reason: z.string().nullable(),
  reason_path: z.string().nullable(),
  first_position: z.string().nullable(),
  last_position: z.string().nullable(),
  delivery_key: z.string().nullable(),
  check_text: z.string(),
  content_type: z.string().nullable(),
  content_encoding: z.string().nullable(),
  headers: z.record(z.string(), z.string()),
  category: z.string().nullable(),
  format: z.string().nullable(),
  ref: z.string().nullable(),
  commit_sha: z.string().nullable(),
  attempts: z.array(deliveryTrySchema),
});

/** A delivery as it is stored, without its body. */
export type DeliveryRow = z.infer<typeof rowSchema>;

/** One delivery; `lock` keeps others from reading it again meanwhile. */
export async function getDelivery(
  knex: Knex,
  receipt: string,
  options: { lock?: boolean } = {},
): Promise<DeliveryRow | undefined> {
  const { rows } = await knex.raw<{ rows: unknown[] }>(
    `select * from delivery where receipt = ? ${
      options.lock ? 'for update' : ''
    }`,
    [receipt],
  );
  return rows.length > 0 ? rowSchema.parse(rows[0]) : undefined;
}

/** What a list of deliveries is narrowed to. */
export interface DeliveryFilter {
  sources: readonly string[];
  doors: readonly string[];
  statuses: readonly string[];
  unclaimed?: boolean;
  text?: string;
  cause?: string;
  from?: Date;
  to?: Date;
}

const likeText = (text: string) => `%${text.replace(/[\\%_]/g, '\\$&')}%`;

/**
 * Newest first, receipts below `before`. The receipt is the order, the cursor
 * and the partition, so a page reads from the newest day until it is full.
 */
export async function listDeliveries(
  knex: Knex,
  filter: DeliveryFilter,
  page: { before?: string; limit: number },
): Promise<DeliveryRow[]> {
  const conditions: string[] = [];
  const bindings: (string | string[])[] = [];
  const where = (condition: string, ...values: (string | string[])[]) => {
    conditions.push(condition);
    bindings.push(...values);
  };
  if (page.before) where('receipt < ?', page.before);
  if (filter.from) where('receipt >= ?', receiptFloor(filter.from));
  if (filter.to) where('receipt < ?', receiptFloor(filter.to));
  if (filter.sources.length > 0) {
    where('source_id = any (?)', [...filter.sources]);
  }
  if (filter.doors.length > 0) where('door = any (?)', [...filter.doors]);
  if (filter.statuses.length > 0) {
    where('status = any (?)', [...filter.statuses]);
    if (!filter.statuses.includes('accepted')) where(`status <> 'accepted'`);
  }
  if (filter.unclaimed !== undefined) {
    where(filter.unclaimed ? 'unclaimed' : 'not unclaimed');
  }
  if (filter.cause) where(`cause = ? and status <> 'accepted'`, filter.cause);
  if (filter.text) {
    const like = likeText(filter.text);
    where(
      '(receipt ilike ? or parsed_as ilike ? or subject ilike ? or entity_ref ilike ? or reason ilike ? or delivery_key ilike ?)',
      like,
      like,
      like,
      like,
      like,
      like,
    );
  }
  const { rows } = await knex.raw<{ rows: unknown[] }>(
    `select * from delivery
      ${conditions.length > 0 ? `where ${conditions.join(' and ')}` : ''}
      order by receipt desc limit ?`,
    [...bindings, page.limit],
  );
  return rows.map(row => rowSchema.parse(row));
}

/** Rejected deliveries of one cause, or all, oldest first. */
export async function rejectedReceipts(
  knex: Knex,
  options: { cause?: string; limit: number },
): Promise<string[]> {
  const { rows } = await knex.raw<{ rows: { receipt: string }[] }>(
    `select receipt from delivery
      where status <> 'accepted' and status = 'rejected'
        ${options.cause ? 'and cause = ?' : ''}
      order by receipt limit ?`,
    [...(options.cause ? [options.cause] : []), options.limit],
  );
  return rows.map(row => row.receipt);
}

/** Rejected deliveries of one cause together. */
export interface CauseRow {
  cause: string;
  source_id: string;
  door: (typeof doors)[number];
  reason: string;
  reason_path: string | null;
  format: string | null;
  entity_ref: string | null;
  count: string;
  first_at: Date;
  last_at: Date;
  last_receipt: string;
}

/** Grouped by cause, newest first; the sentence is the newest delivery's. */
export async function listRejectedCauses(
  knex: Knex,
  sources: readonly string[],
): Promise<CauseRow[]> {
  const { rows } = await knex.raw<{ rows: CauseRow[] }>(
    `select newest.cause, newest.source_id, newest.door, newest.reason,
            newest.reason_path, newest.format, newest.entity_ref,
            grouped.count, grouped.first_at, grouped.last_at,
            grouped.last_receipt
       from (select cause, count(*) as count, min(received_at) as first_at,
                    max(received_at) as last_at, max(receipt) as last_receipt
               from delivery
              where status <> 'accepted' and status = 'rejected'
                ${sources.length > 0 ? 'and source_id = any (?)' : ''}
              group by cause order by 5 desc limit 200) grouped
       join delivery newest on newest.receipt = grouped.last_receipt
      order by grouped.last_receipt desc`,
    sources.length > 0 ? [[...sources]] : [],
  );
  return rows;
}

/** Numbers of rejected deliveries that wait. */
export async function countRejected(
  knex: Knex,
): Promise<{ deliveries: number; causes: number; sources: number }> {
  const { rows } = await knex.raw<{
    rows: { deliveries: string; causes: string; sources: string }[];
  }>(
    `select count(*) as deliveries, count(distinct cause) as causes,
            count(distinct source_id) as sources
       from delivery where status <> 'accepted' and status = 'rejected'`,
  );
  return {
    deliveries: Number(rows[0].deliveries),
    causes: Number(rows[0].causes),
    sources: Number(rows[0].sources),
  };
}

/** The stored pieces of a body, in order. */
export async function getBodyChunks(
  knex: Knex,
  receipt: string,
  limit: number,
): Promise<{ chunk: number; keyId: string; data: Buffer }[]> {
  const { rows } = await knex.raw<{
    rows: { chunk: number; keyId: string; data: Buffer }[];
  }>(
    `select chunk, key_id as "keyId", data from delivery_body
      where receipt = ? order by chunk limit ?`,
    [receipt, limit],
  );
  return rows;
}

const piecesPerRead = 8;

/** The stored pieces of a body, a few in memory at a time. */
export async function* streamBody(
  knex: Knex,
  receipt: string,
): AsyncGenerator<{ chunk: number; keyId: string; data: Buffer }> {
  let last = -1;
  for (;;) {
    const { rows } = await knex.raw<{
      rows: { chunk: number; keyId: string; data: Buffer }[];
    }>(
      `select chunk, key_id as "keyId", data from delivery_body
        where receipt = ? and chunk > ? order by chunk limit ?`,
      [receipt, last, piecesPerRead],
    );
    yield* rows;
    if (rows.length < piecesPerRead) return;
    last = rows[rows.length - 1].chunk;
  }
}
