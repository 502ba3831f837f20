import { comparePositions } from '@quarterdeck/plugin-ingest-node';
import { DeployedRow } from '../../database/deployments/deployedRows';

const later = (a: DeployedRow, b: DeployedRow) =>
  a.observedAt.getTime() - b.observedAt.getTime() ||
  comparePositions(a.position, b.position);

const earliest = (a: Date | null, b: Date | null) => {
  if (!a || !b) return a ?? b;
  return a < b ? a : b;
};

/**
 * What two reports of a deployment come to, in whatever order they came: it was there
 * from the first time anybody said so, and the later word counts for the rest. That it
 * was replaced later does not take back that it was there.
 */
export function mergeDeployed(a: DeployedRow, b: DeployedRow): DeployedRow {
  const [old, last] = later(a, b) <= 0 ? [a, b] : [b, a];
  return {
    ...last,
    entityReported: last.entityReported ?? old.entityReported,
    position:
      comparePositions(a.position, b.position) < 0 ? b.position : a.position,
    succeeded: a.succeeded || b.succeeded,
    liveAt: earliest(a.liveAt, b.liveAt),
    version: last.version ?? old.version,
    commits: last.commits.length > 0 ? last.commits : old.commits,
    digests: last.digests.length > 0 ? last.digests : old.digests,
  };
}
