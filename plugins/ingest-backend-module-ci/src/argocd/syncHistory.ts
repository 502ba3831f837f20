import { EventInputs } from '../providerEvent';
import { Application, Revisions } from './applicationObject';

/** What is synced, and what was there before. */
export interface SyncedRevisions {
  current: string[];
  previous: string[];
  /** Of Argo CD's history, once it stands there. */
  historyId?: string;
  kind?: EventInputs['deployment.v1']['kind'];
}

const listOf = (item: Revisions | undefined): string[] => {
  if (!item) return [];
  if (item.revisions.length > 0) return item.revisions;
  return item.revision ? [item.revision] : [];
};

const firstFull = (...lists: string[][]) =>
  lists.find(list => list.length > 0) ?? [];

const same = (a: readonly string[], b: readonly string[]) =>
  a.length === b.length && a.every((item, index) => item === b[index]);

/**
 * The revisions of the last operation. A sync to what stands further back in
 * the history than its last entry is a rollback; to the last entry again, a
 * redeploy. The operation's own entry is written when it ends and left out.
 */
export function syncedRevisions({ status }: Application): SyncedRevisions {
  const { operationState: operation, history } = status;
  const current = firstFull(
    listOf(operation?.synced),
    listOf(operation?.asked),
    listOf(status.sync),
    operation ? [] : listOf(history[history.length - 1]),
  );
  const started = operation?.startedAt;
  const ownIndex = history.findLastIndex(entry =>
    started
      ? entry.deployStartedAt === started ||
        (entry.deployStartedAt === undefined &&
          entry.deployedAt !== undefined &&
          entry.deployedAt >= started)
      : true,
  );
  const own = ownIndex >= 0 ? history[ownIndex] : undefined;
  const before = ownIndex >= 0 ? history.slice(0, ownIndex) : history;
  const previous = listOf(before[before.length - 1]);
  return {
    current,
    previous,
    historyId: own?.id,
    kind: kindOf(current, before.map(listOf)),
  };
}

function kindOf(
  current: readonly string[],
  before: readonly string[][],
): SyncedRevisions['kind'] {
  if (current.length === 0 || before.length === 0) return undefined;
  if (same(before[before.length - 1], current)) return 'redeploy';
  return before.some(list => same(list, current)) ? 'rollback' : 'planned';
}
