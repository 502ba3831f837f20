import { z } from 'zod';
import { subjectSchema } from './subject';
import { text, timestamp } from './values';

/**
 * A person said which entity a subject belongs to, or the catalog did later
 * than its first delivery (`claimedBy: catalog`). Consumers move the rows of
 * the subject, and rows that arrive later follow the newest claim.
 */
export const subjectClaimedSchema = z.object({
  subject: subjectSchema,
  /** `null` gives the subject up: it is unclaimed again. */
  entityRef: z.string().max(512).nullable(),
  claimedBy: z.string().max(512),
});

/** A report or other artefact was stored; its records are read with `records(event)`. */
export const reportReceivedSchema = z.object({
  category: text(64),
  format: text(64),
  ref: text(512).optional(),
  commit: z.string().max(64).optional(),
  bytes: z.int().nonnegative(),
  recordCount: z.int().nonnegative(),
  /** Records that could not be read: the report is not whole. */
  rejectedCount: z.int().nonnegative().default(0),
  /** The first of them: where in the report, and why. */
  rejects: z
    .array(z.object({ path: text(500), message: text(500) }))
    .max(100)
    .optional(),
  /** Figures of the whole report, by the words of its category: `tests`, `failed`, `lines.covered`. */
  summary: z.record(z.string().max(64), z.number()).default({}),
  tool: text(128).optional(),
  branch: text(512).optional(),
  environment: text(255).optional(),
  /** Of a scan: what it speaks for, and whether it saw all of it. */
  scan: z
    .object({
      /** Part of the entity (`backend`): an import closes only what its own scope found. */
      scope: text(255).optional(),
      /** Only `success` closes findings. */
      status: z.enum(['success', 'failed', 'partial']).default('success'),
      reason: text(500).optional(),
      closeOld: z.boolean().default(true),
      /** Commit of the merge base, for gates that look at new findings only. */
      base: z.string().max(64).optional(),
      /** When it was made, if that is not when it was sent. */
      at: timestamp.optional(),
      /** The report itself says that it looked at nothing at all. */
      empty: z.boolean().optional(),
      /** Of the image that was scanned, as the report names it: `sha256:…` */
      digests: z.array(z.string().max(160)).max(20).optional(),
    })
    .optional(),
  /** The run it was made in, in the provider's words. */
  run: z
    .object({
      instance: z.string().max(255),
      externalId: z.string().max(128),
      attempt: z.int().positive().default(1),
      job: text(512).optional(),
    })
    .optional(),
});

/** @see subjectClaimedSchema */
export type SubjectClaimed = z.infer<typeof subjectClaimedSchema>;

export const ingestEvents = {
  'subject.claimed.v1': subjectClaimedSchema,
  'report.received.v1': reportReceivedSchema,
} as const;
