import { z } from 'zod';
import { deploymentAnswerSchema, gateSchema } from './answers';
import {
  commitCountSchema,
  deploymentRefSchema,
  frozenSchema,
  rolloutProgressSchema,
} from './deploymentAnswers';
import { deploymentKinds } from './deploymentWords';
import { environmentTiers } from './environmentOrder';
import { stateTokens } from './runStatus';
import { verifications } from './verification';

const time = z.string();
const maybeTime = z.string().nullable();

/** How a cell of the matrix stands. */
export const cellStates = [
  'healthy',
  'rolling_out',
  'degraded',
  'failing',
  'waiting',
] as const;

/** @see cellStates */
export type CellState = (typeof cellStates)[number];

/** A column of the matrix: an environment, and a region of it where there are several. */
export const environmentColumnSchema = z.object({
  /** Joins cells to columns. Opaque. */
  key: z.string(),
  environment: z.string(),
  tier: z.enum(environmentTiers),
  region: z.string().nullable(),
  /** Services with a deployment there. */
  services: z.number(),
});

/** @see environmentColumnSchema */
export type EnvironmentColumn = z.infer<typeof environmentColumnSchema>;

/** What a service runs in an environment now. */
export const matrixCellSchema = z.object({
  column: z.string(),
  status: z.object({
    key: z.enum(cellStates),
    state: z.enum(stateTokens),
    word: z.string(),
  }),
  /** What runs now. null: nothing ever arrived. */
  live: deploymentRefSchema
    .extend({
      label: z.string().nullable(),
      version: z.string().nullable(),
      sha: z.string().nullable(),
      kind: z.enum(deploymentKinds),
      /** How its check came out. null: nobody checked. */
      verification: z.enum(verifications).nullable(),
      /** When it arrived. */
      since: time,
      ageSeconds: z.number(),
      url: z.string().nullable(),
    })
    .nullable(),
  /** A newer deployment that has not arrived: under way, waiting, failed. null: none. */
  latest: deploymentRefSchema
    .extend({
      label: z.string().nullable(),
      state: deploymentAnswerSchema.shape.state,
      status: deploymentAnswerSchema.shape.status,
      kind: z.enum(deploymentKinds),
      rollout: rolloutProgressSchema.nullable(),
      at: time,
    })
    .nullable(),
  /** Behind the head of the default branch. */
  behindHead: commitCountSchema,
  /** Behind the environment before it in promotion order. */
  behindBefore: commitCountSchema,
  /** A gate that waits here. */
  gate: z
    .object({
      instance: z.string(),
      project: z.string(),
      externalId: z.string(),
      kind: gateSchema.shape.kind,
      askedAt: time,
      waitSeconds: z.number(),
      label: z.string().nullable(),
    })
    .nullable(),
  /** Other regions of this tier run something else. */
  regionsDiffer: z.boolean(),
  frozen: frozenSchema.nullable(),
});

/** @see matrixCellSchema */
export type MatrixCell = z.infer<typeof matrixCellSchema>;

/** A row of the matrix. A column without a cell: never deployed there. */
export const matrixRowSchema = z.object({
  entityRef: z.string(),
  /** false: asked for by name, and belongs to a team whose deployments the caller may not see. */
  visible: z.boolean(),
  regionsDiffer: z.boolean(),
  cells: z.array(matrixCellSchema),
});

/** @see matrixRowSchema */
export type MatrixRow = z.infer<typeof matrixRowSchema>;

/** Where something of a tile is. */
export const placeSchema = z.object({
  entityRef: z.string(),
  environment: z.string(),
  region: z.string().nullable(),
  label: z.string().nullable(),
  deployment: deploymentRefSchema.nullable(),
});

/** @see placeSchema */
export type DeploymentPlace = z.infer<typeof placeSchema>;

/** A stop for deployments: where, from when to when, and why. */
export const freezeSchema = z.object({
  id: z.string(),
  scope: z.enum(['entity', 'system', 'domain', 'all']),
  /** The entity, system or domain. null with `all`. */
  scopeRef: z.string().nullable(),
  /** Names; empty: every environment of the tiers. */
  environments: z.array(z.string()),
  /** Empty: every tier. */
  tiers: z.array(z.enum(environmentTiers)),
  from: time,
  to: time,
  reason: z.string(),
  createdBy: z.string(),
  createdAt: time,
  updatedBy: z.string().nullable(),
  updatedAt: maybeTime,
  /** It holds now. */
  active: z.boolean(),
});

/** @see freezeSchema */
export type Freeze = z.infer<typeof freezeSchema>;

/** A lane of the timeline: a service's place, with what was deployed there. */
export const timelineLaneSchema = z.object({
  key: z.string(),
  entityRef: z.string(),
  environment: z.string(),
  tier: z.enum(environmentTiers),
  region: z.string().nullable(),
  /** Oldest first. */
  deployments: z.array(
    deploymentRefSchema.extend({
      label: z.string().nullable(),
      kind: z.enum(deploymentKinds),
      state: deploymentAnswerSchema.shape.state,
      outcome: deploymentAnswerSchema.shape.outcome,
      status: deploymentAnswerSchema.shape.status,
      live: z.boolean(),
      verification: z.enum(verifications).nullable(),
      startedAt: time,
      /** null: under way. */
      finishedAt: maybeTime,
    }),
  ),
});

/** @see timelineLaneSchema */
export type TimelineLane = z.infer<typeof timelineLaneSchema>;

/** Two places of a service that do not run the same. */
export const driftSchema = z.object({
  entityRef: z.string(),
  /** Between two environments in promotion order, or between regions of one tier. */
  between: z.enum(['environments', 'regions']),
  ahead: placeSchema.extend({
    tier: z.enum(environmentTiers),
    sha: z.string().nullable(),
    since: time,
  }),
  behind: placeSchema.extend({
    tier: z.enum(environmentTiers),
    sha: z.string().nullable(),
    since: time,
  }),
  commits: commitCountSchema,
  /** For how long they have differed. */
  seconds: z.number(),
});

/** @see driftSchema */
export type Drift = z.infer<typeof driftSchema>;
