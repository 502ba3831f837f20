import { Knex } from 'knex';
import { arrayLiteral } from '@quarterdeck/plugin-portal-node';

/** Names of one vulnerability, as a finding gives them. */
export type NameSet = readonly string[];

/** The names that the settled findings give, and the groups those are in already. */
export async function loadNameSets(tx: Knex): Promise<NameSet[]> {
  const { rows } = await tx.raw<{ rows: { names: string[] }[] }>(
    `SELECT DISTINCT f.vulnerability_ids AS names
     FROM settling f WHERE cardinality(f.vulnerability_ids) > 1`,
  );
  const told = rows.map(({ names }) => names);
  const all = [...new Set(told.flat())];
  if (all.length === 0) return [];
  const known = await tx.raw<{ rows: { names: string[] }[] }>(
    `SELECT array_agg(vulnerability_id) AS names FROM alias_group
     WHERE alias_key IN (SELECT alias_key FROM alias_group
       WHERE vulnerability_id = ANY(?::text[]))
     GROUP BY alias_key`,
    [arrayLiteral(all)],
  );
  return [...told, ...known.rows.map(({ names }) => names)];
}

/**
 * Files the groups, each under its key, and moves findings that stood under
 * another name of it.
 */
export async function saveGroups(
  tx: Knex,
  groups: readonly { key: string; names: readonly string[] }[],
): Promise<void> {
  const names = groups.flatMap(group => group.names);
  if (names.length === 0) return;
  const keys = groups.flatMap(({ key, names: own }) => own.map(() => key));
  const { rows } = await tx.raw<{ rows: { vulnerability_id: string }[] }>(
    `INSERT INTO alias_group AS g (vulnerability_id, alias_key)
     SELECT * FROM unnest(?::text[], ?::text[])
     ON CONFLICT (vulnerability_id) DO UPDATE SET alias_key = excluded.alias_key
     WHERE g.alias_key <> excluded.alias_key
     RETURNING vulnerability_id`,
    [arrayLiteral(names), arrayLiteral(keys)],
  );
  if (rows.length === 0) return;
  await tx.raw(
    `INSERT INTO touched_finding
     SELECT f.finding_id FROM finding f
     JOIN alias_group g ON g.vulnerability_id = f.alias_key
     WHERE f.alias_key = ANY(?::text[]) AND g.alias_key <> f.alias_key
     ON CONFLICT DO NOTHING`,
    [arrayLiteral(names)],
  );
}

/**
 * Which vulnerability each settled finding is about, and with whom it is one
 * issue: the same vulnerability in the same version of the same package.
 */
export async function nameIssues(tx: Knex): Promise<void> {
  await tx.raw(
    `UPDATE settling f SET alias_key = k.alias_key, issue_key = k.issue_key
     FROM (
       SELECT o.finding_id, a.alias_key,
         CASE WHEN a.alias_key IS NOT NULL AND o.package_key IS NOT NULL THEN
           md5(jsonb_build_array(o.entity_ref, o.branch, o.environment,
             a.alias_key, o.package_key)::text) END AS issue_key
       FROM settling o
       LEFT JOIN alias_group g ON g.vulnerability_id = o.vulnerability_ids[1]
       CROSS JOIN LATERAL (
         SELECT coalesce(g.alias_key, o.vulnerability_ids[1]) AS alias_key) a
     ) k
     WHERE f.finding_id = k.finding_id
       AND (f.alias_key IS DISTINCT FROM k.alias_key
         OR f.issue_key IS DISTINCT FROM k.issue_key)`,
  );
}
