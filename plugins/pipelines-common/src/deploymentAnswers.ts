import { z } from 'zod';
import {
  changeAnswerSchema,
  commitAnswerSchema,
  deploymentAnswerSchema,
  gateSchema,
  personSchema,
  runSummarySchema,
} from './answers';
import { deploymentKinds, deploymentStrategies } from './deploymentWords';
import { stateTokens } from './runStatus';
import { deploymentIncidentSchema } from './incidentAnswers';
import { verifications } from './verification';

const time = z.string();
const maybeTime = z.string().nullable();
const seconds = z.number().nullable();
const weight = z.number().nullable();

/** Names a deployment: the provider's instance and its id there. */
export const deploymentRefSchema = z.object({
  instance: z.string(),
  externalId: z.string(),
});

/** @see deploymentRefSchema */
export type DeploymentRef = z.infer<typeof deploymentRefSchema>;

/** How far a canary or a blue/green switch has come. */
export const rolloutProgressSchema = z.object({
  phase: z.string().nullable(),
  /** The step it is at, counted from 1; 0 before the first. */
  step: z.number().nullable(),
  steps: z.number().nullable(),
  /** Share of traffic, 0 to 100. */
  wantedWeight: weight,
  /** null: nobody measured it. Show the wanted one and say so. */
  actualWeight: weight,
});

/** A stop for deployments that holds now, in a few words. */
export const frozenSchema = z.object({
  id: z.string(),
  reason: z.string(),
  to: time,
});

/** A row of the deployment list. */
export const deploymentSummarySchema = deploymentAnswerSchema.extend({
  provider: z.string(),
  region: z.string().nullable(),
  /** The provider's name of what is deployed, where a project holds several. */
  service: z.string().nullable(),
  /** What to call it: version, else tag, else the commit's start. null: nobody said. */
  label: z.string().nullable(),
  kind: z.enum(deploymentKinds),
  /** Who says so: the source itself, or a rule from what ran before. */
  kindFrom: z.enum(['source', 'rule']),
  strategy: z.enum(deploymentStrategies),
  /** With `failed` or `aborted`. */
  failure: z
    .enum(['aborted', 'timeout', 'config', 'analysis', 'unknown'])
    .nullable(),
  /** The provider's words about where it stands, or why it failed. */
  reason: z.string().nullable(),
  rollout: rolloutProgressSchema.nullable(),
  /** How the check of what was deployed came out. null: nobody checked. */
  verification: z.enum(verifications).nullable(),
  /** It is what runs now in its environment and region. */
  live: z.boolean(),
  /** First of its chain, or the first after a gap: gives no lead time. null: neither. */
  baseline: z.enum(['first', 'gap']).nullable(),
  /** What ran before it, and what took its place. */
  previous: deploymentRefSchema.nullable(),
  supersededBy: deploymentRefSchema.nullable(),
  runAttempt: z.number().nullable(),
  /** false: a later attempt of the same run stands for it. */
  isLatestAttempt: z.boolean(),
  /** From started (else created) to finished. null while it runs. */
  durationSeconds: seconds,
  /** What the list sorts by. */
  listedAt: time,
});

/** @see deploymentSummarySchema */
export type DeploymentSummary = z.infer<typeof deploymentSummarySchema>;

/** Why a number of commits is not known. */
export const unknownReasons = [
  'no_commit',
  'no_pushes',
  'not_on_default_branch',
  'history_incomplete',
  'other_repository',
  'no_environment_before',
] as const;

/** A number of commits, or why it is not known. 0 is a number: the same. */
export const commitCountSchema = z.object({
  /** Negative: ahead. */
  commits: z.number().nullable(),
  /** Set exactly when `commits` is null. */
  reason: z.enum(unknownReasons).optional(),
});

/** @see commitCountSchema */
export type CommitCount = z.infer<typeof commitCountSchema>;

/** A step of a rollout. */
export const rolloutStepAnswerSchema = z.object({
  ordinal: z.number(),
  kind: z.enum([
    'set_weight',
    'pause',
    'analysis',
    'experiment',
    'traffic_switch',
    'promote',
    'unknown',
  ]),
  name: z.string().nullable(),
  state: z.enum([
    'pending',
    'running',
    'succeeded',
    'failed',
    'inconclusive',
    'skipped',
  ]),
  status: z.object({ state: z.enum(stateTokens), word: z.string() }),
  wantedWeight: weight,
  actualWeight: weight,
  analysis: z.array(
    z.object({
      name: z.string(),
      phase: z.string().nullable(),
      value: z.string().nullable(),
      message: z.string().nullable(),
    }),
  ),
  message: z.string().nullable(),
  startedAt: maybeTime,
  finishedAt: maybeTime,
  observedAt: time,
});

