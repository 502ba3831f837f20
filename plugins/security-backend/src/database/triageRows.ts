import { Knex } from 'knex';
import { z } from 'zod';
import { arrayLiteral } from '@quarterdeck/plugin-portal-node';

/** What holds of an identity before or after a decision. */
export const decidedSchema = z.object({
  state: z.string().nullable(),
  severity: z.string().nullable(),
  assignee: z.string().nullable(),
});

/** @see decidedSchema */
export type Decided = z.infer<typeof decidedSchema>;

/** What a person decided about several findings alike. */
export interface Decision {
  actionId: string;
  kind: 'state' | 'severity' | 'assignee';
  value: string | null;
  reason: string | null;
  actor: string;
  at: Date;
  position: string;
}

/** Of an identity, and the entity it is of. */
export interface Subject {
  identity: string;
  entityRef: string;
  /** Findings of the list that were named: none for what another tool found as one of them. */
  findings: number;
}

const subjects = (rows: readonly Omit<Subject, 'findings'>[]) => [
  arrayLiteral(rows.map(row => row.identity)),
  arrayLiteral(rows.map(row => row.entityRef)),
];

/** Identities of these findings and of what other tools found as the same issue. */
export async function loadSubjects(
  tx: Knex,
  findingIds: readonly string[],
): Promise<Subject[]> {
  const { rows } = await tx.raw<{ rows: Subject[] }>(
    `WITH named AS MATERIALIZED (
       SELECT identity, issue_key, entity_ref FROM finding WHERE finding_id = ANY(?::text[]))
     SELECT identity, entity_ref AS "entityRef", sum(n)::integer AS findings FROM (
       SELECT identity, entity_ref, 1 AS n FROM named
       UNION ALL SELECT DISTINCT m.identity, m.entity_ref, 0
         FROM named n JOIN finding m ON m.identity = n.identity
       UNION ALL SELECT DISTINCT m.identity, m.entity_ref, 0
         FROM named n JOIN finding m ON m.issue_key = n.issue_key) s
     GROUP BY identity, entity_ref ORDER BY 1`,
    [arrayLiteral(findingIds)],
  );
  return rows;
}

/** Writes a decision about subjects, and in the history what held before it. */
export async function saveDecision(
  tx: Knex,
  decision: Decision,
  rows: readonly Subject[],
): Promise<void> {
  if (rows.length === 0) return;
  const { kind, value, reason, actor, at, position } = decision;
  await tx.raw(
    `INSERT INTO finding_decision (identity, entity_ref, position, at, actor, action,
       before, after, reason, action_id, findings)
     SELECT s.identity, s.entity_ref, ?::bigint, ?, ?, ?,
       jsonb_build_object(?::text, CASE ? WHEN 'state' THEN t.state
         WHEN 'severity' THEN t.severity ELSE t.assignee END),
       jsonb_build_object(?::text, ?::text), ?, ?::uuid, s.findings
     FROM unnest(?::text[], ?::text[], ?::integer[]) AS s(identity, entity_ref, findings)
     LEFT JOIN finding_triage t USING (identity)`,
    [
      position,
      at,
      actor,
      kind,
      kind,
      kind,
      kind,
      value,
      reason,
      decision.actionId,
      ...subjects(rows),
      arrayLiteral(rows.map(row => String(row.findings))),
    ],
  );
  await writeTriage(
    tx,
    decision,
    rows.map(row => ({ ...row, value })),
  );
}

const columnsOf = {
  state: 'state, state_reason, state_by, state_at, state_position',
  severity: 'severity, severity_reason, severity_by, severity_at',
  assignee: 'assignee, assigned_by, assigned_at',
} as const;

/** Sets what holds now. A value that is null takes the word back. */
export async function writeTriage(
  tx: Knex,
  decision: Pick<Decision, 'kind' | 'reason' | 'actor' | 'at' | 'position'>,
  rows: readonly (Omit<Subject, 'findings'> & { value: string | null })[],
): Promise<void> {
  const { kind, reason, actor, at, position } = decision;
  const columns = columnsOf[kind];
  const values =
    kind === 'assignee'
      ? 's.value, ?::text, ?::timestamptz'
      : `s.value, ?::text, ?::text, ?::timestamptz${
          kind === 'state' ? ', ?::bigint' : ''
        }`;
  const bindings =
    kind === 'assignee'
      ? [actor, at]
      : [reason, actor, at, ...(kind === 'state' ? [position] : [])];
  await tx.raw(
    `INSERT INTO finding_triage AS t (identity, entity_ref, ${columns})
     SELECT s.identity, s.entity_ref, ${values}
     FROM unnest(?::text[], ?::text[], ?::text[]) AS s(identity, entity_ref, value)
     ON CONFLICT (identity) DO UPDATE SET ${columns
       .split(', ')
       .map(name => `${name} = excluded.${name}`)
       .join(', ')}`,
    [...bindings, ...subjects(rows), arrayLiteral(rows.map(row => row.value))],
  );
}

