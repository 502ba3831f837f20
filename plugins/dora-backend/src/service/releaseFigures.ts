import { DeploymentKind, shareOf } from '@quarterdeck/plugin-dora-common';
import { ReleaseSum } from '../database/sliceReads';

const noKinds = (): Record<DeploymentKind, number> => ({
  planned: 0,
  rollback: 0,
  hotfix: 0,
  redeploy: 0,
  config: 0,
  roll_forward: 0,
});

const isKind = (
  kind: string,
  kinds: Record<DeploymentKind, number>,
): kind is DeploymentKind => kind in kinds;

/** What releases say of frequency, failures and rework. */
export function releaseFigures(rows: readonly ReleaseSum[]) {
  const composition = noKinds();
  const reworkByKind = noKinds();
  const sum = {
    succeeded: 0,
    met: 0,
    failed: 0,
    autoAborted: 0,
    affected: 0,
    rework: 0,
    rollbacks: 0,
  };
  for (const row of rows) {
    const { kind } = row;
    if (isKind(kind, composition)) {
      composition[kind] += row.succeeded;
      reworkByKind[kind] += row.rework;
    }
    sum.succeeded += row.succeeded;
    sum.met += row.met;
    sum.failed += row.failed;
    sum.autoAborted += row.autoAborted;
    sum.affected += row.affected;
    sum.rework += row.rework;
    if (kind === 'rollback') sum.rollbacks += row.met;
  }
  return {
    composition,
    reworkByKind,
    deployments: sum.succeeded,
    fail: shareOf(sum.failed, sum.met),
    failWithAborted: shareOf(
      sum.failed + sum.autoAborted,
      sum.met + sum.autoAborted,
    ),
    autoAborted: sum.autoAborted,
    affected: sum.affected,
    rework: shareOf(sum.rework, sum.met),
    rollbacks: sum.rollbacks,
  };
}
