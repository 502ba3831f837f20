import { z } from 'zod';
import { maybeTime, severityCountsSchema, time } from '../answers/shared';
import { findingKinds, gateVerdicts, severities } from '../words/findingWords';
import { gateExceptionSchema } from './gatePolicy';

/** Rules a finding can offend. */
export const gateRules = [
  'severity',
  'known_exploited',
  'epss',
  'licence',
] as const;

/** What kept a finding from failing the gate. */
export const gateExcuses = [
  'exception',
  'risk_accepted',
  'grace',
  'not_new',
  'no_fix',
  'suppressed',
  'development',
] as const;

/** A finding the gate looked at because a rule names it. */
export const gateFindingSchema = z.object({
  findingId: z.string(),
  title: z.string(),
  severity: z.enum(severities),
  kind: z.enum(findingKinds),
  tool: z.string(),
  ruleId: z.string(),
  vulnerabilityId: z.string().nullable(),
  package: z.string().nullable(),
  path: z.string().nullable(),
  line: z.number().nullable(),
  effect: z.enum(['fails', 'warns', 'excused']),
  rule: z.enum(gateRules),
  /** Why, in a sentence. */
  reason: z.string(),
  /** What excused it. */
  excuse: z
    .object({
      by: z.enum(gateExcuses),
      reason: z.string(),
      until: maybeTime,
      exception: gateExceptionSchema.nullable(),
    })
    .nullable(),
});

/** @see gateFindingSchema */
export type GateFinding = z.infer<typeof gateFindingSchema>;

/** Why a required scan does not count. */
export const gateErrors = [
  'missing',
  'stale',
  'failed',
  'partial',
  'empty',
  'other_commit',
  'no_baseline',
] as const;

/** One kind of scan the policy asks for. */
export const gateCheckSchema = z.object({
  /** null: any scan at all, where the policy names none. */
  kind: z.enum(findingKinds).nullable(),
  verdict: z.enum(gateVerdicts),
  error: z.enum(gateErrors).nullable(),
  reason: z.string(),
  tool: z.string().nullable(),
  scannedAt: maybeTime,
  importId: z.string().nullable(),
});

/** What the gate says, and why. */
export const gateResultSchema = z.object({
  verdict: z.enum(gateVerdicts),
  /** Whether it may ship: the verdict under the policy's `on_error`. */
  passed: z.boolean(),
  /** One sentence. */
  summary: z.string(),
  checks: z.array(gateCheckSchema),
  /** Those that fail or warn, then those that were excused; worst first. */
  findings: z.array(gateFindingSchema),
  counts: z.object({
    failing: severityCountsSchema,
    warning: severityCountsSchema,
    excused: severityCountsSchema,
    looked: z.number(),
  }),
  /** Severities that fail and were found. */
  failedLevels: z.array(z.enum(severities)),
  /** Exceptions that excused nothing, or ran out. */
  unusedExceptions: z.array(
    z.object({
      exception: gateExceptionSchema,
      why: z.enum(['nothing_matches', 'expired', 'inactive']),
    }),
  ),
  evaluatedAt: time,
});

/** @see gateResultSchema */
export type GateResult = z.infer<typeof gateResultSchema>;
