import { z } from 'zod';
import { QualityKind } from '../types';
import {
  deploymentKindSchema,
  entityRef,
  moment,
  outcomeSchema,
  stageSchema,
} from './shared';

/** How we came to think that a deployment failed, most trusted first. */
export const markSchema = z.object({
  deploymentId: z.string(),
  role: z.enum(['primary', 'affected']),
  method: z.enum([
    'human',
    'explicit_link',
    'rollback',
    'linked_revert',
    'rule',
    'time',
  ]),
  confidence: z.number(),
  incidentId: z.string().nullable(),
  byDeploymentId: z.string().nullable(),
  detail: z.string(),
  at: moment,
});

/** What a person may say of a deployment. */
export const classificationWords = [
  'failed',
  'not_failed',
  'fixed_by',
  'not_production',
  'ignore',
] as const;

/** What a person said of a deployment; taken back ones stay in the history. */
export const classificationSchema = z.object({
  id: z.string(),
  deploymentId: z.string(),
  /** null: unclaimed. */
  entityRef: entityRef.nullable(),
  as: z.enum(classificationWords),
  /** With `fixed_by`: id of the deployment that made it good. */
  fixedBy: z.string().nullable(),
  reason: z.string(),
  by: z.string(),
  at: moment,
  undoneAt: moment.nullable(),
  undoneBy: z.string().nullable(),
  undoReason: z.string().nullable(),
});

/** @see classificationSchema */
export type DoraClassification = z.infer<typeof classificationSchema>;

/** A deployment as the metrics count it. */
export const countedDeploymentSchema = z.object({
  /** `instance/externalId`. */
  id: z.string(),
  instance: z.string(),
  externalId: z.string(),
  /** Entity ref, or the subject's key while nobody claimed it. */
  service: z.string(),
  entityRef: entityRef.nullable(),
  environment: z.string(),
  region: z.string().nullable(),
  release: z.string().nullable(),
  version: z.string().nullable(),
  finishedAt: moment,
  outcome: outcomeSchema,
  kind: deploymentKindSchema,
  kindFrom: z.enum(['source', 'rule']),
  baseline: z.enum(['first', 'gap', 'unreachable']).nullable(),
  previousId: z.string().nullable(),
  /** Leader of its release: the first region's deployment, often itself. */
  groupId: z.string(),
  trafficPercent: z.number().nullable(),
  /** false: a person said that it is not production, or to ignore it. */
  counted: z.boolean(),
  failed: z.boolean(),
  affected: z.boolean(),
  rework: z.boolean(),
  repairs: z.array(z.string()),
  /** Commits it brought first; null: not known. */
  commits: z.number().nullable(),
  url: z.string().nullable(),
});

/** @see countedDeploymentSchema */
export type CountedDeployment = z.infer<typeof countedDeploymentSchema>;

/** What a sample is about. Fields that do not apply are null. */
export const sampleSchema = z.object({
  id: z.string(),
  /** When it counts: finish, or recovery; of an open failure its start. */
  at: moment,
  deployment: countedDeploymentSchema,
  /** Lead or recovery time; null while open, and of a mere deployment. */
  seconds: z.number().nullable(),
  clamped: z.boolean(),
  leadTime: z
    .object({
      repo: z.string(),
      sha: z.string(),
      startedAt: moment,
      change: z
        .object({
          id: z.string(),
          number: z.number().nullable(),
          title: z.string().nullable(),
          url: z.string().nullable(),
        })
        .nullable(),
      stages: z.array(
        z.object({ stage: stageSchema, seconds: z.number().nullable() }),
      ),
    })
    .nullable(),
  recovery: z
    .object({
      failedAt: moment,
      /** null: open. */
      recoveredAt: moment.nullable(),
      recoveredBy: z.enum(['incident', 'deployment']).nullable(),
      /** Incident or deployment that ended it. */
      endId: z.string().nullable(),
    })
    .nullable(),
  /** Why it counts as failed. */
  marks: z.array(markSchema),
});

/** @see sampleSchema */
export type DoraSample = z.infer<typeof sampleSchema>;

/** What the numbers cannot tell, or had to mend. */
export const qualityKinds = [
  'first_deployment',
  'gap',
  'unreachable',
  'unknown_history',
  'truncated_history',
  'missing_sha',
  'missing_commit_time',
  'commit_without_change',
  'squash_unmapped',
  'paths_unknown',
  'clamped',
  'unknown_reach',
  'missing_finish',
  'incident_unlinked',
  'unknown_classified',
] as const satisfies readonly QualityKind[];

/** One item of the data-quality list. */
export const qualityItemSchema = z.object({
  id: z.string(),
  kind: z.enum(qualityKinds),
  service: z.string(),
  entityRef: entityRef.nullable(),
  deploymentId: z.string().nullable(),
  /** Commit, change or incident it is about. */
  subject: z.string(),
  at: moment,
});

/** A dot of a scatter chart. */
export const dotSchema = z.object({
  /** Of the sample. */
  id: z.string(),
  at: moment,
  /** While open: as long as it is open now. */
  seconds: z.number(),
  open: z.boolean(),
  service: z.string(),
  entityRef: entityRef.nullable(),
  deploymentId: z.string(),
  /** What to call it: the change's title, commit or version. */
  label: z.string(),
});
