import { ChainRow } from '../chain/walkChain';
import { isNamed } from './confidence';
import type { MarkBook, MarkCase } from './markFailures';

const isRepair = ({ kind }: ChainRow) =>
  kind === 'rollback' || kind === 'hotfix' || kind === 'roll_forward';

/** What the chain itself tells of failures: rollbacks, reverts, hotfixes, bad ends. */
export function markByChain(
  { rows, rowById, verdicts }: MarkCase,
  book: MarkBook,
): void {
  const named = (row: ChainRow) =>
    book.of(row.sample.id).some(({ method }) => isNamed(method));
  const fixedByPerson = new Set(
    [...verdicts.values()].flatMap(({ fixedBy }) => fixedBy?.fixedBy ?? []),
  );

  /** The deployment it names as the one it repairs. */
  function target(row: ChainRow): ChainRow | undefined {
    const { remediates, id } = row.sample;
    if (remediates === undefined || remediates === id) return undefined;
    const found = rowById.get(remediates);
    if (!found) return undefined;
    book.add({
      deploymentId: remediates,
      role: 'primary',
      method: 'explicit_link',
      byDeploymentId: id,
      detail: 'a later deployment says that it repairs it',
      at: row.finishedAt,
    });
    return found;
  }

  /** Rule 10: the first that is taken back is to blame, unless somebody names another. */
  function rollback(row: ChainRow, told: ChainRow | undefined) {
    const { undone } = row;
    const culprit =
      (told && undone.find(one => one === told)) ??
      undone.find(named) ??
      (told ? undefined : undone[0]);
    for (const one of undone) {
      book.add({
        deploymentId: one.sample.id,
        role: one === culprit ? 'primary' : 'affected',
        method: 'rollback',
        byDeploymentId: row.sample.id,
        detail: 'what ran before it was put back',
        at: row.finishedAt,
      });
    }
  }

  /** What a hotfix repairs: what somebody named since the last repair, else what ran just before. */
  function hotfixed(row: ChainRow): ChainRow | null {
    for (let one = row.before; one; one = one.before) {
      if (named(one)) return one;
      if (isRepair(one)) break;
    }
    return row.before;
  }

  for (const row of rows) {
    if (row.outcome !== 'succeeded') continue;
    const told = target(row);
    if (row.kind === 'rollback') rollback(row, told);
    for (const reverted of row.reverted) {
      book.add({
        deploymentId: reverted.sample.id,
        role: 'primary',
        method: 'linked_revert',
        byDeploymentId: row.sample.id,
        detail: 'a change it carried was reverted',
        at: row.finishedAt,
      });
    }
    const explained =
      told || row.reverted.length > 0 || fixedByPerson.has(row.sample.id);
    if (row.kind !== 'hotfix' || explained) continue;
    const before = hotfixed(row);
    if (!before) continue;
    book.add({
      deploymentId: before.sample.id,
      role: 'primary',
      method: 'rule',
      byDeploymentId: row.sample.id,
      detail: 'a hotfix followed',
      at: row.finishedAt,
    });
  }
  for (const row of rows) {
    if (row.outcome !== 'failed' || row.sample.state !== 'failed') continue;
    book.add({
      deploymentId: row.sample.id,
      role: 'primary',
      method: 'rule',
      detail: 'it failed after users met it',
      at: row.finishedAt,
    });
  }
}
