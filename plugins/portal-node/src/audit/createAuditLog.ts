import { createHash } from 'node:crypto';
import { Knex } from 'knex';
import { z } from 'zod';

/** A change a person made. */
export interface AuditEntry {
  /** Ref of the person or subject of the token. */
  actor: string;
  /** `subject.claim`, `delivery.replay`: noun and verb. */
  action: string;
  /** What was changed. */
  target: string;
  details?: Record<string, unknown>;
  reason?: string;
}

/** An entry as it stands in the chain. */
export interface AuditRecord extends AuditEntry {
  id: string;
  at: Date;
  hash: string;
}

/** The hash-chained record of a plugin. */
export interface AuditLog {
  /** Makes the table; safe to call from several replicas. */
  migrate(): Promise<void>;
  /** Writes an entry; with `tx` in the same transaction as the change itself. */
  record(entry: AuditEntry, tx?: Knex.Transaction): Promise<void>;
  /** Newest first. */
  list(options: { limit: number; before?: string }): Promise<AuditRecord[]>;
  /** Recomputes every hash; `brokenAt` is the first entry that does not fit. */
  verify(): Promise<{ ok: boolean; brokenAt?: string }>;
}

const rowSchema = z.object({
  id: z.coerce.string(),
  at: z.date(),
  actor: z.string(),
  action: z.string(),
  target: z.string(),
  details: z.record(z.string(), z.unknown()).nullable(),
  reason: z.string().nullable(),
  hash: z.string(),
});

type Row = z.infer<typeof rowSchema>;

/** Object keys sorted at every depth: jsonb does not keep their order. */
const canonical = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(canonical);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, canonical(inner)]),
  );
};

const hashOf = (previous: string, row: Omit<Row, 'hash' | 'id'>): string =>
  createHash('sha256')
    .update(
      JSON.stringify([
        previous,
        row.at.toISOString(),
        row.actor,
        row.action,
        row.target,
        canonical(row.details),
        row.reason,
      ]),
    )
    .digest('hex');

const genesis = '0'.repeat(64);

/**
 * The audit record of one plugin: a table `audit_record` in its schema in which
 * each entry's hash covers the one before, so that a later edit shows.
 */
export function createAuditLog(options: {
  knex: Knex;
  pluginId: string;
}): AuditLog {
  const { knex, pluginId } = options;
  const lock = (tx: Knex.Transaction) =>
    tx.raw('select pg_advisory_xact_lock(hashtextextended(?, 0))', [
      `quarterdeck.audit:${pluginId}`,
    ]);

  const append = async (entry: AuditEntry, tx: Knex.Transaction) => {
    // One writer at a time: the chain has one end.
    await lock(tx);
    const last = await tx('audit_record')
      .select('hash')
      .orderBy('id', 'desc')
      .first();
    const previous = z.object({ hash: z.string() }).optional().parse(last);
    const row = {
      at: new Date(),
      actor: entry.actor,
      action: entry.action,
      target: entry.target,
      // As it will be read back: no undefined, no dates.
      details: entry.details
        ? (JSON.parse(JSON.stringify(entry.details)) as Record<string, unknown>)
        : null,
      reason: entry.reason ?? null,
    };
    await tx('audit_record').insert({
      ...row,
      details: row.details === null ? null : JSON.stringify(row.details),
      hash: hashOf(previous?.hash ?? genesis, row),
    });
  };

  return {
    async migrate() {
      await knex.transaction(async tx => {
        await lock(tx);
        await tx.raw(`create table if not exists audit_record (
          id bigint generated always as identity primary key,
          at timestamptz(3) not null,
          actor text not null,
          action text not null,
          target text not null,
          details jsonb,
          reason text,
          hash text not null
        )`);
      });
    },
    async record(entry, tx) {
      if (tx) await append(entry, tx);
      else await knex.transaction(own => append(entry, own));
    },
    async list({ limit, before }) {
      const query = knex('audit_record').orderBy('id', 'desc').limit(limit);
      if (before) query.where('id', '<', before);
      const rows = z.array(rowSchema).parse(await query);
      return rows.map(row => ({
        ...row,
        details: row.details ?? undefined,
        reason: row.reason ?? undefined,
      }));
    },
    async verify() {
      let previous = genesis;
      let after = '0';
      for (;;) {
        const rows = z
          .array(rowSchema)
          .parse(
            await knex('audit_record')
              .where('id', '>', after)
              .orderBy('id')
              .limit(1000),
          );
        if (rows.length === 0) return { ok: true };
        for (const row of rows) {
          if (hashOf(previous, row) !== row.hash) {
            return { ok: false, brokenAt: row.id };
          }
          previous = row.hash;
          after = row.id;
        }
      }
    },
  };
}
