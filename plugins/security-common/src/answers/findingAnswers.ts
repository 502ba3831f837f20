import { z } from 'zod';
import {
  findingKinds,
  findingStates,
  fixers,
  severities,
  severitySources,
  slaStates,
  suppressors,
  vexStatuses,
} from '../words/findingWords';
import { maybeTime, time } from './shared';

/** How a finding stands against its due date. */
export const findingSlaSchema = z.object({
  state: z.enum(slaStates),
  /** null: no due date, or paused without one. */
  dueAt: maybeTime,
  /** Days the severity and tier allow; null: none. */
  days: z.number().nullable(),
  /** Negative: over. null: no due date, paused, or closed. */
  remainingSeconds: z.number().nullable(),
});

/** How likely it is to be used. */
export const exploitSchema = z.object({
  /** null: the imported scores do not know it, or none were imported. */
  epss: z
    .object({ score: z.number(), percentile: z.number().nullable() })
    .nullable(),
  /** In the list of known exploited vulnerabilities. */
  knownExploited: z.boolean(),
});

/** A package a finding stands in. */
export const findingPackageSchema = z.object({
  name: z.string(),
  version: z.string().nullable(),
  ecosystem: z.string().nullable(),
  purl: z.string().nullable(),
  fixedVersions: z.array(z.string()),
});

/** A row of the list. */
export const findingSummarySchema = z.object({
  id: z.string(),
  entityRef: z.string().nullable(),
  title: z.string(),
  kind: z.enum(findingKinds),
  state: z.enum(findingStates),
  suppressedBy: z.enum(suppressors).nullable(),
  /** A scanner was not sure. */
  needsReview: z.boolean(),
  /** Gone from the newest scan, held until the next one agrees. */
  pendingClose: z.boolean(),
  severity: z.enum(severities),
  /** What scans say, when a person said otherwise; null: the same. */
  scanSeverity: z.enum(severities).nullable(),
  tool: z.string(),
  /** Every tool that has it now, this one first. */
  tools: z.array(z.string()),
  ruleId: z.string(),
  /** Preferred name, mostly the CVE. */
  vulnerabilityId: z.string().nullable(),
  package: findingPackageSchema.nullable(),
  target: z.string().nullable(),
  path: z.string().nullable(),
  line: z.number().nullable(),
  ref: z.string().nullable(),
  environment: z.string().nullable(),
  occurrences: z.number(),
  exploit: exploitSchema,
  sla: findingSlaSchema,
  /** 0 to 1000; `priority.ts` says of what. */
  priority: z.number(),
  assignee: z.string().nullable(),
  firstSeenAt: time,
  /** When a scan last had it. */
  lastSeenAt: time,
  fixedAt: maybeTime,
  reopenedCount: z.number(),
  /** From creation to now or to its end, also of reopened ones. */
  ageSeconds: z.number(),
});

/** @see findingSummarySchema */
export type FindingSummary = z.infer<typeof findingSummarySchema>;

/** A place in code, a resource or an address. Text is hostile. */
export const placeSchema = z.object({
  path: z.string().nullable(),
  startLine: z.number().nullable(),
  endLine: z.number().nullable(),
  startColumn: z.number().nullable(),
  endColumn: z.number().nullable(),
  snippet: z.string().nullable(),
  name: z.string().nullable(),
  method: z.string().nullable(),
  url: z.string().nullable(),
  parameter: z.string().nullable(),
  message: z.string().nullable(),
  /** Link into the repository at the scanned commit, where it is known. */
  link: z.string().nullable(),
});

/** What one tool says of it ("found by 3 tools"). */
export const attributionSchema = z.object({
  findingId: z.string(),
  tool: z.string(),
  toolVersion: z.string().nullable(),
  ruleId: z.string(),
  severity: z.enum(severities),
  severitySource: z.enum(severitySources),
  nativeSeverity: z.string().nullable(),
  occurrences: z.number(),
  firstSeenAt: time,
  lastSeenAt: time,
  /** When its scans stopped having it; null: they have it. */
  endedAt: maybeTime,
  importId: z.string().nullable(),
  url: z.string().nullable(),
});

