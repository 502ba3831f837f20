import { z } from 'zod';
import { runResults, runStates, runTriggers } from '../runFacts';
import { statusSchema, personSchema } from './shared';

const time = z.string();
const maybeTime = z.string().nullable();
const seconds = z.number().nullable();

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
