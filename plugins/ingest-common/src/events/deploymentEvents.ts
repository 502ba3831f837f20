import { z } from 'zod';
import { actorSchema, link, text, timestamp } from './values';

/** GitLab's five tiers. An environment no rule knows is `other`, never production. */
export const environmentTiers = [
  'production',
  'staging',
  'testing',
  'development',
  'other',
] as const;

export const deploymentStates = [
  'queued',
  'waiting_gate',
  'in_progress',
  'paused',
  'verifying',
  'succeeded',
  'failed',
  'aborted',
  'superseded',
] as const;

/** A deployment. Natural key: instance, externalId. */
export const deploymentSchema = z.object({
  provider: z.string().min(1).max(64),
  instance: z.string().min(1).max(255),
  project: z.string().min(1).max(512),
  externalId: z.string().min(1).max(128),
  environment: z.object({
    name: text(255),
    tier: z.enum(environmentTiers),
    url: link,
  }),
  state: z.enum(deploymentStates),
  rawState: text(64).optional(),
  ref: text(512).optional(),
  sha: z.string().max(64).optional(),
  version: text(255).optional(),
  task: text(255).optional(),
  description: text(1024).optional(),
  actor: actorSchema.optional(),
  runExternalId: z.string().max(128).optional(),
  runAttempt: z.int().positive().optional(),
  jobExternalId: z.string().max(128).optional(),
  createdAt: timestamp.optional(),
  startedAt: timestamp.optional(),
  /** When it first reached an end. `superseded` (GitHub: inactive) never carries one. */
  finishedAt: timestamp.optional(),
  observedAt: timestamp,
  url: link,
});

/** A person or rule holds or lets go a run, job or deployment. */
export const gateSchema = z.object({
  provider: z.string().min(1).max(64),
  instance: z.string().min(1).max(255),
  project: z.string().min(1).max(512),
  externalId: z.string().min(1).max(512),
  kind: z.enum([
    'approval',
    'manual',
    'environment_rule',
    'timer',
    'analysis',
    'policy',
  ]),
  state: z.enum(['pending', 'approved', 'rejected', 'expired', 'bypassed']),
  environment: text(255).optional(),
  runExternalId: z.string().max(128).optional(),
  runAttempt: z.int().positive().optional(),
  askedAt: timestamp.optional(),
  decidedAt: timestamp.optional(),
  decidedBy: actorSchema.optional(),
  comment: text(4096).optional(),
  observedAt: timestamp,
  url: link,
});

/** @see deploymentSchema */
export type Deployment = z.infer<typeof deploymentSchema>;
/** @see gateSchema */
export type Gate = z.infer<typeof gateSchema>;

export const deploymentEvents = {
  'deployment.v1': deploymentSchema,
  'gate.v1': gateSchema,
} as const;
