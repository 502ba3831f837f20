import { Knex } from 'knex';
import { z } from 'zod';
import { Condition } from '@quarterdeck/plugin-portal-node';

const rowSchema = z.object({
  id: z.string(),
  scope: z.unknown(),
  covers: z.enum(['finding', 'rule', 'vulnerability']),
  subjects: z.array(z.string()),
  tool: z.string().nullable(),
  path: z.string().nullable(),
  package_key: z.string().nullable(),
  entity_refs: z.array(z.string()).nullable(),
  title: z.string(),
  owner: z.string(),
  reason: z.string(),
  created_by: z.string(),
  created_at: z.date(),
  expires_at: z.date(),
  remind_days: z.array(z.number()),
  reminded_days: z.array(z.number()),
  action_id: z.string().nullable(),
  ended_at: z.date().nullable(),
  ended_by: z.string().nullable(),
  end_reason: z.string().nullable(),
});

/** A risk somebody accepted. */
export type AcceptanceRow = z.infer<typeof rowSchema>;

/** Files an acceptance. */
export async function insertAcceptance(
  tx: Knex,
  row: AcceptanceRow,
): Promise<void> {
  await tx('risk_acceptance').insert({
    ...row,
    scope: JSON.stringify(row.scope),
  });
  await tx.raw(
    `INSERT INTO acceptance_subject (covers, subject, acceptance_id)
     SELECT a.covers, s.subject, a.id
     FROM risk_acceptance a CROSS JOIN LATERAL unnest(a.subjects) AS s(subject)
     WHERE a.id = ?::uuid ON CONFLICT DO NOTHING`,
    [row.id],
  );
}

/** Acceptances under a condition, the next to end first. */
export async function selectAcceptances(
  knex: Knex,
  condition: Condition,
  page: { limit: number; cursor?: [string, string] },
): Promise<AcceptanceRow[]> {
  const { rows } = await knex.raw<{ rows: unknown[] }>(
    `SELECT * FROM risk_acceptance a WHERE (${condition.sql})
       AND (?::timestamptz IS NULL OR (a.expires_at, a.id) > (?::timestamptz, ?::uuid))
     ORDER BY a.expires_at, a.id LIMIT ?`,
    [
      ...condition.bindings,
      page.cursor?.[0] ?? null,
      page.cursor?.[0] ?? null,
      page.cursor?.[1] ?? null,
      page.limit,
    ],
  );
  return z.array(rowSchema).parse(rows);
}

/** Changes an acceptance. */
export async function updateAcceptance(
  tx: Knex,
  id: string,
  change: Partial<AcceptanceRow>,
): Promise<void> {
  await tx('risk_acceptance').where({ id }).update(change);
}

/**
 * Ends an acceptance, unless somebody else did or gave it another end meanwhile.
 * @returns whether it was this that ended it.
 */
export async function closeAcceptance(
  tx: Knex,
  id: string,
  by: { at: Date; actor: string; reason: string; onlyExpired: boolean },
): Promise<boolean> {
  const open = tx('risk_acceptance').where({ id }).whereNull('ended_at');
  if (by.onlyExpired) open.where('expires_at', '<=', by.at);
  const count = await open.update({
    ended_at: by.at,
    ended_by: by.actor,
    end_reason: by.reason,
  });
  return count > 0;
}

/**
 * Notes that an owner is being reminded. `false`: another replica does so, or the
 * acceptance was changed meanwhile.
 */
export async function claimReminder(
  tx: Knex,
  row: Pick<AcceptanceRow, 'id' | 'expires_at'>,
  days: readonly number[],
): Promise<boolean> {
  const { rowCount } = await tx.raw<{ rowCount: number }>(
    `UPDATE risk_acceptance SET reminded_days = ARRAY(
       SELECT DISTINCT unnest(reminded_days || ?::integer[]) ORDER BY 1)
     WHERE id = ?::uuid AND ended_at IS NULL AND expires_at = ?
       AND NOT reminded_days @> ?::integer[]`,
    [`{${days.join(',')}}`, row.id, row.expires_at, `{${days.join(',')}}`],
  );
  return rowCount > 0;
}

/**
 * Ends what was accepted by an action that is taken back.
 * @returns identities whose risk was accepted by it.
 */
export async function endAcceptancesOf(
  tx: Knex,
  actionId: string,
  by: { actor: string; at: Date },
): Promise<string[]> {
  await tx('risk_acceptance')
    .where({ action_id: actionId })
    .whereNull('ended_at')
    .update({ ended_at: by.at, ended_by: by.actor, end_reason: 'undone' });
  const accepted: unknown = await tx('risk_acceptance')
    .where({ action_id: actionId })
    .pluck('subjects');
  return z.array(z.array(z.string())).parse(accepted).flat();
}

/** Findings that acceptances hold now, by severity. */
export async function countAccepted(
  knex: Knex,
  ids: readonly string[],
  visible: Condition,
): Promise<
  { acceptance_id: string; severity: string; n: number; entities: string[] }[]
> {
  if (ids.length === 0) return [];
  const { rows } = await knex.raw<{ rows: unknown[] }>(
    `SELECT f.acceptance_id, f.severity, count(*)::integer AS n,
       array_agg(DISTINCT f.entity_ref) AS entities
     FROM finding f WHERE f.acceptance_id = ANY(?::text[]) AND f.state = 'risk_accepted' AND f.listed
       AND (${visible.sql}) GROUP BY 1, 2`,
    [`{${ids.join(',')}}`, ...visible.bindings],
  );
  return z
    .array(
      z.object({
        acceptance_id: z.string(),
        severity: z.string(),
        n: z.number(),
        entities: z.array(z.string()),
      }),
    )
    .parse(rows);
}

/** Findings an acceptance covers, or covered. */
export async function touchCovered(
  tx: Knex,
  condition: Condition,
): Promise<void> {
  await tx.raw(
    `INSERT INTO touched_finding SELECT f.finding_id FROM finding f
     WHERE ${condition.sql} ON CONFLICT DO NOTHING`,
    condition.bindings,
  );
}

/** Findings under a condition, by severity, and the entities they are of. */
export async function countCovered(
  knex: Knex,
  condition: Condition,
): Promise<{ severity: string; n: number; refs: string[] }[]> {
  const { rows } = await knex.raw<{
    rows: { severity: string; n: number; refs: string[] }[];
  }>(
    `SELECT f.severity, count(*)::integer AS n, array_agg(DISTINCT f.entity_ref) AS refs
     FROM finding f WHERE ${condition.sql} GROUP BY 1`,
    condition.bindings,
  );
  return rows;
}
