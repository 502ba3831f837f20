import { z } from 'zod';
import { runResults, runStates, runTriggers } from './runFacts';
import { stateTokens, statusKeys } from './runStatus';

const time = z.string();
const maybeTime = z.string().nullable();
const seconds = z.number().nullable();

/** How fresh an answer is and how much of the truth the caller may see. */
export const answerMetaSchema = z.object({
  /** When this answer was read. */
  asOf: time,
  /** When the newest event in these tables was recorded; null: never any. */
  lastEventAt: maybeTime,
  /** Age of the oldest event that is not in these tables yet; 0: all are. */
  lagSeconds: seconds,
  /** The reader of the log has fallen behind or is stopped: say the age, dim the marks. */
  stale: z.boolean(),
  /** `own`: a permission condition left out other teams' rows. */
  visibility: z.enum(['all', 'own']),
});

/** @see answerMetaSchema */
export type AnswerMeta = z.infer<typeof answerMetaSchema>;

/** A number that may be missing, with the reason why. 0 is a number. */
export const measuredSchema = z.object({
  value: z.number().nullable(),
  /** How many samples it is made of. */
  n: z.number(),
  /** Set exactly when `value` is null. */
  reason: z.enum(['no_data']).optional(),
  /** Fewer than five samples: show "too few (n)". */
  tooFew: z.boolean(),
  /** The same over the equally long range before; null without data there. */
  previous: z.number().nullable(),
});

/** @see measuredSchema */
export type Measured = z.infer<typeof measuredSchema>;

/** A point of a sparkline. `value` null is a gap, never zero. */
export const pointSchema = z.object({
  at: time,
  value: z.number().nullable(),
  n: z.number(),
  /** The bucket is not over, or the range cuts it. */
  partial: z.boolean(),
});

/** Token, word and filter key of a status. */
export const statusSchema = z.object({
  key: z.enum(statusKeys),
  state: z.enum(stateTokens),
  word: z.string(),
});

/** Who did it, as the provider names them. */
export const personSchema = z.object({
  login: z.string(),
  name: z.string().optional(),
  kind: z.enum(['person', 'bot', 'schedule', 'unknown']),
});

/** Names one attempt of one run. */
export const runRefSchema = z.object({
  instance: z.string(),
  externalId: z.string(),
  attempt: z.number(),
});

/** @see runRefSchema */
export type RunRef = z.infer<typeof runRefSchema>;

/** What a definition of a pipeline is called. `key` is unique in its project. */
export const pipelineSchema = z.object({
  key: z.string(),
  name: z.string(),
  path: z.string().nullable(),
});

/** A row of the run list. */
export const runSummarySchema = runRefSchema.extend({
  isLatestAttempt: z.boolean(),
  provider: z.string(),
  project: z.string(),
  /** null: unclaimed. */
  entityRef: z.string().nullable(),
  pipeline: pipelineSchema,
  number: z.number().nullable(),
  /** The commit's subject, else what the provider calls the run. */
  title: z.string().nullable(),
  status: statusSchema,
  state: z.enum(runStates),
  result: z.enum(runResults).nullable(),
  rawState: z.string().nullable(),
  rawResult: z.string().nullable(),
  trigger: z.enum(runTriggers),
  rawTrigger: z.string().nullable(),
  actor: personSchema.nullable(),
  branch: z.string().nullable(),
  tag: z.string().nullable(),
  /** null: the provider never named the default branch. */
  isDefaultBranch: z.boolean().nullable(),
  sha: z.string().nullable(),
  createdAt: maybeTime,
  queuedAt: maybeTime,
  startedAt: maybeTime,
  /** When its first job began: the end of the queue. */
  workStartedAt: maybeTime,
  finishedAt: maybeTime,
  /** Until work began. Of an active run: null until it did. */
  queueSeconds: seconds,
  /** From work began to finished. null while it runs: count from `workStartedAt`. */
  runSeconds: seconds,
  /** What it sorts by within active and finished. */
  listedAt: time,
  url: z.string().nullable(),
});

/** @see runSummarySchema */
export type RunSummary = z.infer<typeof runSummarySchema>;

/** A bar of the RunStrip. */
export const stripRunSchema = runRefSchema.extend({
  status: statusSchema,
  title: z.string().nullable(),
  sha: z.string().nullable(),
  queueSeconds: seconds,
  runSeconds: seconds,
  listedAt: time,
});

/** @see stripRunSchema */
export type StripRun = z.infer<typeof stripRunSchema>;

/** A step of a job. */
export const stepSchema = z.object({
  ordinal: z.number(),
  name: z.string(),
  status: statusSchema,
  startedAt: maybeTime,
  finishedAt: maybeTime,
  runSeconds: seconds,
});

/** A job of an attempt. */
export const jobSchema = z.object({
  instance: z.string(),
  externalId: z.string(),
  runExternalId: z.string(),
  runAttempt: z.number(),
  project: z.string(),
  entityRef: z.string().nullable(),
  pipelineName: z.string().nullable(),
  name: z.string(),
  stage: z.string().nullable(),
  kind: z.enum(['build', 'test', 'scan', 'deploy', 'approval', 'unknown']),
  allowFailure: z.boolean(),
  status: statusSchema,
  state: z.enum(runStates),
  result: z.enum(runResults).nullable(),
  rawState: z.string().nullable(),
  rawResult: z.string().nullable(),
  branch: z.string().nullable(),
  sha: z.string().nullable(),
  runner: z
    .object({
      name: z.string().nullable(),
      group: z.string().nullable(),
      labels: z.array(z.string()),
    })
    .nullable(),
  failureMessage: z.string().nullable(),
  createdAt: maybeTime,
  queuedAt: maybeTime,
  startedAt: maybeTime,
  finishedAt: maybeTime,
  queueSeconds: seconds,
  runSeconds: seconds,
  /** It ended before it began, because something before it stopped the run. */
  notReached: z.boolean(),
  onCriticalPath: z.boolean(),
  url: z.string().nullable(),
  steps: z.array(stepSchema),
});

/** @see jobSchema */
export type Job = z.infer<typeof jobSchema>;

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

/** A default branch's pipeline that is red now. */
export const failingSchema = z.object({
  entityRef: z.string().nullable(),
  instance: z.string(),
  project: z.string(),
  pipeline: pipelineSchema,
  branch: z.string(),
  /** The newest red run. */
  run: runSummarySchema,
  failedJob: z.string().nullable(),
  failedStep: z.string().nullable(),
  /** First line of the provider's words, if it had any. */
  message: z.string().nullable(),
  /** Finish of the first red run after the last green one. */
  since: time,
  /** false: no green run is known before, so it may be red for longer. */
  sinceExact: z.boolean(),
  redRuns: z.number(),
  /** The first red run: the change that broke it. */
  brokenBy: z.object({
    run: runRefSchema,
    sha: z.string().nullable(),
    title: z.string().nullable(),
    author: personSchema.nullable(),
  }),
});

/** @see failingSchema */
export type Failing = z.infer<typeof failingSchema>;
