import { z } from 'zod';
import { actorSchema, commitSchema, link, text, timestamp } from './values';

const place = {
  provider: z.string().min(1).max(64),
  instance: z.string().min(1).max(255),
  project: z.string().min(1).max(512),
};

/** Commits arrived on a branch or tag. Natural key: instance, project, ref, after. */
export const commitsPushedSchema = z.object({
  ...place,
  ref: text(512),
  branch: text(512).optional(),
  tag: text(512).optional(),
  defaultBranch: text(512).optional(),
  before: z.string().max(64).optional(),
  after: z.string().max(64),
  created: z.boolean().default(false),
  deleted: z.boolean().default(false),
  forced: z.boolean().default(false),
  pushedAt: timestamp,
  actor: actorSchema.optional(),
  /** Oldest first, as the provider sends them. `truncated` when it sent not all. */
  commits: z
    .array(
      commitSchema.extend({
        /** Paths touched, for monorepos; at most 300 are kept. */
        paths: z.array(text(1024)).max(300).default([]),
      }),
    )
    .max(5000),
  /** Where the ref now stands; a new branch or tag may bring no commits of its own. */
  headCommit: commitSchema.optional(),
  truncated: z.boolean().default(false),
  compareUrl: link,
});

/** A pull or merge request. Natural key: instance, project, externalId. */
export const changeSchema = z.object({
  ...place,
  externalId: z.string().min(1).max(128),
  number: z.int().nonnegative().optional(),
  title: text(1024),
  state: z.enum(['open', 'merged', 'closed']),
  draft: z.boolean().default(false),
  author: actorSchema.optional(),
  mergedBy: actorSchema.optional(),
  sourceBranch: text(512).optional(),
  targetBranch: text(512).optional(),
  headSha: z.string().max(64).optional(),
  baseSha: z.string().max(64).optional(),
  mergeSha: z.string().max(64).optional(),
  labels: z.array(text(255)).max(100).default([]),
  additions: z.int().nonnegative().optional(),
  deletions: z.int().nonnegative().optional(),
  changedFiles: z.int().nonnegative().optional(),
  commitCount: z.int().nonnegative().optional(),
  createdAt: timestamp.optional(),
  mergedAt: timestamp.optional(),
  closedAt: timestamp.optional(),
  observedAt: timestamp,
  url: link,
});

/** Somebody reviewed a change. Natural key: instance, project, externalId. */
export const changeReviewedSchema = z.object({
  ...place,
  externalId: z.string().min(1).max(128),
  changeExternalId: z.string().min(1).max(128),
  state: z.enum(['approved', 'changes_requested', 'commented', 'dismissed']),
  reviewer: actorSchema.optional(),
  submittedAt: timestamp,
  sha: z.string().max(64).optional(),
  url: link,
});

/** A branch or tag came or went. */
export const refChangedSchema = z.object({
  ...place,
  ref: text(512),
  refKind: z.enum(['branch', 'tag']),
  change: z.enum(['created', 'deleted']),
  actor: actorSchema.optional(),
  defaultBranch: text(512).optional(),
  at: timestamp,
});

/** A release of the project. Natural key: instance, project, externalId. */
export const releaseSchema = z.object({
  ...place,
  externalId: z.string().min(1).max(128),
  tag: text(512),
  name: text(512).optional(),
  state: z.enum(['draft', 'prerelease', 'published', 'deleted']),
  author: actorSchema.optional(),
  targetRef: text(512).optional(),
  createdAt: timestamp.optional(),
  publishedAt: timestamp.optional(),
  observedAt: timestamp,
  url: link,
});

/** @see changeSchema */
export type Change = z.infer<typeof changeSchema>;
/** @see commitsPushedSchema */
export type CommitsPushed = z.infer<typeof commitsPushedSchema>;

export const changeEvents = {
  'commits.pushed.v1': commitsPushedSchema,
  'change.v1': changeSchema,
  'change.reviewed.v1': changeReviewedSchema,
  'ref.changed.v1': refChangedSchema,
  'release.v1': releaseSchema,
} as const;
