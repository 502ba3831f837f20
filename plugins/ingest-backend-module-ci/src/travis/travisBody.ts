import { z } from 'zod';
import {
  id,
  lenient,
  maybeCount,
  maybeFlag,
  maybeId,
  maybeSha,
  maybeText,
  maybeTime,
  readableItems,
} from '../bodyValues';

const configSchema = lenient(z.record(z.string(), z.unknown()));

/** A job of a build's matrix. */
export const travisJobSchema = z.object({
  id,
  number: maybeText,
  state: maybeText,
  status_message: maybeText,
  result: maybeCount,
  status: maybeCount,
  allow_failure: maybeFlag,
  config: configSchema,
  job_url: maybeText,
  created_at: maybeTime,
  queued_at: maybeTime,
  started_at: maybeTime,
  finished_at: maybeTime,
});

/** @see travisJobSchema */
export type TravisJob = z.output<typeof travisJobSchema>;

/** A notification: a build with its matrix. */
export const travisBodySchema = z.object({
  id,
  number: maybeId,
  type: maybeText,
  state: maybeText,
  status_message: maybeText,
  result: maybeCount,
  status: maybeCount,
  build_url: maybeText,
  branch: maybeText,
  tag: maybeText,
  commit: maybeSha,
  head_commit: maybeSha,
  message: maybeText,
  committed_at: maybeTime,
  author_name: maybeText,
  author_email: maybeText,
  pull_request: maybeFlag,
  pull_request_number: maybeCount,
  pull_request_title: maybeText,
  created_at: maybeTime,
  queued_at: maybeTime,
  started_at: maybeTime,
  finished_at: maybeTime,
  repository: z.object({
    name: z.string().min(1).max(200),
    owner_name: z.string().min(1).max(200),
    default_branch: maybeText,
  }),
  matrix: readableItems(travisJobSchema, 1000),
});

/** @see travisBodySchema */
export type TravisBody = z.output<typeof travisBodySchema>;
