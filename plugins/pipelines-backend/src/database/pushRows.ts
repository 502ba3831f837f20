import { Knex } from 'knex';
import { CommitsPushed } from '@quarterdeck/plugin-ingest-common';
import { arrayLiteral, Column, Columns, upsertRows } from './writeRows';

/** A push to a branch. */
export interface PushRow {
  position: string;
  branch: string;
  facts: CommitsPushed;
}

const columns: Columns<PushRow> = [
  { name: 'instance', type: 'text', value: r => r.facts.instance, key: true },
  { name: 'project', type: 'text', value: r => r.facts.project, key: true },
  { name: 'branch', type: 'text', value: row => row.branch, key: true },
  { name: 'after_sha', type: 'text', value: r => r.facts.after, key: true },
  { name: 'before_sha', type: 'text', value: r => r.facts.before ?? null },
  { name: 'pushed_at', type: 'timestamptz', value: r => r.facts.pushedAt },
  { name: 'position', type: 'bigint', value: row => row.position },
  { name: 'facts', json: row => row.facts },
];

interface CommitPlace {
  push: CommitsPushed;
  branch: string;
  ordinal: number;
  sha: string;
}

const commitColumns: Column<CommitPlace>[] = [
  { name: 'instance', type: 'text', value: r => r.push.instance, key: true },
  { name: 'project', type: 'text', value: r => r.push.project, key: true },
  { name: 'branch', type: 'text', value: row => row.branch, key: true },
  { name: 'sha', type: 'text', value: row => row.sha, key: true },
  { name: 'after_sha', type: 'text', value: r => r.push.after, key: true },
  { name: 'ordinal', type: 'integer', value: row => row.ordinal },
];

/** These pushes, as far as they are known. */
export async function loadPushes(
  tx: Knex,
  pushes: readonly PushRow[],
): Promise<PushRow[]> {
  if (pushes.length === 0) return [];
  const result = await tx.raw<{ rows: PushRow[] }>(
    `SELECT p.position, p.branch, p.facts
     FROM unnest(?::text[], ?::text[], ?::text[], ?::text[])
       AS k(instance, project, branch, after_sha)
     JOIN branch_push p USING (instance, project, branch, after_sha)`,
    [
      arrayLiteral(pushes.map(push => push.facts.instance)),
      arrayLiteral(pushes.map(push => push.facts.project)),
      arrayLiteral(pushes.map(push => push.branch)),
      arrayLiteral(pushes.map(push => push.facts.after)),
    ],
  );
  return result.rows;
}

/** Writes pushes and where their commits stand. */
export async function upsertPushes(
  tx: Knex,
  rows: readonly PushRow[],
): Promise<void> {
  await upsertRows(tx, 'branch_push', columns, rows);
  const places = new Map<string, CommitPlace>();
  for (const { facts: push, branch } of rows) {
    push.commits.forEach(({ sha }, ordinal) => {
      const key = JSON.stringify([
        push.instance,
        push.project,
        branch,
        sha,
        push.after,
      ]);
      places.set(key, { push, branch, ordinal, sha });
    });
  }
  await upsertRows(tx, 'branch_commit', commitColumns, [...places.values()]);
}
