import { Knex } from 'knex';
import { LogBegin } from '@quarterdeck/plugin-ingest-node';
import { HeadKey, recomputeHeads } from './branchHeads';
import { recountAll } from './recountProject';
import { recomputeAllChains } from '../service/deployments/recomputeChains';

/** When a job was first heard of. */
const jobBegan = `least(
  (o.facts->>'createdAt')::timestamptz, (o.facts->>'queuedAt')::timestamptz,
  (o.facts->>'startedAt')::timestamptz, (o.facts->>'observedAt')::timestamptz)`;

/**
 * What may have been told, at least in part, before the log's beginning. The
 * position is that of the latest report, so the time decides about the others.
 */
const older: Record<string, string> = {
  pipeline_run: 'o.ordered_at < :recordedAt',
  pipeline_job: `${jobBegan} < :recordedAt`,
  branch_push: 'o.pushed_at < :recordedAt',
  change: 'o.listed_at < :recordedAt',
  deployment: 'o.listed_at < :recordedAt',
  gate: 'o.listed_at < :recordedAt',
  incident: 'o.listed_at < :recordedAt',
  rollout_step: "(o.facts->>'observedAt')::timestamptz < :recordedAt",
};

/**
 * Copies what the log has forgotten into the tables a rebuild is about to fill.
 * Reports that are applied again to a copy change nothing, since merging asks
 * neither for order nor for repetition.
 *
 * Claims of dropped events come along, later ones follow from the log; projects
 * come all, because the later word about a default branch counts anyway.
 */
export async function carryOver(
  tx: Knex.Transaction,
  oldSchema: string,
  begin: LogBegin,
): Promise<void> {
  const values = { ...begin, oldSchema };
  await tx.raw(
    'INSERT INTO project_facts SELECT * FROM :oldSchema:.project_facts',
    values,
  );
  await tx.raw(
    `INSERT INTO subject_claim SELECT * FROM :oldSchema:.subject_claim
     WHERE position < :position::bigint`,
    values,
  );
  for (const [table, condition] of Object.entries(older)) {
    const columns = await columnsOf(tx, oldSchema, table);
    await tx.raw(
      `INSERT INTO ${table} (${columns}) SELECT ${columns}
       FROM :oldSchema:.${table} o
       WHERE o.position < :position::bigint OR ${condition}`,
      values,
    );
  }
  await tx.raw(
    `INSERT INTO branch_commit (instance, project, branch, after_sha, ordinal, sha)
     SELECT c.instance, c.project, c.branch, c.after_sha, c.ordinal, c.sha
     FROM :oldSchema:.branch_commit c
     JOIN branch_push USING (instance, project, branch, after_sha)`,
    values,
  );
  await tx.raw(
    'INSERT INTO projection_freshness SELECT * FROM :oldSchema:.projection_freshness',
    values,
  );
  await recountAll(tx);
  const pipelines = await tx.raw<{ rows: HeadKey[] }>(
    `SELECT DISTINCT instance, project, pipeline_key AS "pipelineKey"
     FROM pipeline_run`,
  );
  await recomputeHeads(tx, pipelines.rows);
  await recomputeAllChains(tx);
}

/** The old table may be of an older migration, with columns in another order. */
async function columnsOf(
  tx: Knex.Transaction,
  schema: string,
  table: string,
): Promise<string> {
  const result = await tx.raw<{ rows: { names: string }[] }>(
    `SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) AS names
     FROM pg_attribute
     WHERE attrelid = ?::regclass AND attnum > 0 AND NOT attisdropped
       AND attgenerated = ''`,
    [`"${schema}"."${table}"`],
  );
  return result.rows[0]?.names ?? '';
}
