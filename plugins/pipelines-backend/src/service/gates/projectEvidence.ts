import { Knex } from 'knex';
import { EventType, scanCategories } from '@quarterdeck/plugin-ingest-common';
import { RunState } from '@quarterdeck/plugin-pipelines-common';
import { AnyLogEvent } from '@quarterdeck/plugin-ingest-node';
import {
  AuthorRow,
  EvidenceRow,
  insertAuthors,
  upsertEvidence,
} from '../../database/gates/evidenceRows';
import { commitAuthors } from './commitAuthors';

/** Name of the consumer whose tables gates are decided by. */
export const evidenceConsumer = 'pipelines-evidence';

/** What gates are decided by. */
export const evidenceEventTypes: readonly EventType[] = [
  'ci.run.v1',
  'ci.stage.v1',
  'ci.job.v1',
  'deployment.v1',
  'report.received.v1',
  'security.scanned.v1',
  'commits.pushed.v1',
  'change.v1',
];

/** The projection's tables, as a rebuild needs them. */
export const evidenceTables: readonly string[] = [
  'gate_evidence',
  'gate_author',
];

const runRank: Record<RunState, number> = {
  pending: 0,
  waiting_gate: 1,
  executing: 2,
  finalizing: 3,
  completed: 4,
};

/** Verifying, paused and in progress follow each other in any order. */
const deploymentRank: Record<string, number | undefined> = {
  queued: 0,
  waiting_gate: 1,
  in_progress: 2,
  paused: 2,
  verifying: 2,
  succeeded: 3,
  failed: 3,
  aborted: 3,
};

const key = (...parts: (string | number)[]) => JSON.stringify(parts);
const lower = (sha: string | undefined) =>
  sha?.toLocaleLowerCase('en-US') ?? null;

const categories: readonly string[] = scanCategories.filter(
  category => category !== 'sbom' && category !== 'vex',
);
/** Whether a report of this category finds things. */
const scanCategory = (category: string) => categories.includes(category);

