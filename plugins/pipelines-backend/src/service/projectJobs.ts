import { Knex } from 'knex';
import { AnyLogEvent, ownedEntity } from '@quarterdeck/plugin-ingest-node';
import { CiJob } from '@quarterdeck/plugin-ingest-common';
import {
  mergeRunFacts,
  queueSeconds,
  Report,
  runOutcome,
  runSeconds,
  soleReport,
  statusKey,
} from '@quarterdeck/plugin-pipelines-common';
import { JobRow, loadJobs, upsertJobs } from '../database/jobRows';
import { applyJobCounts, Changed, dayOf } from '../database/rollups';
import { RunId } from '../database/runRows';
import { collect, Collected } from './collect';
import { mergeStored, StoredReport } from './mergeStored';
import { sameRow } from './sameRow';
import { loadOwners } from './loadOwners';

const keyOf = (row: { instance: string; externalId: string }) =>
  `${row.instance} ${row.externalId}`;

/** The pool a job waited for: its runner group, else its labels. */
export function poolOf(job: CiJob): string {
  const { runner } = job;
  return runner?.group ?? (runner?.labels ?? []).join(', ');
}

function jobRow(
  subject: string,
  merged: StoredReport<CiJob>,
  entityRef: string | null,
): JobRow {
  const { facts } = merged;
  const status = statusKey(facts);
  const outcome = runOutcome(status);
  const queue = queueSeconds(facts);
  const skipped = status === 'skipped';
  return {
    instance: facts.instance,
    externalId: facts.externalId,
    project: facts.project,
    subject,
    entityRef,
    entityReported: merged.entityReported,
    position: merged.position,
    pool: poolOf(facts),
    status,
    outcome,
    listedAt:
      facts.finishedAt ??
      facts.startedAt ??
      facts.queuedAt ??
      facts.createdAt ??
      facts.observedAt,
    finishedDay: outcome ? dayOf(facts.finishedAt ?? facts.observedAt) : null,
    // A skipped job never waited for a runner.
    queueSeconds: skipped ? null : queue,
    runSeconds: skipped ? null : runSeconds(facts),
    facts,
  };
}

/**
 * Applies the jobs of a batch.
 * @returns the runs they belong to, whose queue ends with their first job.
 */
export async function projectJobs(
  tx: Knex,
  batch: readonly AnyLogEvent[],
): Promise<RunId[]> {
  const collected = new Map<string, Collected<CiJob>>();
  const merge = (a: Report<CiJob>, b: Report<CiJob>) => mergeRunFacts(a, b);
  for (const event of batch) {
    if (event.type !== 'ci.job.v1') continue;
    const report = soleReport({ facts: event.data, position: event.position });
    collect(collected, keyOf(event.data), event, report, merge);
  }
  if (collected.size === 0) return [];

  const reports = [...collected.values()];
  const stored = new Map(
    (
      await loadJobs(
        tx,
        reports.map(({ facts }) => facts),
      )
    ).map(row => [keyOf(row), row]),
  );
  const ownerOf = await loadOwners(
    tx,
    reports.map(report => report.subject),
  );
  const changes: Changed<JobRow>[] = [];
  for (const [key, report] of collected) {
    const before = stored.get(key);
    const merged = mergeStored(before, report, merge);
    const subject = before?.subject ?? report.subject;
    const after = jobRow(
      subject,
      merged,
      ownedEntity(ownerOf(subject), merged),
    );
    if (!before || !sameRow(before, after)) changes.push({ before, after });
  }
  await upsertJobs(
    tx,
    changes.map(change => change.after),
  );
  await applyJobCounts(tx, changes);
  return changes.map(({ after }) => ({
    instance: after.instance,
    externalId: after.facts.runExternalId,
  }));
}
