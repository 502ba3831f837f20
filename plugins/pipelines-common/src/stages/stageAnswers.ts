import { z } from 'zod';
import { statusSchema } from '../answers';
import { pipelineStages } from './pipelineStages';

/** Why a job stands in its stage, so that a person can correct it. */
export const stageExplanationSchema = z.object({
  /** Number of the rule in its list, from 1; 0: no rule fits. */
  rule: z.number(),
  /** `policy`: a rule of the team; `reported`: the provider says the stage itself. */
  from: z.enum(['policy', 'built_in', 'none']),
  /** `name matches /lint/ → Test; rule 4` */
  text: z.string(),
});

/** @see stageExplanationSchema */
export type StageExplanation = z.infer<typeof stageExplanationSchema>;

/** A job where it stands in the pipeline. */
export const stagedJobSchema = z.object({
  externalId: z.string(),
  name: z.string(),
  status: statusSchema,
  /** The stage of the delivery policy it counts for; null: none. */
  policyStage: z.string().nullable(),
  explanation: stageExplanationSchema,
  startedAt: z.string().nullable(),
  finishedAt: z.string().nullable(),
  url: z.string().nullable(),
});

/** @see stagedJobSchema */
export type StagedJob = z.infer<typeof stagedJobSchema>;

/** One of the seven stages of a run. */
export const runStageSchema = z.object({
  stage: z.enum(pipelineStages),
  /** `Security scan` */
  title: z.string(),
  /** Worst of its jobs; null: no job of the run stands here. */
  status: statusSchema.nullable(),
  startedAt: z.string().nullable(),
  finishedAt: z.string().nullable(),
  /** First start to last finish; null while it runs, or without jobs. */
  runSeconds: z.number().nullable(),
  jobs: z.array(stagedJobSchema),
});

/** @see runStageSchema */
export type RunStage = z.infer<typeof runStageSchema>;
