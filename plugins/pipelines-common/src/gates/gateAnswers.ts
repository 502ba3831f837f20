import { z } from 'zod';
import { severities } from '../policy/deliveryPolicy';

/** What a gate answers. */
export const gateDecisions = ['allow', 'deny', 'wait'] as const;

/** @see gateDecisions */
export type GateDecision = (typeof gateDecisions)[number];

/**
 * What became of one rule. `missing`: nothing was reported; `stale`: what was
 * reported is too old; `warned`: worth telling, and it lets through.
 */
export const ruleVerdicts = [
  'passed',
  'warned',
  'failed',
  'waiting',
  'missing',
  'stale',
] as const;

/** @see ruleVerdicts */
export type RuleVerdict = (typeof ruleVerdicts)[number];

/** What a rule was judged by. */
export const ruleEvidenceSchema = z.object({
  /** `unit tests, 1,204 of 1,204 passed` */
  label: z.string(),
  url: z.string().nullable(),
  at: z.string().nullable(),
  /** Its place in the log. */
  position: z.string().nullable(),
});

/** One line of a gate's checklist. */
export const gateRuleSchema = z.object({
  /** Stable name: `test.coverage`, `approve.approval`, `freeze`. */
  rule: z.string(),
  /** `Coverage` */
  title: z.string(),
  /** The policy's stage; null: a rule of the portal (freeze, log, policy). */
  stage: z.string().nullable(),
  verdict: z.enum(ruleVerdicts),
  /** false: shown, and it does not shut the gate. */
  blocks: z.boolean(),
  reason: z.string(),
  /** What was found: `84.2 %`; null: nothing. */
  value: z.string().nullable(),
  /** What is needed: `at least 80 %` */
  needed: z.string().nullable(),
  evidence: ruleEvidenceSchema.nullable(),
});

/** @see gateRuleSchema */
export type GateRule = z.infer<typeof gateRuleSchema>;

/** A decision as it is kept. */
export const gateEvaluationSchema = z.object({
  id: z.string(),
  requestId: z.string(),
  entityRef: z.string(),
  commit: z.string(),
  environment: z.string(),
  decision: z.enum(gateDecisions),
  /** One sentence: what shuts it, or that all is well. */
  reason: z.string(),
  /** What the answer was read from: all events up to here. */
  position: z.string(),
  at: z.string(),
  policy: z.object({
    source: z.enum(['repository', 'config', 'none']),
    location: z.string().nullable(),
    version: z.string().nullable(),
  }),
  rules: z.array(gateRuleSchema),
});

/** @see gateEvaluationSchema */
export type GateEvaluation = z.infer<typeof gateEvaluationSchema>;

/** Where a gate of ours stands. `bypassed` lets through, with a reason on record. */
export const gateRequestStates = [
  'waiting',
  'allowed',
  'denied',
  'rejected',
  'expired',
  'bypassed',
] as const;

/** @see gateRequestStates */
export type GateRequestState = (typeof gateRequestStates)[number];

/** What a person said at a gate. */
export const gateVoteSchema = z.object({
  /** The stage whose approval it counts for; null: a rejection or bypass. */
  stage: z.string().nullable(),
  decision: z.enum(['approved', 'rejected', 'bypassed']),
  /** Ref of the user. */
  by: z.string(),
  comment: z.string().nullable(),
  at: z.string(),
});

/** @see gateVoteSchema */
export type GateVote = z.infer<typeof gateVoteSchema>;

/** Who still has to approve. */
export const neededApprovalSchema = z.object({
  stage: z.string(),
  /** Full refs. */
  groups: z.array(z.string()),
  count: z.number(),
  given: z.number(),
  /** When it expires; null: it waits for ever. */
  expiresAt: z.string().nullable(),
});

/** @see neededApprovalSchema */
export type NeededApproval = z.infer<typeof neededApprovalSchema>;

/** Whether the caller may do a thing, and why not. */
export const mayDoSchema = z.object({
  allowed: z.boolean(),
  reason: z.string().nullable(),
});

/** A gate of ours: may this commit go to this environment? */
export const gateRequestSchema = z.object({
  id: z.string(),
  entityRef: z.string(),
  commit: z.string(),
  environment: z.string(),
  state: z.enum(gateRequestStates),
  askedAt: z.string(),
  /** null while it waits. */
  decidedAt: z.string().nullable(),
  /** From asked to decided, or to now. */
  waitSeconds: z.number(),
  /** Authors of the change, as the provider names them: they may not approve. */
  authors: z.array(z.string()),
  approvals: z.array(neededApprovalSchema),
  votes: z.array(gateVoteSchema),
  /** The newest decision with its checklist. */
  evaluation: gateEvaluationSchema.nullable(),
  may: z.object({
    approve: mayDoSchema,
    reject: mayDoSchema,
    bypass: mayDoSchema,
  }),
  /** A provider that waits for the answer. */
  provider: z
    .object({
      name: z.string(),
      instance: z.string(),
      project: z.string(),
      runExternalId: z.string().nullable(),
      deploymentExternalId: z.string().nullable(),
      url: z.string().nullable(),
      /** Where our answer to it stands; null: not decided yet. */
      callback: z.enum(['pending', 'sent', 'dead']).nullable(),
    })
    .nullable(),
});

/** @see gateRequestSchema */
export type GateRequest = z.infer<typeof gateRequestSchema>;

/** How long gates hold things up. */
export const gateWaitSchema = z.object({
  /** null: unclaimed. */
  entityRef: z.string().nullable(),
  environment: z.string().nullable(),
  /** `policy` are gates of the portal; all others the providers' own. */
  kind: z.string(),
  n: z.number(),
  p50Seconds: z.number(),
  p95Seconds: z.number(),
  totalSeconds: z.number(),
  /** Open now. */
  waiting: z.number(),
});

/** @see gateWaitSchema */
export type GateWait = z.infer<typeof gateWaitSchema>;

/** Why the portal calls a provider. */
export const outboxPurposes = [
  'gate_callback',
  'rollback',
  'rerun_failed_jobs',
] as const;

/** Where a call to a provider stands. `dead`: given up, a person has to look. */
export const outboxStates = ['pending', 'sent', 'dead'] as const;

/** A call the portal makes, as it is kept. Never holds a credential. */
export const outboxCallSchema = z.object({
  id: z.string(),
  purpose: z.enum(outboxPurposes),
  entityRef: z.string().nullable(),
  /** In words: `Roll back shop in production to 4be1c0d`. */
  title: z.string(),
  state: z.enum(outboxStates),
  /** Name of the target in the configuration. */
  target: z.string(),
  method: z.string(),
  url: z.string(),
  tries: z.number(),
  nextTryAt: z.string().nullable(),
  lastStatus: z.number().nullable(),
  lastError: z.string().nullable(),
  createdAt: z.string(),
  sentAt: z.string().nullable(),
  /** Ref of a person, or `policy`. */
  requestedBy: z.string(),
  reason: z.string().nullable(),
  about: z.object({
    instance: z.string().nullable(),
    deploymentExternalId: z.string().nullable(),
    runExternalId: z.string().nullable(),
    gateRequestId: z.string().nullable(),
  }),
});

/** @see outboxCallSchema */
export type OutboxCall = z.infer<typeof outboxCallSchema>;

/** Open findings by severity, as a gate asks for them. */
export const findingCountsSchema = z.record(
  z.enum(severities),
  z.number().optional(),
);
