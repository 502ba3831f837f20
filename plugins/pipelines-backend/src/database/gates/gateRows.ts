import { Knex } from 'knex';
import { z } from 'zod';
import {
  gateDecisions,
  gateRequestStates,
  gateRuleSchema,
  neededApprovalSchema,
} from '@quarterdeck/plugin-pipelines-common';
import { EntitySet } from '../../service/entitySet';
import { allOf, Condition, inEntities } from '../conditions';

/** A provider's gate that waits for our answer. */
export const gateProviderSchema = z.object({
  name: z.string(),
  instance: z.string(),
  project: z.string(),
  externalId: z.string(),
  runExternalId: z.string().nullable(),
  deploymentExternalId: z.string().nullable(),
  url: z.string().nullable(),
  callbackUrl: z.string(),
});

/** @see gateProviderSchema */
export type GateProvider = z.infer<typeof gateProviderSchema>;

const requestSchema = z.object({
  id: z.string(),
  entity_ref: z.string(),
  commit_sha: z.string(),
  environment: z.string(),
  state: z.enum(gateRequestStates),
  round: z.number(),
  asked_at: z.date(),
  decided_at: z.date().nullable(),
  evaluation_id: z.string().nullable(),
  needed: z.array(neededApprovalSchema),
  authors: z.array(z.string()),
  provider: gateProviderSchema.nullable(),
});

/** A gate of ours. */
export type GateRequestRow = z.infer<typeof requestSchema>;

const evaluationSchema = z.object({
  id: z.string(),
  request_id: z.string(),
  decision: z.enum(gateDecisions),
  reason: z.string(),
  position: z.string(),
  at: z.date(),
  policy: z.object({
    source: z.enum(['repository', 'config', 'none']),
    location: z.string().nullable(),
    version: z.string().nullable(),
  }),
  rules: z.array(gateRuleSchema),
});

/** A decision as it is kept. */
export type GateEvaluationRow = z.infer<typeof evaluationSchema>;

const requestColumns = `q.id, q.entity_ref, q.commit_sha, q.environment,
  q.state, q.round, q.asked_at, q.decided_at, q.evaluation_id, q.needed,
  q.authors, q.provider`;

/** The request for a commit and an environment, made on first use. */
export async function ensureGateRequest(
  tx: Knex,
  request: {
    id: string;
    entityRef: string;
    commit: string;
    environment: string;
    environmentKey: string;
    asker: string;
    askedAt: Date;
    provider: GateProvider | null;
  },
): Promise<{ id: string; made: boolean }> {
  const { rows } = await tx.raw<{ rows: { id: string }[] }>(
    `INSERT INTO gate_request (id, entity_ref, commit_sha, environment,
       environment_key, asker, state, asked_at, check_at, provider)
     VALUES (:id, :entityRef, :commit, :environment, :environmentKey, :asker,
       'waiting', :askedAt, :askedAt, :provider)
     ON CONFLICT (entity_ref, commit_sha, environment_key, asker) DO NOTHING
     RETURNING id`,
    {
      ...request,
      provider: request.provider && JSON.stringify(request.provider),
    },
  );
  if (rows[0]) return { id: rows[0].id, made: true };
  const known = await tx.raw<{ rows: { id: string }[] }>(
    `SELECT id FROM gate_request WHERE entity_ref = ? AND commit_sha = ?
       AND environment_key = ? AND asker = ?`,
    [request.entityRef, request.commit, request.environmentKey, request.asker],
  );
  return { id: known.rows[0].id, made: false };
}

/** Locks a request for this transaction: one decision at a time. */
export async function lockGateRequest(
  tx: Knex,
  id: string,
): Promise<GateRequestRow | undefined> {
  const { rows } = await tx.raw<{ rows: unknown[] }>(
    `SELECT ${requestColumns} FROM gate_request q WHERE q.id = ? FOR UPDATE`,
    [id],
  );
  return rows[0] === undefined ? undefined : requestSchema.parse(rows[0]);
}

