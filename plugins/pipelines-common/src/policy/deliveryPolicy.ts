import { z } from 'zod';
import { pipelineStages } from '../stages/pipelineStages';

/** Severities of findings, worst first. */
export const severities = [
  'critical',
  'high',
  'medium',
  'low',
  'info',
  'unknown',
] as const;

/** @see severities */
export type Severity = (typeof severities)[number];

/** A stage's name as a team writes it. */
export const stageNamePattern = /^[a-z][a-z0-9_-]{0,62}$/;

const stageName = z
  .string()
  .regex(stageNamePattern, 'is not a stage name: lower case, digits, - and _');

/** `90s`, `30m`, `24h`, `7d` */
export const durationText = z
  .string()
  .regex(/^[1-9]\d{0,5}(s|m|h|d)$/, 'is not a duration such as 30m, 24h or 7d');

/** `security.passed`, `staging.verify.passed` */
export const requirementPattern =
  /^([a-z][a-z0-9_-]*\.)?[a-z][a-z0-9_-]*\.passed$/;

/** Who has to say yes. */
export const policyApprovalSchema = z.strictObject({
  /** Groups of the catalog; `release-managers` means `group:default/release-managers`. */
  groups: z.array(z.string().min(1).max(255)).min(1).max(20),
  /** Different people, never the author. */
  count: z.int().min(1).max(10).default(1),
  /** Without a known author nobody can be told apart from them. */
  author_unknown: z.enum(['refuse', 'allow']).default('refuse'),
});

/** What one stage needs. */
export const policyStageSchema = z.strictObject({
  /** Without evidence of it the gate stays shut. */
  required: z.boolean().default(true),
  /** Whether its failure shuts gates: all, none, or those of the named stages. */
  blocks: z.union([z.boolean(), z.array(stageName).max(20)]).default(true),
  /** Longest it may take, or an approval may wait. */
  timeout: durationText.optional(),
  /** Percent of lines covered, at least. */
  coverage_threshold: z.number().min(0).max(100).optional(),
  /** Open findings of these severities fail it. */
  fail_on: z.array(z.enum(severities)).max(6).optional(),
  /** Open findings of these severities are told and do not fail it. */
  warn_on: z.array(z.enum(severities)).max(6).optional(),
  requires: z
    .array(
      z
        .string()
        .regex(
          requirementPattern,
          'is not a requirement such as security.passed or staging.verify.passed',
        ),
    )
    .max(20)
    .default([]),
  approval: policyApprovalSchema.optional(),
  rollback: z.enum(['automatic_on_failure', 'manual']).optional(),
  /** The environment this stage deploys to; absent: the stage's name. */
  environment: z.string().min(1).max(255).optional(),
  /** Where its jobs are shown; absent: told by its name. */
  as: z.enum(pipelineStages).optional(),
  /** Oldest evidence that counts. */
  max_age: durationText.optional(),
});

/** A rule of the team: jobs of this name count for this stage. */
export const policyJobRuleSchema = z.strictObject({
  /** A name, or several of which one has to fit; `*` stands for anything. */
  match: z.union([
    z.string().min(1).max(255),
    z.array(z.string().min(1).max(255)).min(1).max(20),
  ]),
  /** What is matched. */
  on: z.enum(['name', 'stage', 'pipeline']).default('name'),
  stage: stageName,
});

/** A team's delivery policy. Stages stand in the order of the pipeline. */
export const deliveryPolicySchema = z.strictObject({
  version: z.literal(1).default(1),
  /** Oldest evidence that counts, unless a stage says otherwise. */
  max_age: durationText.default('7d'),
  stages: z.record(stageName, policyStageSchema),
  jobs: z.array(policyJobRuleSchema).max(100).default([]),
});

/** @see deliveryPolicySchema */
export type DeliveryPolicy = z.infer<typeof deliveryPolicySchema>;
/** @see policyStageSchema */
export type PolicyStage = z.infer<typeof policyStageSchema>;
/** @see policyApprovalSchema */
export type PolicyApproval = z.infer<typeof policyApprovalSchema>;
/** @see policyJobRuleSchema */
export type PolicyJobRule = z.infer<typeof policyJobRuleSchema>;