/** How to get rid of it. */
export const fixSchema = z.object({
  /** null: none known. */
  fixedVersions: z.array(z.string()),
  /** Direct dependencies that bring the package in: "upgrade X". */
  upgrade: z.array(
    z.object({ name: z.string(), version: z.string().nullable() }),
  ),
  /** Other open findings of the entity that the same upgrade ends. */
  alsoFixes: z.number(),
  remediation: z.string().nullable(),
});

/** What one VEX statement says of it. */
export const findingVexSchema = z.object({
  documentId: z.string(),
  status: z.enum(vexStatuses),
  justification: z.string().nullable(),
  impact: z.string().nullable(),
  action: z.string().nullable(),
  author: z.string().nullable(),
  statedAt: maybeTime,
});

/** A risk somebody accepted, as far as it concerns this finding. */
export const findingAcceptanceSchema = z.object({
  id: z.string(),
  owner: z.string(),
  reason: z.string(),
  expiresAt: time,
});

/** The whole finding. */
export const findingSchema = findingSummarySchema.extend({
  ruleName: z.string().nullable(),
  description: z.string().nullable(),
  confidence: z.string().nullable(),
  nativeSeverity: z.string().nullable(),
  severitySource: z.enum(severitySources),
  severityOverride: z
    .object({ by: z.string(), at: time, reason: z.string() })
    .nullable(),
  stateReason: z.string().nullable(),
  stateBy: z.string().nullable(),
  stateAt: maybeTime,
  fixedBy: z.enum(fixers).nullable(),
  cvss: z.array(
    z.object({
      version: z.string(),
      vector: z.string().nullable(),
      score: z.number().nullable(),
      source: z.string().nullable(),
    }),
  ),
  cwes: z.array(z.number()),
  vulnerabilityIds: z.array(z.string()),
  locations: z.array(placeSchema),
  /** Steps of data flow, source to sink. */
  flow: z.array(placeSchema),
  /** All ways from a direct dependency to the package. */
  dependencyPaths: z.array(z.array(z.string())),
  direct: z.boolean().nullable(),
  development: z.boolean().nullable(),
  licences: z.array(z.string()),
  references: z.array(z.string()),
  tags: z.array(z.string()),
  url: z.string().nullable(),
  fix: fixSchema.nullable(),
  attributions: z.array(attributionSchema),
  vex: z.array(findingVexSchema),
  acceptance: findingAcceptanceSchema.nullable(),
  /** One task per leaked value; the value itself is not stored. */
  secret: z
    .object({
      taskId: z.string(),
      mask: z.string().nullable(),
      verified: z.boolean().nullable(),
      /** Other findings with the same value that the caller may see. */
      elsewhere: z.number(),
      rotated: z.boolean(),
    })
    .nullable(),
  /**
   * Is the version that has it deployed? `unknown`: without `environment` no deployment
   * is known; with it nobody scanned what runs there.
   */
  inProduction: z.object({
    answer: z.enum(['yes', 'no', 'unknown']),
    environment: z.string().nullable(),
    version: z.string().nullable(),
  }),
  /** What gates make of it. */
  gates: z.array(
    z.object({
      environment: z.string(),
      effect: z.enum(['fails', 'warns', 'none']),
      reason: z.string(),
    }),
  ),
  identity: z.object({ version: z.number(), key: z.string() }),
  firstCommit: z.string().nullable(),
  lastCommit: z.string().nullable(),
  /** What the caller may do. */
  can: z.object({
    triage: z.boolean(),
    acceptRisk: z.boolean(),
    /** States it may be set to now. */
    states: z.array(z.enum(findingStates)),
  }),
});

/** @see findingSchema */
export type Finding = z.infer<typeof findingSchema>;
