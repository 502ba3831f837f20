import { Knex } from 'knex';
import { SeverityCounts } from '@quarterdeck/plugin-security-common';
import { NewEvent } from '@quarterdeck/plugin-ingest-node';
import { countCommitOpen, countTarget } from '../database/import/targets';
import { loadToldCommits } from '../database/toldCommits';
import { ToldScan } from '../database/toldScan';
import { loadToldTargets, ToldAbout } from '../database/toldTargets';

/** What a gate hears of a scan whose findings were decided on, not scanned anew. */
const scanned = (
  scan: ToldScan,
  open: Partial<SeverityCounts>,
  commitOpen: Partial<SeverityCounts>,
): NewEvent<'security.scanned.v1'> => ({
  type: 'security.scanned.v1',
  entityRef: scan.entity_ref,
  occurredAt: scan.scanned_at,
  correlation: { sha: scan.commit_sha },
  data: {
    scanId: scan.import_id,
    upTo: scan.position,
    tool: scan.tool,
    category: scan.category,
    scope: scan.scope,
    ref: scan.branch || undefined,
    branch: scan.branch || undefined,
    environment: scan.environment || undefined,
    commit: scan.commit_sha,
    kinds: scan.kinds,
    status: scan.status,
    reason: scan.reason ?? undefined,
    scannedAt: scan.scanned_at.toISOString(),
    open,
    fresh: {},
    commitOpen,
    cause: 'decision',
  },
});

/**
 * Tells the gates what is open now, of every scan that something else than a scan
 * changed; and of commits that scans have gone on from: one of them may yet be what is
 * deployed, and what is accepted or wrong in it counts there too.
 */
export async function tellScans(
  tx: Knex,
  about: ToldAbout,
): Promise<NewEvent[]> {
  const told: NewEvent[] = [];
  for (const target of await loadToldTargets(tx, about)) {
    told.push(
      scanned(
        target,
        (await countTarget(tx, target.target_key)).open,
        await countCommitOpen(tx, target.entity_ref, target.commit_sha),
      ),
    );
  }
  if ('findingIds' in about) {
    for (const row of await loadToldCommits(tx, about.findingIds)) {
      told.push(scanned(row, row.open, row.commit_open));
    }
  }
  return told;
}
