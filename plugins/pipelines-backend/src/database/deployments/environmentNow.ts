import { Knex } from 'knex';
import { arrayLiteral } from '../writeRows';
import { DeploymentKey } from './chainRows';

const written = [
  'chain',
  'entity_ref',
  'instance',
  'project',
  'service',
  'environment',
  'region',
  'tier',
  'live_instance',
  'live_external_id',
  'live_label',
  'live_version',
  'live_sha',
  'live_release',
  'live_kind',
  'live_since',
  'live_url',
  'live_verification',
  'latest_instance',
  'latest_external_id',
  'latest_label',
  'latest_state',
  'latest_kind',
  'latest_at',
  'latest_rollout',
];

/**
 * What runs in these chains now, and what is newer and has not arrived: set out
 * after what runs did, so that an old one nobody ever finished is no news.
 */
export async function refreshEnvironments(
  tx: Knex,
  chains: readonly string[],
): Promise<void> {
  const bindings = [arrayLiteral(chains)];
  const assignments = written
    .slice(1)
    .map(name => `${name} = excluded.${name}`)
    .join(', ');
  await tx.raw(
    `INSERT INTO environment_now (${written.join(', ')})
     SELECT k.chain, coalesce(l.entity_ref, n.entity_ref),
       coalesce(l.instance, n.instance), coalesce(l.project, n.project),
       coalesce(l.service, n.service), coalesce(l.environment, n.environment),
       coalesce(l.region, n.region), coalesce(l.tier, n.tier),
       l.instance, l.external_id, l.label, l.version, l.sha, l.release, l.kind,
       l.ordered_at, l.facts->>'url', l.verification,
       n.instance, n.external_id, n.label, n.state, n.kind, n.ordered_at,
       n.facts->'rollout'
     FROM unnest(?::text[]) AS k(chain)
     LEFT JOIN LATERAL (
       SELECT * FROM deployment d
       WHERE d.chain = k.chain AND d.is_latest AND d.outcome = 'succeeded'
       ORDER BY d.ordered_at DESC, d.instance DESC, d.external_id DESC
       LIMIT 1) l ON true
     LEFT JOIN LATERAL (
       SELECT * FROM deployment d
       WHERE d.chain = k.chain AND d.is_latest AND d.state <> 'superseded'
         AND d.outcome IS DISTINCT FROM 'succeeded'
         AND d.listed_at > coalesce(l.listed_at, '-infinity')
       ORDER BY d.listed_at DESC, d.instance, d.external_id
       LIMIT 1) n ON true
     WHERE l.chain IS NOT NULL OR n.chain IS NOT NULL
     ON CONFLICT (chain) DO UPDATE SET ${assignments}`,
    bindings,
  );
  await tx.raw(
    `DELETE FROM environment_now e USING unnest(?::text[]) AS k(chain)
     WHERE e.chain = k.chain AND NOT EXISTS (
       SELECT FROM deployment d
       WHERE d.chain = e.chain AND d.is_latest
         AND (d.outcome = 'succeeded' OR d.state <> 'superseded'))`,
    bindings,
  );
}

/** What runs was checked, or is: its place says so. */
export async function refreshLiveVerification(
  tx: Knex,
  keys: readonly DeploymentKey[],
): Promise<void> {
  if (keys.length === 0) return;
  await tx.raw(
    `UPDATE environment_now e SET live_verification = d.verification
     FROM unnest(?::text[], ?::text[]) AS k(instance, external_id)
     JOIN deployment d USING (instance, external_id)
     WHERE d.live AND e.chain = d.chain AND e.live_instance = d.instance
       AND e.live_external_id = d.external_id`,
    [
      arrayLiteral(keys.map(key => key.instance)),
      arrayLiteral(keys.map(key => key.externalId)),
    ],
  );
}

/** Pushes that are counted at most; behind by more, a number says nothing. */
const pushLimit = 2000;

/**
 * How many commits these places are behind the head of their default branch: the
 * rest of the push that brought their commit, and all pushes after it. Unless
 * each of those begins where the one before it ended, nobody knows.
 */
export async function refreshBehind(
  tx: Knex,
  chains: readonly string[],
  places: readonly { instance: string; project: string }[],
): Promise<void> {
  await tx.raw(
    `WITH wanted AS (
       SELECT e.chain, e.instance, e.project, e.live_sha
       FROM unnest(:chains::text[]) AS k(chain)
       JOIN environment_now e USING (chain)
       UNION
       SELECT e.chain, e.instance, e.project, e.live_sha
       FROM unnest(:instances::text[], :projects::text[]) AS k(instance, project)
       JOIN environment_now e USING (instance, project)
     ), counted AS (
       SELECT w.chain,
         CASE
           WHEN w.live_sha IS NULL THEN 'no_commit'
           WHEN head.after_sha IS NULL THEN 'no_pushes'
           WHEN at.after_sha IS NULL THEN 'not_on_default_branch'
           WHEN NOT coalesce(later.whole, true) OR later.pushes = ${pushLimit}
             OR (at.cut AND at.rest > 0) THEN 'history_incomplete'
         END AS reason,
         at.rest + coalesce(later.commits, 0) AS commits
       FROM wanted w
       LEFT JOIN project_facts f USING (instance, project)
       LEFT JOIN LATERAL (
         SELECT p.after_sha FROM branch_push p
         WHERE p.instance = w.instance AND p.project = w.project
           AND p.branch = f.default_branch LIMIT 1) head ON true
       LEFT JOIN LATERAL (
         SELECT p.after_sha, p.pushed_at, p.cut, 0 AS rest FROM branch_push p
         WHERE p.instance = w.instance AND p.project = w.project
           AND p.branch = f.default_branch AND p.after_sha = w.live_sha
         UNION ALL
         SELECT p.after_sha, p.pushed_at, p.cut,
           coalesce(p.commit_count, 0) - 1 - c.ordinal
         FROM branch_commit c
         JOIN branch_push p USING (instance, project, branch, after_sha)
         WHERE c.instance = w.instance AND c.project = w.project
           AND c.branch = f.default_branch AND c.sha = w.live_sha
         ORDER BY pushed_at, rest LIMIT 1) at ON true
       LEFT JOIN LATERAL (
         SELECT sum(x.commit_count) AS commits, count(*) AS pushes,
           bool_and(coalesce(x.before_sha = x.prior, false) AND NOT x.cut) AS whole
         FROM (
           SELECT p.commit_count, p.cut, p.before_sha,
             lag(p.after_sha, 1, at.after_sha)
               OVER (ORDER BY p.pushed_at, p.after_sha) AS prior
           FROM branch_push p
           WHERE p.instance = w.instance AND p.project = w.project
             AND p.branch = f.default_branch
             AND (p.pushed_at, p.after_sha) > (at.pushed_at, at.after_sha)
           ORDER BY p.pushed_at, p.after_sha LIMIT ${pushLimit}) x) later ON true
     )
     UPDATE environment_now e
     SET behind_reason = c.reason,
         behind_commits = CASE WHEN c.reason IS NULL THEN c.commits END
     FROM counted c
     WHERE e.chain = c.chain
       AND (e.behind_reason, e.behind_commits) IS DISTINCT FROM
         (c.reason, CASE WHEN c.reason IS NULL THEN c.commits END::integer)`,
    {
      chains: arrayLiteral(chains),
      instances: arrayLiteral(places.map(place => place.instance)),
      projects: arrayLiteral(places.map(place => place.project)),
    },
  );
}