/** The evidence in one event; its entity is one its source may speak for. */
function toEvidence(
  event: AnyLogEvent,
  entityRef: string,
): EvidenceRow | undefined {
  const { position } = event;
  switch (event.type) {
    case 'ci.run.v1': {
      const { data } = event;
      return {
        entityRef,
        kind: 'run',
        key: key(data.instance, data.externalId, data.attempt),
        sha: lower(data.sha),
        instance: data.instance,
        runExternalId: data.externalId,
        rank: runRank[data.state],
        observedAt: data.observedAt,
        position,
        facts: {
          work: 'run',
          instance: data.instance,
          project: data.project,
          externalId: data.externalId,
          runExternalId: data.externalId,
          runAttempt: data.attempt,
          name: data.pipeline.name,
          kind: 'unknown',
          allowFailure: false,
          state: data.state,
          result: data.result,
          startedAt: data.startedAt,
          finishedAt: data.finishedAt,
          url: data.url,
        },
      };
    }
    case 'ci.stage.v1':
    case 'ci.job.v1': {
      const { data } = event;
      const isJob = event.type === 'ci.job.v1';
      const job = event.type === 'ci.job.v1' ? event.data : undefined;
      return {
        entityRef,
        kind: isJob ? 'job' : 'stage',
        key: key(data.instance, data.externalId),
        sha: lower(job?.sha),
        instance: data.instance,
        runExternalId: data.runExternalId,
        rank: runRank[data.state],
        observedAt: data.observedAt,
        position,
        facts: {
          work: isJob ? 'job' : 'stage',
          instance: data.instance,
          project: data.project,
          externalId: data.externalId,
          runExternalId: data.runExternalId,
          runAttempt: data.runAttempt,
          pipeline: data.pipelineName,
          name: data.name,
          stage: job?.stage,
          kind: job?.kind ?? 'unknown',
          matrixKey: job?.matrixKey,
          allowFailure: job?.allowFailure ?? false,
          state: data.state,
          result: data.result,
          startedAt: data.startedAt,
          finishedAt: data.finishedAt,
          url: data.url,
        },
      };
    }
    case 'deployment.v1': {
      const { data } = event;
      const rank = deploymentRank[data.state];
      // That another took its place says nothing of how it went.
      if (rank === undefined) return undefined;
      return {
        entityRef,
        kind: 'deployment',
        key: key(data.instance, data.externalId),
        sha: lower(data.sha),
        instance: data.instance,
        runExternalId: null,
        rank,
        observedAt: data.observedAt,
        position,
        facts: {
          environment: data.environment.name,
          state: data.state,
          startedAt: data.startedAt,
          finishedAt: data.finishedAt,
          url: data.url,
        },
      };
    }
    case 'report.received.v1': {
      const { data } = event;
      if (!data.commit) return undefined;
      if (scanCategory(data.category)) {
        return {
          entityRef,
          kind: 'scan_report',
          key: key(position),
          sha: lower(data.commit),
          instance: '',
          runExternalId: null,
          rank: 0,
          observedAt: event.occurredAt.toISOString(),
          position,
          facts: { scanId: event.id },
        };
      }
      if (data.category !== 'tests' && data.category !== 'coverage') {
        return undefined;
      }
      return {
        entityRef,
        kind: 'report',
        key: key(position),
        sha: lower(data.commit),
        instance: data.run?.instance ?? '',
        runExternalId: data.run?.externalId ?? null,
        rank: 0,
        observedAt: event.occurredAt.toISOString(),
        position,
        facts: {
          category: data.category,
          tool: data.tool,
          job: data.run?.job,
          summary: data.summary,
          rejectedCount: data.rejectedCount,
        },
      };
    }
    case 'security.scanned.v1': {
      const { data } = event;
      // The portal's own word only: by the door anybody could tell of a clean scan.
      if (!data.commit || event.source || event.deliveryId) return undefined;
      return {
        entityRef,
        kind: 'scan',
        key: key(
          data.tool,
          data.category,
          data.scope,
          data.ref ?? '',
          data.environment ?? '',
          data.commit.toLocaleLowerCase('en-US'),
        ),
        sha: lower(data.commit),
        instance: '',
        runExternalId: null,
        rank: 0,
        observedAt: data.scannedAt,
        position,
        facts: {
          scanId: data.scanId,
          upTo: data.upTo,
          tool: data.tool,
          status: data.status,
          reason: data.reason,
          open: data.open,
          commitOpen: data.commitOpen,
        },
      };
    }
    default:
      return undefined;
  }
}

const further = (a: EvidenceRow, b: EvidenceRow): EvidenceRow => {
  if (a.rank !== b.rank) return a.rank > b.rank ? a : b;
  if (a.observedAt !== b.observedAt) return a.observedAt > b.observedAt ? a : b;
  return BigInt(a.position) >= BigInt(b.position) ? a : b;
};

/** Applies a batch of the log to the evidence; one statement per table. */
export async function projectEvidence(
  batch: readonly AnyLogEvent[],
  tx: Knex,
): Promise<void> {
  const evidence = new Map<string, EvidenceRow>();
  const authors = new Map<string, AuthorRow>();
  for (const event of batch) {
    const row = event.entityRef && toEvidence(event, event.entityRef);
    if (row) {
      const at = key(row.entityRef, row.kind, row.key);
      const known = evidence.get(at);
      const winner = known ? further(known, row) : row;
      evidence.set(at, {
        ...winner,
        sha: winner.sha ?? known?.sha ?? row.sha,
      });
    }
    for (const author of commitAuthors(event)) {
      const at = key(author.sha, author.login, author.entityRef);
      const known = authors.get(at);
      authors.set(at, {
        ...author,
        name: known?.name ?? author.name,
        email: known?.email ?? author.email,
      });
    }
  }
  await upsertEvidence(tx, [...evidence.values()]);
  await insertAuthors(tx, [...authors.values()]);
}
