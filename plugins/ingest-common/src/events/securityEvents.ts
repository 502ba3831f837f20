import { z } from 'zod';
import { scanKinds, severities } from './scanRecords';
import { text, timestamp } from './values';

const counts = z.partialRecord(z.enum(severities), z.int().nonnegative());

/**
 * A scan was counted, or people decided about what it had found. Says what is
 * open now; of one commit the event with the latest position holds.
 * Natural key: entity, tool, category, scope, ref, environment, commit.
 */
export const securityScannedSchema = z.object({
  /** The import: id of the report's event. */
  scanId: z.string().max(64),
  /** Place of that report in the log: scans up to it are counted. */
  upTo: z.string().max(32),
  tool: text(128),
  category: text(64),
  scope: text(255).default(''),
  ref: text(512).optional(),
  branch: text(512).optional(),
  environment: text(255).optional(),
  commit: z.string().max(64).optional(),
  kinds: z.array(z.enum(scanKinds)).max(20),
  /** Only `success` says that what it does not name is not there. */
  status: z.enum(['success', 'partial', 'failed']),
  reason: text(500).optional(),
  scannedAt: timestamp,
  /** Open findings of this scan by severity; accepted and suppressed ones are not open. */
  open: counts,
  /** Of these, the ones it saw first, or again after they had been fixed. */
  fresh: counts.default({}),
  /** Open findings of all scans of the commit, what several tools found once. */
  commitOpen: counts.optional(),
  /** Why it is told: a scan came in, or somebody decided about its findings. */
  cause: z.enum(['scan', 'decision']).default('scan'),
});

/** @see securityScannedSchema */
export type SecurityScanned = z.infer<typeof securityScannedSchema>;

/** What a person or a rule did to a finding; the record itself is the area's. */
export const findingDecidedSchema = z.object({
  /** Natural keys of the findings. */
  findings: z.array(z.string().max(64)).max(5000),
  action: text(64),
  by: z.string().max(512),
});

/** @see findingDecidedSchema */
export type FindingDecided = z.infer<typeof findingDecidedSchema>;

export const securityEvents = {
  'security.scanned.v1': securityScannedSchema,
  'finding.decided.v1': findingDecidedSchema,
} as const;
