import { z } from 'zod';
import { deliveryPolicySchema } from './deliveryPolicy';

/** What is wrong in a policy, and where. */
export const policyProblemSchema = z.object({
  /** `stages.production.requires[0]` */
  path: z.string(),
  message: z.string(),
  /** From 1; null: the text could not be read so far. */
  line: z.number().nullable(),
  column: z.number().nullable(),
});

/** @see policyProblemSchema */
export type PolicyProblem = z.infer<typeof policyProblemSchema>;

/** The policy that counts for an entity. */
export const effectivePolicySchema = z.object({
  entityRef: z.string(),
  /**
   * `repository`: the file the annotation names; `config`: `pipelines.policies`;
   * `none`: no policy covers it, so every gate of it is shut.
   */
  source: z.enum(['repository', 'config', 'none']),
  /** Address of the file, or the key in the configuration. */
  location: z.string().nullable(),
  /** The text the policy was read from. */
  text: z.string().nullable(),
  /** The last version without an error; null: there never was one. */
  policy: deliveryPolicySchema.nullable(),
  /** First characters of the hash of the text that counts. */
  version: z.string().nullable(),
  /** When the text that counts was read. */
  goodSince: z.string().nullable(),
  /** When it was last looked for. */
  checkedAt: z.string().nullable(),
  /** What is wrong in the newest version; the one before it goes on counting. */
  problems: z.array(policyProblemSchema),
});

/** @see effectivePolicySchema */
export type EffectivePolicy = z.infer<typeof effectivePolicySchema>;

/** An entity's policy in a list. */
export const policySummarySchema = effectivePolicySchema
  .pick({
    entityRef: true,
    source: true,
    location: true,
    version: true,
    goodSince: true,
    checkedAt: true,
  })
  .extend({
    problemCount: z.number(),
    stages: z.array(z.string()),
  });

/** @see policySummarySchema */
export type PolicySummary = z.infer<typeof policySummarySchema>;
