import { Knex } from 'knex';
import { z } from 'zod';
import {
  GateEvidence,
  noEvidence,
  runResults,
  runStates,
} from '@quarterdeck/plugin-pipelines-common';
import {
  loadAuthors,
  loadEvidence,
  StoredEvidence,
} from '../../database/gates/evidenceRows';
import { evidenceConsumer } from './projectEvidence';

/** What evidence is asked for. */
export interface EvidenceQuestion {
  entityRef: string;
  /** Lower case. */
  commit: string;
}

/** One kind of evidence. A gate waits until its consumers have read what came. */
export interface EvidenceReader {
  /** Consumers of the log whose tables it reads. */
  consumers: readonly string[];
  read(knex: Knex, question: EvidenceQuestion): Promise<Partial<GateEvidence>>;
}

const text = z.string().optional();
const workSchema = z.object({
  work: z.enum(['run', 'stage', 'job']),
  instance: z.string(),
  project: z.string(),
  externalId: z.string(),
  runExternalId: z.string(),
  runAttempt: z.number(),
  pipeline: text,
  name: z.string(),
  stage: text,
  kind: z.enum(['build', 'test', 'scan', 'deploy', 'approval', 'unknown']),
  matrixKey: text,
  allowFailure: z.boolean(),
  state: z.enum(runStates),
  result: z.enum(runResults).optional(),
  startedAt: text,
  finishedAt: text,
  url: text,
});
const deploymentSchema = z.object({
  environment: z.string(),
  state: z.string(),
  startedAt: text,
  finishedAt: text,
  url: text,
});
const reportSchema = z.object({
  category: z.enum(['tests', 'coverage']),
  tool: text,
  job: text,
  summary: z.record(z.string(), z.number()),
  rejectedCount: z.number(),
});

const placed = (row: StoredEvidence) => ({
  position: row.position,
  observedAt: row.observed_at.toISOString(),
});

/** Runs, stages and jobs, and who had a part in the commit. */
export const runEvidenceReader: EvidenceReader = {
  consumers: [evidenceConsumer],
  async read(knex, { entityRef, commit }) {
    const kinds = ['run', 'stage', 'job'];
    const rows = await loadEvidence(knex, { entityRef, commit, kinds });
    const authors = await loadAuthors(knex, commit);
    return {
      work: rows.map(row => ({
        ...workSchema.parse(row.facts),
        ...placed(row),
      })),
      authors: authors.map(author => ({
        login: author.login,
        name: author.name ?? undefined,
        email: author.email ?? undefined,
        trusted: author.entity_ref === entityRef,
      })),
    };
  },
};

/** Deployments of the commit. */
export const deploymentEvidenceReader: EvidenceReader = {
  consumers: [evidenceConsumer],
  async read(knex, question) {
    const rows = await loadEvidence(knex, {
      ...question,
      kinds: ['deployment'],
    });
    return {
      deployments: rows.map(row => ({
        ...deploymentSchema.parse(row.facts),
        ...placed(row),
      })),
    };
  },
};

/** Test results and coverage. */
export const reportEvidenceReader: EvidenceReader = {
  consumers: [evidenceConsumer],
  async read(knex, question) {
    const rows = await loadEvidence(knex, { ...question, kinds: ['report'] });
    return {
      reports: rows.map(row => ({
        ...reportSchema.parse(row.facts),
        ...placed(row),
      })),
    };
  },
};

/** Everything that is known of a commit. */
export async function readEvidence(
  knex: Knex,
  readers: readonly EvidenceReader[],
  question: EvidenceQuestion,
): Promise<GateEvidence> {
  let evidence = noEvidence;
  // One after the other: they share the transaction's connection.
  for (const reader of readers) {
    evidence = { ...evidence, ...(await reader.read(knex, question)) };
  }
  return evidence;
}
