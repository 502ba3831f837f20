import { Knex } from 'knex';
import { CommitSample } from '@quarterdeck/plugin-dora-common';
import {
  arrayLiteral,
  Columns,
  upsertRows,
} from '@quarterdeck/plugin-portal-node';
import { Asker } from './asker';

/** A push as it is kept. */
export interface PushRow {
  repo: string;
  branch: string;
  after: string;
  before: string | null;
  pushedAt: string;
  position: string;
  forced: boolean;
  truncated: boolean;
  commits: readonly CommitSample[];
}

const columns: Columns<PushRow> = [
  { name: 'repo', type: 'text', value: row => row.repo, key: true },
  { name: 'branch', type: 'text', value: row => row.branch, key: true },
  { name: 'after_sha', type: 'text', value: row => row.after, key: true },
  { name: 'before_sha', type: 'text', value: row => row.before },
  { name: 'pushed_at', type: 'timestamptz', value: row => row.pushedAt },
  { name: 'position', type: 'bigint', value: row => row.position },
  { name: 'forced', type: 'boolean', value: row => row.forced },
  { name: 'truncated', type: 'boolean', value: row => row.truncated },
  { name: 'commits', json: row => row.commits },
];

const pushColumns = `p.repo, p.branch, p.after_sha AS after, p.before_sha AS before,
  p.pushed_at, p.position::text AS position, p.forced, p.truncated, p.commits`;

type Stored = Omit<PushRow, 'pushedAt'> & { pushed_at: Date };

const toRow = ({ pushed_at, ...row }: Stored): PushRow => ({
  ...row,
  pushedAt: pushed_at.toISOString(),
});

/** Writes pushes; what is stored stays where it counts more. */
export async function upsertPushes(
  tx: Knex,
  rows: readonly PushRow[],
  later: (a: PushRow, b: PushRow) => PushRow,
): Promise<void> {
  if (rows.length === 0) return;
  const result = await tx.raw<{ rows: Stored[] }>(
    `SELECT ${pushColumns} FROM push_fact p
     JOIN unnest(?::text[], ?::text[], ?::text[]) AS k(repo, branch, after_sha)
       USING (repo, branch, after_sha)`,
    [
      arrayLiteral(rows.map(row => row.repo)),
      arrayLiteral(rows.map(row => row.branch)),
      arrayLiteral(rows.map(row => row.after)),
    ],
  );
  const keyOf = (row: PushRow) =>
    JSON.stringify([row.repo, row.branch, row.after]);
  const stored = new Map(
    result.rows.map(row => [keyOf(toRow(row)), toRow(row)]),
  );
  const changed = rows.filter(row => {
    const known = stored.get(keyOf(row));
    return !known || later(known, row) === row;
  });
  await upsertRows(tx, 'push_fact', columns, changed);
}

/**
 * Repositories in which one of these pushes may change what was computed: it is
 * older than the newest one known, or a deployment, a change or a later push
 * names one of its commits. Any other push is only reached by what comes later.
 */
export async function loadLatePushes(
  tx: Knex,
  rows: readonly PushRow[],
): Promise<string[]> {
  if (rows.length === 0) return [];
  const shas = rows.flatMap(({ repo, after, commits }) =>
    [...new Set([after, ...commits.map(({ sha }) => sha)])].map(sha => ({
      repo,
      sha,
    })),
  );
  const result = await tx.raw<{ rows: { repo: string }[] }>(
    `WITH sha AS (
       SELECT * FROM unnest(?::text[], ?::text[]) AS s(repo, sha)
     ), push AS (
       SELECT repo, min(at) AS at FROM unnest(?::text[], ?::timestamptz[]) AS p(repo, at)
       GROUP BY repo
     )
     SELECT DISTINCT repo FROM sha JOIN named_sha USING (repo, sha)
     UNION
     SELECT DISTINCT s.repo FROM sha s
       JOIN push_fact p ON p.repo = s.repo AND p.before_sha = s.sha
     UNION
     SELECT push.repo FROM push WHERE EXISTS (
       SELECT FROM push_fact p WHERE p.repo = push.repo AND p.pushed_at >= push.at)`,
    [
      arrayLiteral(shas.map(({ repo }) => repo)),
      arrayLiteral(shas.map(({ sha }) => sha)),
      arrayLiteral(rows.map(({ repo }) => repo)),
      arrayLiteral(rows.map(({ pushedAt }) => pushedAt)),
    ],
  );
  return result.rows.map(({ repo }) => repo);
}

/** Notes default branches, the latest word counting; answers where it changed. */
export async function upsertDefaultBranches(
  tx: Knex,
  defaults: ReadonlyMap<string, { branch: string; at: string }>,
): Promise<string[]> {
  if (defaults.size === 0) return [];
  const rows = [...defaults];
  const result = await tx.raw<{ rows: { repo: string }[] }>(
    `WITH told AS (
       SELECT * FROM unnest(?::text[], ?::text[], ?::timestamptz[]) AS t(repo, branch, at)
     ), old AS (
       SELECT r.repo, r.default_branch FROM repo_fact r JOIN told USING (repo)
     ), written AS (
       INSERT INTO repo_fact AS r (repo, default_branch, observed_at)
       SELECT * FROM told
       ON CONFLICT (repo) DO UPDATE SET default_branch = excluded.default_branch,
         observed_at = excluded.observed_at
       WHERE (excluded.observed_at, excluded.default_branch)
         > (r.observed_at, r.default_branch)
       RETURNING repo, default_branch
     )
     SELECT w.repo FROM written w LEFT JOIN old o USING (repo)
     WHERE o.default_branch IS DISTINCT FROM w.default_branch`,
    [
      arrayLiteral(rows.map(([repo]) => repo)),
      arrayLiteral(rows.map(([, { branch }]) => branch)),
      arrayLiteral(rows.map(([, { at }]) => at)),
    ],
  );
  return result.rows.map(({ repo }) => repo);
}

/** Pushes of repositories as the rules take them. */
export async function loadPushes(tx: Asker, repos: readonly string[]) {
  if (repos.length === 0) return [];
  const result = await tx.raw<{
    rows: {
      repo: string;
      branch: string;
      before: string | null;
      after: string;
      pushedAt: number;
      forced: boolean;
      truncated: boolean;
      onDefaultBranch: boolean;
      commits: CommitSample[];
    }[];
  }>(
    `SELECT p.repo, p.branch, p.before_sha AS before, p.after_sha AS after,
       (extract(epoch FROM p.pushed_at) * 1000)::float8 AS "pushedAt",
       p.forced, p.truncated, p.commits,
       p.branch IS NOT DISTINCT FROM r.default_branch AS "onDefaultBranch"
     FROM push_fact p LEFT JOIN repo_fact r USING (repo)
     WHERE p.repo = ANY(?::text[])`,
    [arrayLiteral(repos)],
  );
  return result.rows.map(({ before, ...push }) => ({
    ...push,
    before: before ?? undefined,
  }));
}
