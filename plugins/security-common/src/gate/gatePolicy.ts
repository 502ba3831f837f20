import { z } from 'zod';
import { findingKinds, severities } from '../words/findingWords';

const days = z.int().min(0).max(3650);

/** What excuses findings from the gate, until a day. */
export const gateExceptionSchema = z.strictObject({
  /** CVE, GHSA or any alias. */
  vulnerability: z.string().min(1).max(128).optional(),
  rule: z.string().min(1).max(512).optional(),
  tool: z.string().min(1).max(128).optional(),
  /** Package name, or package URL with or without version. */
  package: z.string().min(1).max(1024).optional(),
  /** File or folder, or dependency path `a>b`; `*` stands for anything. */
  path: z.string().min(1).max(1024).optional(),
  /** A licence expression, as declared. */
  licence: z.string().min(1).max(512).optional(),
  finding: z.string().min(1).max(128).optional(),
  /** false: kept on record and without effect. */
  active: z.boolean().default(true),
  expires: z.iso.datetime({ offset: true }).or(z.iso.date()).optional(),
  reason: z.string().max(2000).default(''),
});

/** @see gateExceptionSchema */
export type GateException = z.infer<typeof gateExceptionSchema>;

/** What the gate asks for. Names as in a team's file. */
export const gatePolicySchema = z.strictObject({
  version: z.literal(1).default(1),
  /**
   * Severities that fail. One level means it and all above; `unknown` stands
   * apart and counts only when named.
   */
  fail_on: z.array(z.enum(severities)).max(6).default(['critical', 'high']),
  warn_on: z.array(z.enum(severities)).max(6).default(['medium']),
  /** `new`: only what is not open on the merge base. */
  scope: z.enum(['all', 'new']).default('all'),
  /** Kinds that must have been scanned, and how old the scan may be at most. */
  required: z
    .array(
      z.strictObject({
        kind: z.enum(findingKinds),
        /** `90m`, `24h`, `7d`. */
        max_age: z
          .string()
          .regex(/^[1-9]\d{0,5}(s|m|h|d)$/, 'is not a duration such as 24h')
          .default('7d'),
        /** Must be of this very commit. */
        same_commit: z.boolean().default(false),
      }),
    )
    .max(10)
    .default([]),
  /** What to make of missing, stale, failed, partial and empty scans. */
  on_error: z.enum(['fail', 'warn', 'pass']).default('fail'),
  /** A scan that read nothing at all counts as an error. */
  allow_empty: z.boolean().default(false),
  /** Days a new finding may stay before it fails, by severity. */
  grace_days: z.partialRecord(z.enum(severities), days).default({}),
  /** Known exploited ones fail whatever their severity, without grace. */
  known_exploited: z.enum(['fail', 'warn', 'ignore']).default('fail'),
  epss: z
    .strictObject({
      at_least: z.number().min(0).max(1),
      effect: z.enum(['fail', 'warn']).default('fail'),
    })
    .optional(),
  /** Only findings that a version repairs can fail; the rest warns. */
  fixable_only: z.boolean().default(false),
  skip_dev: z.boolean().default(false),
  /** Kinds the severities are asked of; absent: all but quality. */
  kinds: z.array(z.enum(findingKinds)).max(10).optional(),
  licences: z
    .strictObject({
      /** SPDX ids. When it is not empty, what is on no list is for review. */
      allow: z.array(z.string().max(128)).max(1000).default([]),
      deny: z.array(z.string().max(128)).max(1000).default([]),
      review: z.array(z.string().max(128)).max(1000).default([]),
      on_deny: z.enum(['fail', 'warn']).default('fail'),
      on_review: z.enum(['fail', 'warn', 'pass']).default('warn'),
    })
    .optional(),
  exceptions: z.array(gateExceptionSchema).max(1000).default([]),
});

/** @see gatePolicySchema */
export type GatePolicy = z.infer<typeof gatePolicySchema>;
/** What a person writes: defaults may be left out. */
export type NewGatePolicy = z.input<typeof gatePolicySchema>;
