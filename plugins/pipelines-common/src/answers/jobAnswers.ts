import { z } from 'zod';
import { runResults, runStates } from '../runFacts';
import { statusSchema } from './shared';

const maybeTime = z.string().nullable();
const seconds = z.number().nullable();

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
