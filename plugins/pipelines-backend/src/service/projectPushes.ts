import { Knex } from 'knex';
import { AnyLogEvent } from '@quarterdeck/plugin-ingest-node';
import { positionOrder } from '@quarterdeck/plugin-pipelines-common';
import { loadPushes, PushRow, upsertPushes } from '../database/pushRows';
import { sameRow } from './sameRow';

const keyOf = ({ branch, facts }: PushRow) =>
  JSON.stringify([facts.instance, facts.project, branch, facts.after]);

/**
 * Of two reports of a push the later one counts: a branch that was forced back
 * and forward again stands where it was pushed last.
 */
function laterPush(a: PushRow, b: PushRow): PushRow {
  const order =
    Date.parse(a.facts.pushedAt) - Date.parse(b.facts.pushedAt) ||
    positionOrder(a.position, b.position);
  return order >= 0 ? a : b;
}

/** Applies the pushes of a batch; tags and deleted branches hold no commits. */
export async function projectPushes(
  tx: Knex,
  batch: readonly AnyLogEvent[],
): Promise<void> {
  const pushes = new Map<string, PushRow>();
  for (const event of batch) {
    if (event.type !== 'commits.pushed.v1') continue;
    const { branch, deleted } = event.data;
    if (!branch || deleted) continue;
    const row = { branch, facts: event.data, position: event.position };
    const known = pushes.get(keyOf(row));
    pushes.set(keyOf(row), known ? laterPush(known, row) : row);
  }
  if (pushes.size === 0) return;
  for (const stored of await loadPushes(tx, [...pushes.values()])) {
    const row = pushes.get(keyOf(stored));
    if (row && laterPush(stored, row) === stored) pushes.delete(keyOf(stored));
    else if (row && sameRow(stored.facts, row.facts)) {
      pushes.delete(keyOf(stored));
    }
  }
  await upsertPushes(tx, [...pushes.values()]);
}
