import { Knex } from 'knex';
import { z } from 'zod';
import {
  outboxPurposes,
  outboxStates,
} from '@quarterdeck/plugin-pipelines-common';
import { EntitySet } from '../../service/entitySet';
import { allOf, Condition, inEntities } from '../conditions';

/** What is sent, without any credential: those come from the target when it goes. */
export const outboxRequestSchema = z.object({
  method: z.enum(['POST', 'PUT']),
  url: z.string(),
  body: z.record(z.string(), z.unknown()).nullable(),
  /** `argo_history`: the version to go back to is asked for first. */
  prepare: z.enum(['argo_history']).optional(),
});

/** @see outboxRequestSchema */
export type OutboxRequest = z.infer<typeof outboxRequestSchema>;

const rowSchema = z.object({
  id: z.string(),
  purpose: z.enum(outboxPurposes),
  idempotency_key: z.string(),
  entity_ref: z.string().nullable(),
  title: z.string(),
  target: z.string(),
  request: outboxRequestSchema,
  state: z.enum(outboxStates),
  tries: z.number(),
  next_at: z.date(),
  last_status: z.number().nullable(),
  last_error: z.string().nullable(),
  created_at: z.date(),
  sent_at: z.date().nullable(),
  requested_by: z.string(),
  reason: z.string().nullable(),
  instance: z.string().nullable(),
  deployment_external_id: z.string().nullable(),
  run_external_id: z.string().nullable(),
  gate_request_id: z.string().nullable(),
});

/** A call to a provider. */
export type OutboxRow = z.infer<typeof rowSchema>;

/** What a decision writes; the rest is the worker's. */
export type NewOutboxRow = Omit<
  OutboxRow,
  'state' | 'tries' | 'next_at' | 'last_status' | 'last_error' | 'sent_at'
>;

/** Writes a call with its decision. `false`: the same decision wrote it before. */
export async function insertOutboxCall(
  tx: Knex,
  row: NewOutboxRow,
): Promise<boolean> {
  const inserted: unknown[] = await tx('outbox_call')
    .insert({
      ...row,
      request: JSON.stringify(row.request),
      next_at: row.created_at,
    })
    .onConflict('idempotency_key')
    .ignore()
    .returning('id');
  return inserted.length > 0;
}

/**
 * The next call that is due, locked until the transaction ends. A worker that
 * dies lets go with its connection, and the call is made again.
 */
export async function claimOutboxCall(
  tx: Knex,
  now: Date,
): Promise<OutboxRow | undefined> {
  const { rows } = await tx.raw<{ rows: unknown[] }>(
    `SELECT * FROM outbox_call WHERE state = 'pending' AND next_at <= ?
     ORDER BY next_at LIMIT 1 FOR UPDATE SKIP LOCKED`,
    [now],
  );
  return rows[0] === undefined ? undefined : rowSchema.parse(rows[0]);
}

/** Writes how a try went. */
export async function settleOutboxCall(
  tx: Knex,
  id: string,
  change: Pick<
    OutboxRow,
    'state' | 'tries' | 'next_at' | 'last_status' | 'last_error' | 'sent_at'
  >,
): Promise<void> {
  await tx('outbox_call').where({ id }).update(change);
}

/** One call. */
export async function loadOutboxCall(
  knex: Knex,
  by: { id: string } | { idempotency_key: string },
): Promise<OutboxRow | undefined> {
  const row: unknown = await knex('outbox_call').where(by).first();
  return row === undefined ? undefined : rowSchema.parse(row);
}

/** Sets a call that was given up to be tried again. */
export async function reviveOutboxCall(
  tx: Knex,
  id: string,
  now: Date,
): Promise<boolean> {
  const changed = await tx('outbox_call')
    .where({ id, state: 'dead' })
    .update({ state: 'pending', tries: 0, next_at: now });
  return changed > 0;
}

/** Where the answers to gates stand. */
export async function loadCallbackStates(
  knex: Knex,
  gateRequestIds: readonly string[],
): Promise<Map<string, OutboxRow['state']>> {
  const rows: { gate_request_id: string; state: OutboxRow['state'] }[] =
    await knex('outbox_call')
      .select('gate_request_id', 'state')
      .whereIn('gate_request_id', [...gateRequestIds])
      .orderBy('created_at');
  return new Map(rows.map(row => [row.gate_request_id, row.state]));
}

/** Calls, newest first. */
export async function listOutboxCalls(
  knex: Knex,
  filter: { entities: EntitySet; conditions: readonly Condition[] },
  page: { limit: number; cursor?: readonly [string, string] },
): Promise<OutboxRow[]> {
  const { sql, bindings } = allOf([
    inEntities('o.entity_ref', filter.entities),
    ...filter.conditions,
    ...(page.cursor
      ? [{ sql: '(o.created_at, o.id) < (?, ?)', bindings: [...page.cursor] }]
      : []),
  ]);
  const { rows } = await knex.raw<{ rows: unknown[] }>(
    `SELECT o.* FROM outbox_call o WHERE ${sql}
     ORDER BY o.created_at DESC, o.id DESC LIMIT ?`,
    [...bindings, page.limit],
  );
  return z.array(rowSchema).parse(rows);
}

/** How many calls were given up. */
export async function countDeadCalls(
  knex: Knex,
  entities: EntitySet,
): Promise<number> {
  const { sql, bindings } = inEntities('o.entity_ref', entities);
  const { rows } = await knex.raw<{ rows: { count: string }[] }>(
    `SELECT count(*) FROM outbox_call o WHERE o.state = 'dead' AND (${sql})`,
    bindings,
  );
  return Number(rows[0]?.count ?? 0);
}
