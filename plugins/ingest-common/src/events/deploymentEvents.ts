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

/** Why a thing was deployed, when the source says so itself. */
export const deploymentKinds = [
  'planned',
  'rollback',
  'hotfix',
  'redeploy',
  'config',
] as const;

/** How the new version takes over from the old one. */
export const deploymentStrategies = [
  'rolling',
  'recreate',
  'blue_green',
  'canary',
  'gitops_sync',
  'unknown',
] as const;

/** Why a deployment did not arrive. `config`: refused before it touched a user. */
export const deploymentFailures = [
  'aborted',
  'timeout',
  'config',
  'analysis',
  'unknown',
] as const;

/** A share of traffic, 0 to 100. */
const weight = z.number().min(0).max(100);

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
  /** The provider's name of what is deployed, where a project holds several. */
  service: text(255).optional(),
  region: text(128).optional(),
  kind: z.enum(deploymentKinds).optional(),
  strategy: z.enum(deploymentStrategies).optional(),
  /** Every repository that is in it; `sha` is the first one's. */
  revisions: z
    .array(
      z.object({
        repo: text(1024),
        sha: z.string().max(64),
        previousSha: z.string().max(64).optional(),
      }),
    )
    .max(50)
    .default([]),
  artifacts: z
    .array(
      z.object({
        name: text(512),
        version: text(255).optional(),
        /** `sha256:…` */
        digest: z.string().max(160).optional(),
        purl: text(1024).optional(),
      }),
    )
    .max(50)
    .default([]),
  /** External id of the deployment it repairs. */
  remediates: z.string().max(128).optional(),
  /** With `failed` or `aborted`. */
  failure: z.enum(deploymentFailures).optional(),
  /** The provider's words about where it stands, or why it failed. */
  reason: text(1024).optional(),
  /** How far a canary or a blue/green switch has come. */
  rollout: z
    .object({
      phase: text(64).optional(),
      /** The step it is at, counted from 1; 0 before the first. */
      step: z.int().nonnegative().optional(),
      steps: z.int().nonnegative().optional(),
      setWeight: weight.optional(),
      /** What the mesh reports; absent: nobody measured it. */
      actualWeight: weight.optional(),
    })
    .optional(),
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

/** What a step of a rollout does. */
export const rolloutStepKinds = [
  'set_weight',
  'pause',
  'analysis',
  'experiment',
  'traffic_switch',
  'promote',
  'unknown',
] as const;

/** Where a step of a rollout stands. `inconclusive` pauses, it does not fail. */
export const rolloutStepStates = [
  'pending',
  'running',
  'succeeded',
  'failed',
  'inconclusive',
  'skipped',
] as const;

/** A step of a rollout. Natural key: instance, deploymentExternalId, ordinal. */
export const rolloutStepSchema = z.object({
  provider: z.string().min(1).max(64),
  instance: z.string().min(1).max(255),
  project: z.string().min(1).max(512),
  deploymentExternalId: z.string().min(1).max(128),
  /** Counted from 1. */
  ordinal: z.int().positive().max(1000),
  kind: z.enum(rolloutStepKinds),
  name: text(255).optional(),
  state: z.enum(rolloutStepStates),
  wantedWeight: weight.optional(),
  actualWeight: weight.optional(),
  /** Measurements that decided, worst first. */
  analysis: z
    .array(
      z.object({
        name: text(255),
        phase: text(64).optional(),
        value: text(255).optional(),
        message: text(1024).optional(),
      }),
    )
    .max(50)
    .default([]),
  message: text(1024).optional(),
  startedAt: timestamp.optional(),
  finishedAt: timestamp.optional(),
  observedAt: timestamp,
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
  jobExternalId: z.string().max(128).optional(),
  deploymentExternalId: z.string().max(128).optional(),
  sha: z.string().max(64).optional(),
  ref: text(512).optional(),
  /** Where the provider wants to hear the decision, when it waits for ours. */
  callbackUrl: link,
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

/** @see rolloutStepSchema */
export type RolloutStep = z.infer<typeof rolloutStepSchema>;

export const deploymentEvents = {
  'deployment.v1': deploymentSchema,
  'rollout.step.v1': rolloutStepSchema,
  'gate.v1': gateSchema,
} as const;
