import { z } from 'zod';
import { text, timestamp } from './values';

/**
 * A person said what a deployment was, or took it back. Natural key: id; of one
 * id the later position counts.
 */
export const deploymentClassifiedSchema = z.object({
  id: z.uuid(),
  instance: z.string().min(1).max(255),
  externalId: z.string().min(1).max(128),
  as: z.enum(['failed', 'not_failed', 'fixed_by', 'not_production', 'ignore']),
  /** With `fixed_by`: `instance/externalId` of the deployment that made it good. */
  fixedBy: z.string().max(400).optional(),
  reason: text(1024),
  by: z.string().max(512),
  at: timestamp,
  /** It was taken back. */
  undone: z.boolean().default(false),
});

/** @see deploymentClassifiedSchema */
export type DeploymentClassified = z.infer<typeof deploymentClassifiedSchema>;

export const doraEvents = {
  'deployment.classified.v1': deploymentClassifiedSchema,
} as const;
