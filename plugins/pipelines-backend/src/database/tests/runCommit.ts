import { Knex } from 'knex';

/** The commit of a run, and whose it is. */
export async function loadRunCommit(
  knex: Knex,
  run: { instance: string; externalId: string; attempt: number },
): Promise<{ sha: string | null; entityRef: string | null } | undefined> {
  const { rows } = await knex.raw<{
    rows: { sha: string | null; entityRef: string | null }[];
  }>(
    `SELECT sha, entity_ref AS "entityRef" FROM pipeline_run
      WHERE instance = ? AND external_id = ? AND attempt = ?`,
    [run.instance, run.externalId, run.attempt],
  );
  return rows[0];
}

/** The default branch of an entity's pipelines, the one of most of them. */
export async function loadDefaultBranch(
  knex: Knex,
  entityRef: string,
): Promise<string | undefined> {
  const { rows } = await knex.raw<{ rows: { branch: string }[] }>(
    `SELECT branch FROM branch_head WHERE entity_ref = ?
      GROUP BY branch ORDER BY count(*) DESC, branch LIMIT 1`,
    [entityRef],
  );
  return rows[0]?.branch;
}