/** @see rolloutStepAnswerSchema */
export type RolloutStepAnswer = z.infer<typeof rolloutStepAnswerSchema>;

/** A point of the stepper on top of the deployment page, in order. */
export const stepperPointSchema = z.object({
  kind: z.enum(['built', 'gate', 'deploy', 'rollout', 'verified', 'end']),
  /** "Built", "Gate", "25 %", "Verify". */
  label: z.string(),
  status: z.object({ state: z.enum(stateTokens), word: z.string() }),
  /** When it was reached; null: not yet, or nobody said. */
  at: maybeTime,
  /** "2 of 2", or why it stands. */
  note: z.string().nullable(),
  by: personSchema.nullable(),
});

/** @see stepperPointSchema */
export type StepperPoint = z.infer<typeof stepperPointSchema>;

/** A commit that came with a deployment. */
export const deployedCommitSchema = commitAnswerSchema.extend({
  committedAt: maybeTime,
  /** Committed to finished, never below 0. null: a time is unknown, a merge, or deployed before. */
  leadTimeSeconds: seconds,
  isMerge: z.boolean(),
});

/** @see deployedCommitSchema */
export type DeployedCommit = z.infer<typeof deployedCommitSchema>;

/** The commits between two deployments, newest first. */
export const commitRangeSchema = z.object({
  items: z.array(deployedCommitSchema),
  /** How many; null with the reason when the pushes seen do not tell. */
  count: commitCountSchema,
  compareUrl: z.string().nullable(),
});

/** A state a deployment was in, by which delivery. */
export const stateChangeSchema = z.object({
  state: deploymentAnswerSchema.shape.state,
  status: deploymentAnswerSchema.shape.status,
  rawState: z.string().nullable(),
  at: time,
  /** Receipt of the delivery, for the ingest page. null: it came otherwise. */
  receipt: z.string().nullable(),
});

/** Everything the deployment page shows. */
export const deploymentDetailSchema = z.object({
  deployment: deploymentSummarySchema,
  revisions: z.array(
    z.object({
      repo: z.string(),
      sha: z.string(),
      previousSha: z.string().nullable(),
    }),
  ),
  artifacts: z.array(
    z.object({
      name: z.string(),
      version: z.string().nullable(),
      digest: z.string().nullable(),
      purl: z.string().nullable(),
    }),
  ),
  stepper: z.array(stepperPointSchema),
  rolloutSteps: z.array(rolloutStepAnswerSchema),
  commits: commitRangeSchema.extend({
    /** Interpolated median of the commits' lead times. null: none is known. */
    medianLeadTimeSeconds: seconds,
  }),
  changes: z.array(changeAnswerSchema),
  gates: z.array(gateSchema),
  gateWaitSeconds: seconds,
  /** The run that deployed it, its newest known attempt. */
  run: runSummarySchema.nullable(),
  jobExternalId: z.string().nullable(),
  /** Earlier attempts of the same deployment, oldest first. */
  attempts: z.array(deploymentSummarySchema),
  /** What ran before. */
  previous: deploymentSummarySchema.nullable(),
  /** What took its place. */
  next: deploymentSummarySchema.nullable(),
  /** The same release elsewhere: other regions and environments. */
  elsewhere: z.array(deploymentSummarySchema),
  remediates: deploymentRefSchema.nullable(),
  remediatedBy: z.array(deploymentRefSchema),
  history: z.array(stateChangeSchema),
  links: z.array(z.object({ label: z.string(), url: z.string() })),
  /** Newest first; at most 100. */
  incidents: z.array(deploymentIncidentSchema),
  /** A freeze holds now for this place. */
  frozen: frozenSchema.nullable(),
  /** A freeze held when it began. */
  startedInFreeze: frozenSchema.nullable(),
});

/** @see deploymentDetailSchema */
export type DeploymentDetail = z.infer<typeof deploymentDetailSchema>;
