import { z } from 'zod';
import { stateTokens } from '../runStatus';
import { personSchema } from './shared';

const time = z.string();
const maybeTime = z.string().nullable();
const seconds = z.number().nullable();

/** A gate of a run or deployment. */
export const gateSchema = z.object({
  instance: z.string(),
  externalId: z.string(),
  project: z.string(),
  entityRef: z.string().nullable(),
  kind: z.enum([
    'approval',
    'manual',
    'environment_rule',
    'timer',
    'analysis',
    'policy',
  ]),
  state: z.enum(['pending', 'approved', 'rejected', 'expired', 'bypassed']),
  environment: z.string().nullable(),
  runExternalId: z.string().nullable(),
  runAttempt: z.number().nullable(),
  askedAt: maybeTime,
  decidedAt: maybeTime,
  decidedBy: personSchema.nullable(),
  comment: z.string().nullable(),
  waitSeconds: seconds,
  url: z.string().nullable(),
});

/** @see gateSchema */
export type Gate = z.infer<typeof gateSchema>;

/** A commit, with what it touched when the provider said so. */
export const commitAnswerSchema = z.object({
  sha: z.string(),
  subject: z.string().nullable(),
  author: personSchema.nullable(),
  authoredAt: maybeTime,
  url: z.string().nullable(),
  /** null: the provider did not say. */
  fileCount: z.number().nullable(),
  paths: z.array(z.string()),
  /** Why this one may have broken it; null: nothing points at it. */
  likely: z.string().nullable(),
});

/** @see commitAnswerSchema */
export type CommitAnswer = z.infer<typeof commitAnswerSchema>;

/** A pull or merge request. */
export const changeAnswerSchema = z.object({
  instance: z.string(),
  project: z.string(),
  entityRef: z.string().nullable(),
  externalId: z.string(),
  number: z.number().nullable(),
  title: z.string(),
  state: z.enum(['open', 'merged', 'closed']),
  draft: z.boolean(),
  author: personSchema.nullable(),
  mergedBy: personSchema.nullable(),
  sourceBranch: z.string().nullable(),
  targetBranch: z.string().nullable(),
  headSha: z.string().nullable(),
  mergeSha: z.string().nullable(),
  additions: z.number().nullable(),
  deletions: z.number().nullable(),
  changedFiles: z.number().nullable(),
  createdAt: maybeTime,
  mergedAt: maybeTime,
  closedAt: maybeTime,
  observedAt: time,
  url: z.string().nullable(),
});

/** @see changeAnswerSchema */
export type ChangeAnswer = z.infer<typeof changeAnswerSchema>;

/** A deployment. */
export const deploymentAnswerSchema = z.object({
  instance: z.string(),
  externalId: z.string(),
  project: z.string(),
  entityRef: z.string().nullable(),
  environment: z.object({
    name: z.string(),
    tier: z.enum(['production', 'staging', 'testing', 'development', 'other']),
    url: z.string().nullable(),
  }),
  state: z.enum([
    'queued',
    'waiting_gate',
    'in_progress',
    'paused',
    'verifying',
    'succeeded',
    'failed',
    'aborted',
    'superseded',
  ]),
  /** How it ended; kept when a later deployment supersedes it. */
  outcome: z.enum(['succeeded', 'failed', 'aborted']).nullable(),
  status: z.object({ state: z.enum(stateTokens), word: z.string() }),
  rawState: z.string().nullable(),
  ref: z.string().nullable(),
  sha: z.string().nullable(),
  version: z.string().nullable(),
  task: z.string().nullable(),
  description: z.string().nullable(),
  actor: personSchema.nullable(),
  runExternalId: z.string().nullable(),
  createdAt: maybeTime,
  startedAt: maybeTime,
  finishedAt: maybeTime,
  observedAt: time,
  url: z.string().nullable(),
});

/** @see deploymentAnswerSchema */
export type DeploymentAnswer = z.infer<typeof deploymentAnswerSchema>;
