import { Knex } from 'knex';
import { arrayLiteral, ColumnValue } from '../writeRows';
import { DeploymentKey } from './chainRows';

/** A deployment beside those before and after it in its chain. */
export interface LinkedRow extends DeploymentKey {
  isLatest: boolean;
  outcome: string | null;
  orderedAt: string;
  release: string | null;
  sha: string | null;
  /** The kind the source tells. */
  told: string | null;
  ref: string | null;
  task: string | null;
  remediates: boolean;
  labels: string[];
  previousInstance: string | null;
  previousExternalId: string | null;
  previousRelease: string | null;
  previousSha: string | null;
  previousAt: string | null;
  ranEarlier: boolean;
  nextInstance: string | null;
  nextExternalId: string | null;
}

/** What is computed of a deployment from its neighbours. */
export interface DerivedRow extends DeploymentKey {
  kind: string;
  kindTold: boolean;
  baseline: string | null;
  live: boolean;
  previousInstance: string | null;
  previousExternalId: string | null;
  nextInstance: string | null;
  nextExternalId: string | null;
}

/** It arrived, and no other attempt stands for it. */
const arrived = (alias: string) =>
  `${alias}.is_latest AND ${alias}.outcome = 'succeeded'`;

const place = (alias: string) =>
  `(${alias}.ordered_at, ${alias}.instance, ${alias}.external_id)`;

/**
 * These deployments and all whose neighbours they are: for each place where one
 * stands or stood, what arrived last before, everything up to what arrived next,
 * and later deployments of the same release, which may have become a rollback.
 *
 * Every part is a walk of a few rows along an index of the chain, so the cost
 * is that of the neighbours, however long the chain. `OFFSET 0` keeps it so: the
 * planner would rather join with the whole table, whose size it does not know
 * while a rebuild fills it.
 */
export async function loadLinked(
  tx: Knex,
  keys: readonly DeploymentKey[],
): Promise<LinkedRow[]> {
  const result = await tx.raw<{
    rows: (LinkedRow & { ordered_at: Date; previous_at: Date | null })[];
  }>(
    `WITH touched AS (
       SELECT d.* FROM unnest(?::text[], ?::text[]) AS k(instance, external_id)
       JOIN deployment d USING (instance, external_id)
     ), places AS (
       SELECT chain, ordered_at AS at, release FROM touched
       UNION
       SELECT derived_chain, derived_at, derived_release FROM touched
       WHERE derived_chain IS NOT NULL
     ), affected AS (
       SELECT instance, external_id FROM touched
       UNION
       SELECT b.instance, b.external_id FROM places s
       CROSS JOIN LATERAL (
         SELECT b.instance, b.external_id FROM deployment b
         WHERE b.chain = s.chain AND ${arrived('b')} AND b.ordered_at < s.at
         ORDER BY b.ordered_at DESC, b.instance DESC, b.external_id DESC
         LIMIT 1) b
       UNION
       SELECT d.instance, d.external_id FROM places s
       LEFT JOIN LATERAL (
         SELECT n.ordered_at FROM deployment n
         WHERE n.chain = s.chain AND ${arrived('n')} AND n.ordered_at > s.at
         ORDER BY n.ordered_at LIMIT 1) n ON true
       CROSS JOIN LATERAL (
         SELECT d.instance, d.external_id FROM deployment d
         WHERE d.chain = s.chain AND d.is_latest
           AND d.ordered_at BETWEEN s.at AND coalesce(n.ordered_at, 'infinity')
         OFFSET 0) d
       UNION
       SELECT d.instance, d.external_id FROM places s
       CROSS JOIN LATERAL (
         SELECT d.instance, d.external_id FROM deployment d
         WHERE d.chain = s.chain AND d.release = s.release
           AND d.is_latest AND d.ordered_at > s.at
         OFFSET 0) d
     )
     SELECT d.instance, d.external_id AS "externalId",
       d.is_latest AS "isLatest", d.outcome, d.ordered_at, d.release, d.sha,
       d.facts->>'kind' AS told, d.facts->>'ref' AS ref,
       d.facts->>'task' AS task,
       d.facts->>'remediates' IS NOT NULL AS remediates,
       coalesce(l.labels, '{}') AS labels,
       p.instance AS "previousInstance",
       p.external_id AS "previousExternalId",
       p.release AS "previousRelease", p.sha AS "previousSha",
       p.ordered_at AS previous_at,
       coalesce(${place('e')} < ${place('p')}, false) AS "ranEarlier",
       n.instance AS "nextInstance", n.external_id AS "nextExternalId"
     FROM affected a
     CROSS JOIN LATERAL (
       SELECT * FROM deployment d
       WHERE d.instance = a.instance AND d.external_id = a.external_id
       OFFSET 0) d
     LEFT JOIN LATERAL (
       SELECT p.instance, p.external_id, p.release, p.sha, p.ordered_at
       FROM deployment p
       WHERE p.chain = d.chain AND ${arrived('p')} AND ${place('p')} < ${place(
      'd',
    )}
       ORDER BY p.ordered_at DESC, p.instance DESC, p.external_id DESC
       LIMIT 1) p ON true
     LEFT JOIN LATERAL (
       -- The first time it arrived. Said so that only the index by release fits:
       -- along the others it would be a walk of the whole chain.
       SELECT e.ordered_at, e.instance, e.external_id FROM deployment e
       WHERE e.chain = d.chain AND e.release = d.release AND e.is_latest
         AND coalesce(e.outcome, '') = 'succeeded'
       ORDER BY e.ordered_at, e.instance, e.external_id
       LIMIT 1) e ON true
     LEFT JOIN LATERAL (
       SELECT n.instance, n.external_id FROM deployment n
       WHERE n.chain = d.chain AND ${arrived('n')} AND ${place('n')} > ${place(
      'd',
    )}
       ORDER BY n.ordered_at, n.instance, n.external_id
       LIMIT 1) n ON true
     LEFT JOIN LATERAL (
       SELECT array_agg(x.name ORDER BY x.name) AS labels
       FROM change c, jsonb_array_elements_text(c.facts->'labels') AS x(name)
       WHERE c.merge_sha = d.sha AND c.instance = d.instance) l ON true`,
    [
      arrayLiteral(keys.map(key => key.instance)),
      arrayLiteral(keys.map(key => key.externalId)),
    ],
  );
  return result.rows.map(({ ordered_at, previous_at, ...row }) => ({
    ...row,
    orderedAt: ordered_at.toISOString(),
    previousAt: previous_at?.toISOString() ?? null,
  }));
}

