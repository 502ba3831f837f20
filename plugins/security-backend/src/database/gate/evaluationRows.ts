import { Knex } from 'knex';
import { z } from 'zod';
import { Condition } from '@quarterdeck/plugin-portal-node';
import { gateVerdicts } from '@quarterdeck/plugin-security-common';

const evaluationSchema = z.object({
  id: z.string(),
  entity_ref: z.string(),
  commit_sha: z.string().nullable(),
  environment: z.string().nullable(),
  verdict: z.enum(gateVerdicts),
  passed: z.boolean(),
  at: z.date(),
  position: z.string(),
  asked_by: z.string(),
  question: z.unknown(),
  result: z.unknown(),
  policy: z.unknown(),
  override: z.unknown(),
});

/** A decision of the gate. */
export type EvaluationRow = z.infer<typeof evaluationSchema>;

/** Keeps a decision. */
export async function saveEvaluation(
  tx: Knex,
  row: EvaluationRow,
): Promise<void> {
  await tx('security_evaluation').insert({
    ...row,
    question: JSON.stringify(row.question),
    result: JSON.stringify(row.result),
    policy: JSON.stringify(row.policy),
    override: row.override ? JSON.stringify(row.override) : null,
  });
}

/** Notes that a person lets a commit pass. */
export async function saveOverride(
  tx: Knex,
  id: string,
  override: object,
): Promise<void> {
  await tx('security_evaluation')
    .where({ id })
    .update({ override: JSON.stringify(override) });
}

/** Decisions under a condition on `e`, newest first. */
export async function selectEvaluations(
  knex: Knex,
  condition: Condition,
  page: { limit: number; cursor?: [string, string] },
): Promise<EvaluationRow[]> {
  const { rows } = await knex.raw<{ rows: unknown[] }>(
    `SELECT e.*, e.position::text AS position FROM security_evaluation e WHERE (${condition.sql})
       AND (?::timestamptz IS NULL OR (e.at, e.id) < (?::timestamptz, ?::uuid))
     ORDER BY e.at DESC, e.id DESC LIMIT ?`,
    [
      ...condition.bindings,
      page.cursor?.[0] ?? null,
      page.cursor?.[0] ?? null,
      page.cursor?.[1] ?? null,
      page.limit,
    ],
  );
  return z.array(evaluationSchema).parse(rows);
}

const lastSchema = evaluationSchema.pick({
  id: true,
  environment: true,
  verdict: true,
  at: true,
});

/** What the gate said of an entity last; undefined: it was never asked. */
export async function lastEvaluation(
  knex: Knex,
  entityRef: string,
): Promise<z.infer<typeof lastSchema> | undefined> {
  const rows: unknown = await knex('security_evaluation')
    .select('id', 'environment', 'verdict', 'at')
    .where({ entity_ref: entityRef })
    .orderBy('at', 'desc')
    .limit(1);
  return z.array(lastSchema).parse(rows)[0];
}

/** Environments that gates were asked about. */
export async function askedEnvironments(knex: Knex): Promise<string[]> {
  const { rows } = await knex.raw<{ rows: { environment: string }[] }>(
    `SELECT DISTINCT environment FROM security_evaluation WHERE environment IS NOT NULL
     ORDER BY 1 LIMIT 20`,
  );
  return rows.map(({ environment }) => environment);
}