/** Files a comment under every one of the subjects. */
export async function saveComment(
  tx: Knex,
  comment: { actionId: string; author: string; at: Date; body: string },
  rows: readonly Subject[],
): Promise<void> {
  await tx.raw(
    `INSERT INTO finding_comment (id, identity, entity_ref, at, author, body, action_id)
     SELECT gen_random_uuid(), s.identity, s.entity_ref, ?, ?, ?, ?::uuid
     FROM unnest(?::text[], ?::text[]) AS s(identity, entity_ref)`,
    [
      comment.at,
      comment.author,
      comment.body,
      comment.actionId,
      ...subjects(rows),
    ],
  );
}

const actionSchema = z.object({
  action_id: z.string(),
  at: z.date(),
  actor: z.string(),
  action: z.unknown(),
  entity_refs: z.array(z.string()),
  changed: z.number(),
  unchanged: z.number(),
  undone_at: z.date().nullable(),
  undone_by: z.string().nullable(),
});

/** One thing a person did. */
export type ActionRow = z.infer<typeof actionSchema>;

/** Files what a person did. */
export async function saveAction(tx: Knex, row: ActionRow): Promise<void> {
  await tx('triage_action').insert({
    ...row,
    action: JSON.stringify(row.action),
  });
}

/** What people did, newest first. */
export async function listActions(
  knex: Knex,
  filter: {
    by?: string;
    id?: string;
    entities: { sql: string; bindings: readonly Knex.RawBinding[] };
  },
  page: { limit: number; cursor?: [string, string] },
): Promise<ActionRow[]> {
  const { rows } = await knex.raw<{ rows: unknown[] }>(
    `SELECT * FROM triage_action a
     WHERE (?::text IS NULL OR a.actor = ?) AND (?::uuid IS NULL OR a.action_id = ?::uuid)
       AND NOT EXISTS (SELECT FROM unnest(a.entity_refs) e(ref) WHERE NOT (${filter.entities.sql}))
       AND (?::timestamptz IS NULL OR (a.at, a.action_id) < (?::timestamptz, ?::uuid))
     ORDER BY a.at DESC, a.action_id DESC LIMIT ?`,
    [
      filter.by ?? null,
      filter.by ?? null,
      filter.id ?? null,
      filter.id ?? null,
      ...filter.entities.bindings,
      page.cursor?.[0] ?? null,
      page.cursor?.[0] ?? null,
      page.cursor?.[1] ?? null,
      page.limit,
    ],
  );
  return z.array(actionSchema).parse(rows);
}

const undoSchema = z.object({
  identity: z.string(),
  entityRef: z.string(),
  findings: z.number(),
  kind: z.enum(['state', 'severity', 'assignee']),
  value: z.string().nullable(),
  /** Somebody decided the same thing after it. */
  later: z.boolean(),
});

/** What an action is to be taken back to. */
export async function loadUndo(
  tx: Knex,
  actionId: string,
): Promise<z.infer<typeof undoSchema>[]> {
  const { rows } = await tx.raw<{ rows: unknown[] }>(
    `SELECT d.identity, d.entity_ref AS "entityRef", d.findings, d.action AS kind,
       d.before->>d.action AS value,
       EXISTS (SELECT FROM finding_decision l WHERE l.identity = d.identity
         AND l.action = d.action AND l.id > d.id) AS later
     FROM finding_decision d WHERE d.action_id = ?::uuid ORDER BY d.id`,
    [actionId],
  );
  return z.array(undoSchema).parse(rows);
}

/** Says that an action was taken back. `false`: it was already. */
export async function markUndone(
  tx: Knex,
  actionId: string,
  by: { actor: string; at: Date },
): Promise<boolean> {
  await tx('finding_comment').where({ action_id: actionId }).delete();
  const count = await tx('triage_action')
    .where({ action_id: actionId })
    .whereNull('undone_at')
    .update({ undone_at: by.at, undone_by: by.actor });
  return count > 0;
}

/** The decision that was written last. */
export async function newestDecision(knex: Knex): Promise<string> {
  const { rows } = await knex.raw<{ rows: { id: string }[] }>(
    'SELECT coalesce(max(id), 0)::text AS id FROM finding_decision',
  );
  return rows[0]?.id ?? '0';
}