const derivedColumns: {
  name: string;
  type: string;
  value: (row: DerivedRow) => ColumnValue;
}[] = [
  { name: 'kind', type: 'text', value: row => row.kind },
  { name: 'kind_told', type: 'boolean', value: row => row.kindTold },
  { name: 'baseline', type: 'text', value: row => row.baseline },
  { name: 'live', type: 'boolean', value: row => row.live },
  {
    name: 'previous_instance',
    type: 'text',
    value: row => row.previousInstance,
  },
  {
    name: 'previous_external_id',
    type: 'text',
    value: row => row.previousExternalId,
  },
  { name: 'next_instance', type: 'text', value: row => row.nextInstance },
  { name: 'next_external_id', type: 'text', value: row => row.nextExternalId },
];

const names = derivedColumns.map(column => column.name);

/** Notes what follows from the neighbours, where it is not noted yet. */
export async function writeDerived(
  tx: Knex,
  rows: readonly DerivedRow[],
): Promise<void> {
  if (rows.length === 0) return;
  await tx.raw(
    `UPDATE deployment d SET
       ${names.map(name => `${name} = k.${name}`).join(', ')},
       derived_chain = d.chain, derived_at = d.ordered_at,
       derived_release = d.release
     FROM unnest(?::text[], ?::text[], ${derivedColumns
       .map(column => `?::${column.type}[]`)
       .join(', ')}) AS k(instance, external_id, ${names.join(', ')})
     WHERE d.instance = k.instance AND d.external_id = k.external_id
       AND (${names.map(name => `d.${name}`).join(', ')},
            d.derived_chain, d.derived_at, d.derived_release)
         IS DISTINCT FROM (${names.map(name => `k.${name}`).join(', ')},
            d.chain, d.ordered_at, d.release)`,
    [
      arrayLiteral(rows.map(row => row.instance)),
      arrayLiteral(rows.map(row => row.externalId)),
      ...derivedColumns.map(column => arrayLiteral(rows.map(column.value))),
    ],
  );
}
