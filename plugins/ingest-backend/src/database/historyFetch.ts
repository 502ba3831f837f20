import { Knex } from 'knex';
import { z } from 'zod';
import { HistoryRequest } from '@quarterdeck/plugin-ingest-node';

const todoSchema = z.array(
  z.object({
    kind: z.string(),
    method: z.enum(['GET', 'POST']).optional(),
    path: z.string(),
    context: z.record(z.string(), z.string()).optional(),
  }),
);

const rowSchema = z.object({
  source_id: z.string(),
  state: z.enum(['running', 'done', 'failed', 'stopped']),
  since: z.date(),
  requested_by: z.string(),
  started_at: z.date(),
  updated_at: z.date(),
  finished_at: z.date().nullable(),
  resume_at: z.date(),
  tries: z.number(),
  requests: z.coerce.number(),
  fetched: z.coerce.number(),
  stored: z.coerce.number(),
  repeats: z.coerce.number(),
  rejected: z.coerce.number(),
  skipped: z.coerce.number(),
  last_error: z.string().nullable(),
});

/** How far a source's history has come. */
export type HistoryFetchRow = z.infer<typeof rowSchema>;

/** What one call added. */
export interface HistoryCounts {
  fetched: number;
  stored: number;
  repeats: number;
  rejected: number;
  skipped: number;
}

const shown = `source_id, state, since, requested_by, started_at, updated_at,
  finished_at, resume_at, tries, requests, fetched, stored, repeats, rejected,
  skipped, last_error`;

/** All sources' progress. */
export async function listHistoryFetches(
  knex: Knex,
): Promise<HistoryFetchRow[]> {
  const { rows } = await knex.raw(`select ${shown} from history_fetch`);
  return z.array(rowSchema).parse(rows);
}

/** Begins anew; `false` when the source's history is being fetched already. */
export async function beginHistoryFetch(
  knex: Knex,
  fetch: {
    source: string;
    since: Date;
    by: string;
    todo: readonly HistoryRequest[];
  },
): Promise<boolean> {
  // The insert would wait for a row that is locked while a call is being made.
  const { rows: going } = await knex.raw<{ rows: unknown[] }>(
    `select 1 from history_fetch where source_id = ? and state = 'running'`,
    [fetch.source],
  );
  if (going.length > 0) return false;
  const { rows } = await knex.raw<{ rows: unknown[] }>(
    `insert into history_fetch as h (source_id, state, since, requested_by,
       started_at, updated_at, resume_at, todo)
     values (?, 'running', ?, ?, now(), now(), now(), ?::jsonb)
     on conflict (source_id) do update
       set state = 'running', since = excluded.since,
           requested_by = excluded.requested_by, started_at = now(),
           updated_at = now(), finished_at = null, resume_at = now(),
           todo = excluded.todo, tries = 0, requests = 0, fetched = 0,
           stored = 0, repeats = 0, rejected = 0, skipped = 0, last_error = null
       where h.state <> 'running'
     returning source_id`,
    [
      fetch.source,
      fetch.since.toISOString(),
      fetch.by,
      JSON.stringify(fetch.todo),
    ],
  );
  return rows.length > 0;
}

/** Goes on where it stopped; `false` when there is nothing to go on with. */
export async function continueHistoryFetch(
  knex: Knex,
  source: string,
  by: string,
): Promise<boolean> {
  const { rows } = await knex.raw<{ rows: unknown[] }>(
    `update history_fetch
        set state = 'running', requested_by = ?, updated_at = now(),
            resume_at = now(), finished_at = null, tries = 0
      where source_id = ? and state in ('failed', 'stopped')
        and jsonb_array_length(todo) > 0
     returning source_id`,
    [by, source],
  );
  return rows.length > 0;
}

/** Stops it after the call that is being made. */
export async function stopHistoryFetch(
  knex: Knex,
  source: string,
): Promise<boolean> {
  const { rows } = await knex.raw<{ rows: unknown[] }>(
    `update history_fetch
        set state = 'stopped', finished_at = now(), updated_at = now()
      where source_id = ? and state = 'running'
     returning source_id`,
    [source],
  );
  return rows.length > 0;
}

/** A fetch that is due, locked for this transaction; other replicas skip it. */
export async function lockDueHistoryFetch(
  tx: Knex.Transaction,
  sources: readonly string[],
): Promise<{ row: HistoryFetchRow; todo: HistoryRequest[] } | undefined> {
  const { rows } = await tx.raw<{ rows: { todo: unknown }[] }>(
    `select ${shown}, todo from history_fetch
      where state = 'running' and resume_at <= now()
        and source_id = any(?::text[])
      order by resume_at limit 1
      for update skip locked`,
    [[...sources]],
  );
  if (rows.length === 0) return undefined;
  return {
    row: rowSchema.parse(rows[0]),
    todo: todoSchema.parse(rows[0].todo),
  };
}

/** A call was made and all it brought is stored. */
export async function moveHistoryFetch(
  tx: Knex.Transaction,
  source: string,
  step: {
    todo: readonly HistoryRequest[];
    counts: HistoryCounts;
    resumeAt: Date | undefined;
    note: string | undefined;
  },
): Promise<void> {
  const { todo, counts } = step;
  await tx.raw(
    `update history_fetch
        set todo = ?::jsonb, tries = 0, requests = requests + 1,
            fetched = fetched + ?, stored = stored + ?, repeats = repeats + ?,
            rejected = rejected + ?, skipped = skipped + ?,
            last_error = coalesce(?::text, last_error), updated_at = now(),
            resume_at = coalesce(?::timestamptz, now()),
            state = ?, finished_at = ${todo.length === 0 ? 'now()' : 'null'}
      where source_id = ?`,
    [
      JSON.stringify(todo),
      counts.fetched,
      counts.stored,
      counts.repeats,
      counts.rejected,
      counts.skipped,
      step.note ?? null,
      step.resumeAt?.toISOString() ?? null,
      todo.length === 0 ? 'done' : 'running',
      source,
    ],
  );
}

/** A call came to nothing: made again later, or given up. */
export async function delayHistoryFetch(
  tx: Knex.Transaction,
  source: string,
  delay: {
    resumeAt: Date;
    /** Absent for a pause that is no failure. */
    error?: string;
    giveUp: boolean;
  },
): Promise<void> {
  await tx.raw(
    `update history_fetch
        set resume_at = ?, tries = tries + ?, updated_at = now(),
            last_error = coalesce(?::text, last_error), state = ?,
            finished_at = ${delay.giveUp ? 'now()' : 'null'}
      where source_id = ?`,
    [
      delay.resumeAt.toISOString(),
      delay.error === undefined ? 0 : 1,
      delay.error ?? null,
      delay.giveUp ? 'failed' : 'running',
      source,
    ],
  );
}
