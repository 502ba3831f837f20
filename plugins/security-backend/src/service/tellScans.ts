import { Knex } from 'knex';
import { NewEvent } from '@quarterdeck/plugin-ingest-node';
import { countCommitOpen, countOpen } from '../database/import/targets';
import { loadToldCommits } from '../database/toldCommits';
import { loadToldTargets, ToldAbout } from '../database/toldTargets';

/** Tells the gates what is open now, of every scan that something else than a scan changed. */
export async function tellScans(
  tx: Knex,
  about: ToldAbout,
): Promise<NewEvent[]> {
  const told: NewEvent[] = [];
  for (const target of await loadToldTargets(tx, about)) {
    told.push({
      type: 'security.scanned.v1',
      entityRef: target.entity_ref,
      occurredAt: target.scanned_at,
      correlation: { sha: target.commit_sha },
      data: {
        scanId: target.import_id,
        upTo: target.position,
        tool: target.tool,
        category: target.category,
        scope: target.scope,
        ref: target.branch || undefined,
        branch: target.branch || undefined,
        environment: target.environment || undefined,
        commit: target.commit_sha,
        kinds: target.kinds,
        status: target.status,
        reason: target.reason ?? undefined,
        scannedAt: target.scanned_at.toISOString(),
        open: await countOpen(tx, target.target_key),
        fresh: {},
        commitOpen: await countCommitOpen(
          tx,
          target.entity_ref,
          target.commit_sha,
        ),
        cause: 'decision',
      },
    });
  }
  if ('findingIds' in about) told.push(...(await tellCommits(tx, about)));
  return told;
}

/**
 * The same for commits that scans have gone on from: one of them may yet be what is
 * deployed, and what is accepted or wrong in it counts there too.
 */
async function tellCommits(
  tx: Knex,
  about: { findingIds: readonly string[] },
): Promise<NewEvent[]> {
  return (await loadToldCommits(tx, about.findingIds)).map(
    (row): NewEvent<'security.scanned.v1'> => ({
      type: 'security.scanned.v1',
      entityRef: row.entity_ref,
      occurredAt: row.scanned_at,
      correlation: { sha: row.commit_sha },
      data: {
        scanId: row.import_id,
        upTo: row.position,
        tool: row.tool,
        category: row.category,
        scope: row.scope,
        ref: row.branch || undefined,
        branch: row.branch || undefined,
        environment: row.environment || undefined,
        commit: row.commit_sha,
        kinds: row.kinds,
        status: row.status,
        reason: row.reason ?? undefined,
        scannedAt: row.scanned_at.toISOString(),
        open: row.open,
        fresh: {},
        commitOpen: row.commit_open,
        cause: 'decision',
      },
    }),
  );
}
