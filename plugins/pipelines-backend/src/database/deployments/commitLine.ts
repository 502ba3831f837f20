import { Knex } from 'knex';
import { CommitsPushed } from '@quarterdeck/plugin-ingest-common';
import { arrayLiteral } from '../writeRows';

/** A branch of a project. */
export interface Branch {
  instance: string;
  project: string;
  branch: string;
}

/** Where a commit stands on a branch. */
export interface CommitPlace {
  sha: string;
  pushedAt: Date;
  afterSha: string;
  ordinal: number;
}

/** The default branch of a project; `undefined` when nobody named it. */
export async function loadDefaultBranch(
  knex: Knex,
  place: { instance: string; project: string },
): Promise<string | undefined> {
  const result = await knex.raw<{ rows: { default_branch: string }[] }>(
    'SELECT default_branch FROM project_facts WHERE instance = ? AND project = ?',
    [place.instance, place.project],
  );
  return result.rows[0]?.default_branch;
}

/** Where these commits stand on a branch, as far as pushes tell. */
export async function loadCommitPlaces(
  knex: Knex,
  on: Branch,
  shas: readonly string[],
): Promise<CommitPlace[]> {
  const result = await knex.raw<{ rows: CommitPlace[] }>(
    `SELECT DISTINCT ON (sha) sha, "pushedAt", "afterSha", ordinal FROM (
       SELECT p.after_sha AS sha, p.pushed_at AS "pushedAt",
         p.after_sha AS "afterSha", p.commit_count AS ordinal
       FROM branch_push p
       WHERE p.instance = :instance AND p.project = :project
         AND p.branch = :branch AND p.after_sha = ANY(:shas::text[])
       UNION ALL
       SELECT c.sha, p.pushed_at, p.after_sha, c.ordinal
       FROM branch_commit c
       JOIN branch_push p USING (instance, project, branch, after_sha)
       WHERE c.instance = :instance AND c.project = :project
         AND c.branch = :branch AND c.sha = ANY(:shas::text[])) x
     ORDER BY sha, "pushedAt", ordinal`,
    { ...on, shas: arrayLiteral(shas) },
  );
  return result.rows;
}

/** Pushes from one place to another, both included, oldest first. */
export async function loadPushesBetween(
  knex: Knex,
  on: Branch,
  from: CommitPlace,
  to: CommitPlace,
  limit: number,
): Promise<CommitsPushed[]> {
  const result = await knex.raw<{ rows: { facts: CommitsPushed }[] }>(
    `SELECT p.facts FROM branch_push p
     WHERE p.instance = ? AND p.project = ? AND p.branch = ?
       AND (p.pushed_at, p.after_sha) >= (?::timestamptz, ?)
       AND (p.pushed_at, p.after_sha) <= (?::timestamptz, ?)
     ORDER BY p.pushed_at, p.after_sha LIMIT ?`,
    [
      on.instance,
      on.project,
      on.branch,
      from.pushedAt,
      from.afterSha,
      to.pushedAt,
      to.afterSha,
      limit,
    ],
  );
  return result.rows.map(row => row.facts);
}

/** Commits that arrived in a chain before a time, the last ones first. */
export async function loadArrivedCommits(
  knex: Knex,
  chain: string,
  before: string,
  limit: number,
): Promise<string[]> {
  const result = await knex.raw<{ rows: { sha: string }[] }>(
    `SELECT d.sha FROM deployment d
     WHERE d.chain = ? AND d.is_latest AND d.outcome = 'succeeded'
       AND d.ordered_at < ?::timestamptz AND d.sha IS NOT NULL
     ORDER BY d.ordered_at DESC LIMIT ?`,
    [chain, before, limit],
  );
  return [...new Set(result.rows.map(row => row.sha))];
}
