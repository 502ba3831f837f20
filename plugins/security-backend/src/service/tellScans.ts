import { Knex } from 'knex';
import { NewEvent } from '@quarterdeck/plugin-ingest-node';
import { countCommitOpen, countOpen } from '../database/import/targets';
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
  return told;
}
