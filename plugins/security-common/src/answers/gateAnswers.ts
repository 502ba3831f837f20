import { z } from 'zod';
import { gatePolicySchema } from '../gate/gatePolicy';
import { gateResultSchema } from '../gate/gateResult';
import { gateVerdicts } from '../words/findingWords';
import { maybeTime, time } from './shared';

const entityRef = z.string().max(512);

/** What the gate is asked about. */
export const gateQuestionSchema = z.object({
  entity: entityRef.min(1),
  commit: z.string().min(7).max(64).optional(),
  ref: z.string().max(512).optional(),
  environment: z.string().max(255).optional(),
  /** Commit of the merge base, for policies that look at new findings only. */
  base: z.string().min(7).max(64).optional(),
});

/** One decision of the gate, kept. */
export const gateEvaluationSchema = z.object({
  id: z.string(),
  question: gateQuestionSchema,
  result: gateResultSchema,
  /** The policy that was used, and where it is from. */
  policy: z.object({
    from: z.string(),
    version: z.number(),
    policy: gatePolicySchema,
  }),
  askedBy: z.string(),
  /** Set when a person let it pass. */
  override: z
    .object({ by: z.string(), at: time, reason: z.string(), until: maybeTime })
    .nullable(),
});

/** @see gateEvaluationSchema */
export type GateEvaluation = z.infer<typeof gateEvaluationSchema>;

/** A cell of the matrix of gates. */
export const gateCellSchema = z.object({
  entityRef: z.string(),
  environment: z.string().nullable(),
  verdict: z.enum(gateVerdicts),
  reason: z.string(),
  evaluationId: z.string().nullable(),
  at: maybeTime,
});

/** Where a policy holds, the narrowest first; `group`: what the group owns itself. */
export const policyScopes = [
  'entity',
  'system',
  'group',
  'domain',
  'all',
] as const;

/** @see policyScopes */
export type PolicyScope = (typeof policyScopes)[number];

/** A policy and where it holds. */
export const storedPolicySchema = z.object({
  id: z.string(),
  name: z.string(),
  /** The narrowest counts. */
  scope: z.enum(policyScopes),
  /** null with `all`. */
  scopeRef: z.string().nullable(),
  /** Empty: every environment. */
  environments: z.array(z.string()),
  version: z.number(),
  policy: gatePolicySchema,
  changedBy: z.string(),
  changedAt: time,
  reason: z.string().nullable(),
  /** When it was ended; null: it holds. */
  endedAt: maybeTime.optional(),
  /** Of lists: whether the caller may change or end it. */
  canEdit: z.boolean().optional(),
});

/** @see storedPolicySchema */
export type StoredPolicy = z.infer<typeof storedPolicySchema>;
