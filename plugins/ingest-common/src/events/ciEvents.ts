import { z } from 'zod';
import { actorSchema, commitSchema, link, text, timestamp } from './values';

/** Where a run, job or step stands. It only ever moves to the right. */
export const runStates = [
  'pending',
  'waiting_gate',
  'executing',
  'finalizing',
  'completed',
] as const;

/** How a completed run, job or step ended. `unknown` keeps its raw word. */
export const runResults = [
  'success',
  'failure',
  'error',
  'timeout',
  'cancelled',
  'skipped',
  'unstable',
  'neutral',
  'unknown',
] as const;

/** Why a run was started. */
export const runTriggers = [
  'push',
  'change',
  'schedule',
  'manual',
  'api',
  'upstream',
  'deployment',
  'unknown',
] as const;

const progress = {
  state: z.enum(runStates),
  /** Only with `state: completed`. */
  result: z.enum(runResults).optional(),
  /** The provider's own words, shown in tooltips. */
  rawState: text(64).optional(),
  rawResult: text(64).optional(),
  createdAt: timestamp.optional(),
  queuedAt: timestamp.optional(),
  startedAt: timestamp.optional(),
  finishedAt: timestamp.optional(),
  /**
   * When the provider last changed the object: orders two reports that share a
   * state. The log's position decides only when this is equal as well.
   */
  observedAt: timestamp,
};

/** One attempt of one pipeline run. Natural key: instance, externalId, attempt. */
export const ciRunSchema = z.object({
  provider: z.string().min(1).max(64),
  instance: z.string().min(1).max(255),
  project: z.string().min(1).max(512),
  externalId: z.string().min(1).max(128),
  attempt: z.int().positive(),
  number: z.int().nonnegative().optional(),
  pipeline: z.object({
    externalId: z.string().max(128).optional(),
    name: text(512),
    path: text(1024).optional(),
  }),
  title: text(1024).optional(),
  trigger: z.enum(runTriggers),
  rawTrigger: text(64).optional(),
  actor: actorSchema.optional(),
  branch: text(512).optional(),
  tag: text(512).optional(),
  defaultBranch: text(512).optional(),
  sha: z.string().max(64).optional(),
  commit: commitSchema.optional(),
  changes: z
    .array(z.object({ externalId: z.string().max(128), url: link }))
    .max(50)
    .default([]),
  parentRun: z.string().max(256).optional(),
  url: link,
  ...progress,
});

/** @see ciRunSchema */
export type CiRun = z.infer<typeof ciRunSchema>;

/** A step inside a job. `ordinal` is the provider's number. */
export const ciStepSchema = z.object({
  ordinal: z.int().nonnegative(),
  name: text(512),
  state: z.enum(runStates),
  result: z.enum(runResults).optional(),
  rawState: text(64).optional(),
  rawResult: text(64).optional(),
  startedAt: timestamp.optional(),
  finishedAt: timestamp.optional(),
});

/** @see ciStepSchema */
export type CiStep = z.infer<typeof ciStepSchema>;

/** One job of one attempt. Natural key: instance, externalId. */
export const ciJobSchema = z.object({
  provider: z.string().min(1).max(64),
  instance: z.string().min(1).max(255),
  project: z.string().min(1).max(512),
  externalId: z.string().min(1).max(128),
  runExternalId: z.string().min(1).max(128),
  runAttempt: z.int().positive(),
  pipelineName: text(512).optional(),
  name: text(512),
  stage: text(255).optional(),
  kind: z.enum(['build', 'test', 'scan', 'deploy', 'approval', 'unknown']),
  allowFailure: z.boolean().default(false),
  /** Try of this job inside one attempt of the run, where the provider counts. */
  attempt: z.int().positive().optional(),
  /** What tells jobs of one name apart: `linux, node 24`. */
  matrixKey: text(255).optional(),
  /** Names of the jobs it waited for. */
  needs: z.array(text(512)).max(100).default([]),
  branch: text(512).optional(),
  sha: z.string().max(64).optional(),
  runner: z
    .object({
      name: text(255).optional(),
      group: text(255).optional(),
      labels: z.array(text(255)).max(50).default([]),
    })
    .optional(),
  /** The provider's own words about a failure (annotation, reason), if any. */
  failureMessage: text(4096).optional(),
  steps: z.array(ciStepSchema).max(1000).default([]),
  url: link,
  ...progress,
});

/** @see ciJobSchema */
export type CiJob = z.infer<typeof ciJobSchema>;

/** A stage of a run that the provider reports itself. Natural key: instance, externalId. */
export const ciStageSchema = z.object({
  provider: z.string().min(1).max(64),
  instance: z.string().min(1).max(255),
  project: z.string().min(1).max(512),
  externalId: z.string().min(1).max(256),
  runExternalId: z.string().min(1).max(128),
  runAttempt: z.int().positive(),
  pipelineName: text(512).optional(),
  name: text(255),
  ordinal: z.int().nonnegative().optional(),
  failureMessage: text(4096).optional(),
  url: link,
  ...progress,
});

/** @see ciStageSchema */
export type CiStage = z.infer<typeof ciStageSchema>;

export const ciEvents = {
  'ci.run.v1': ciRunSchema,
  'ci.stage.v1': ciStageSchema,
  'ci.job.v1': ciJobSchema,
} as const;