/** One that is due to be looked at, locked; others' are passed over. */
export async function claimDueRequest(
  tx: Knex,
  now: Date,
): Promise<string | undefined> {
  const { rows } = await tx.raw<{ rows: { id: string }[] }>(
    `SELECT id FROM gate_request WHERE check_at <= ?
     ORDER BY check_at LIMIT 1 FOR UPDATE SKIP LOCKED`,
    [now],
  );
  return rows[0]?.id;
}

/** Whether any is due. */
export async function isRequestDue(knex: Knex, now: Date): Promise<boolean> {
  const row: unknown = await knex('gate_request')
    .select('id')
    .where('check_at', '<=', now)
    .first();
  return row !== undefined;
}

/** Looks at one later. */
export async function postponeRequest(
  knex: Knex,
  id: string,
  until: Date,
): Promise<void> {
  await knex('gate_request').where({ id }).update({ check_at: until });
}

/** Those of these entities that wait are looked at now: news came in. */
export async function hastenRequests(
  knex: Knex,
  entityRefs: readonly string[],
  now: Date,
): Promise<void> {
  if (entityRefs.length === 0) return;
  await knex('gate_request')
    .whereIn('entity_ref', [...entityRefs])
    .where('check_at', '>', now)
    .update({ check_at: now });
}

/** Writes where a request stands. */
export async function updateGateRequest(
  tx: Knex,
  row: Pick<
    GateRequestRow,
    'id' | 'state' | 'round' | 'evaluation_id' | 'needed' | 'authors'
  > & { asked_at: Date; decided_at: Date | null; check_at: Date | null },
): Promise<void> {
  const { id, needed, authors, ...rest } = row;
  await tx('gate_request')
    .where({ id })
    .update({
      ...rest,
      needed: JSON.stringify(needed),
      authors: JSON.stringify(authors),
    });
}

/** Keeps a decision. */
export async function insertEvaluation(
  tx: Knex,
  row: GateEvaluationRow,
): Promise<void> {
  await tx('gate_evaluation').insert({
    ...row,
    policy: JSON.stringify(row.policy),
    rules: JSON.stringify(row.rules),
  });
}

/** Decisions by id. */
export async function loadEvaluations(
  knex: Knex,
  ids: readonly string[],
): Promise<Map<string, GateEvaluationRow>> {
  const rows = z
    .array(evaluationSchema)
    .parse(await knex('gate_evaluation').whereIn('id', [...ids]));
  return new Map(rows.map(row => [row.id, row]));
}

/** The decisions of a request, newest first. */
export async function listEvaluations(
  knex: Knex,
  requestId: string,
  page: { limit: number; cursor?: readonly [string, string] },
): Promise<GateEvaluationRow[]> {
  const query = knex('gate_evaluation')
    .where({ request_id: requestId })
    .orderBy([
      { column: 'at', order: 'desc' },
      { column: 'id', order: 'desc' },
    ])
    .limit(page.limit);
  if (page.cursor) query.whereRaw('(at, id) < (?, ?)', [...page.cursor]);
  return z.array(evaluationSchema).parse(await query);
}

/** Requests, waiting ones first, then the newest. */
export async function listGateRequests(
  knex: Knex,
  filter: { entities: EntitySet; conditions: readonly Condition[] },
  page: { limit: number; cursor?: readonly [boolean, string, string] },
): Promise<GateRequestRow[]> {
  const { sql, bindings } = allOf([
    inEntities('q.entity_ref', filter.entities),
    ...filter.conditions,
    ...(page.cursor
      ? [
          {
            sql: `((q.state = 'waiting'), q.asked_at, q.id) < (?, ?, ?)`,
            bindings: [...page.cursor],
          },
        ]
      : []),
  ]);
  const { rows } = await knex.raw<{ rows: unknown[] }>(
    `SELECT ${requestColumns} FROM gate_request q WHERE ${sql}
     ORDER BY (q.state = 'waiting') DESC, q.asked_at DESC, q.id DESC LIMIT ?`,
    [...bindings, page.limit],
  );
  return z.array(requestSchema).parse(rows);
}
