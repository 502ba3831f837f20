import { z } from 'zod';
import { link, text, timestamp } from './values';

/** What a scan looks for. `quality` is kept out of gates and counts of security. */
export const scanKinds = [
  'sast',
  'dependency',
  'container',
  'secret',
  'iac',
  'dast',
  'licence',
  'fuzzing',
  'policy',
  'quality',
] as const;

/** @see scanKinds */
export type ScanKind = (typeof scanKinds)[number];

/** Words of `category` in the query of a report that scanner formats read. */
export const scanCategories = [
  'security',
  'sbom',
  'vex',
  ...scanKinds,
] as const;

/** Whether a report of this category is a scan. */
export const isScanCategory = (category: string | null | undefined): boolean =>
  scanCategories.some(known => known === category);

/** From worst to least; `unknown` is a level of its own, never counted as another. */
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

/** Where the normalised severity was taken from. */
export const severitySources = [
  'native',
  'cvss4',
  'cvss31',
  'cvss30',
  'cvss2',
  'rule',
  'none',
] as const;

const line = z.int().nonnegative();

/** Where a finding stands: in a file, in a resource of it, or at an address. */
export const findingLocationSchema = z.object({
  /** Normalised: relative, `/` between folders, case kept. */
  path: text(1024).optional(),
  startLine: line.optional(),
  endLine: line.optional(),
  startColumn: line.optional(),
  endColumn: line.optional(),
  /** The code itself, secrets masked. */
  snippet: text(4000).optional(),
  /** Function, class or resource (`aws_s3_bucket.logs`). */
  name: text(512).optional(),
  /** DAST: method, address as reported, and parameter. */
  method: text(16).optional(),
  url: text(2048).optional(),
  parameter: text(512).optional(),
  message: text(1000).optional(),
});

/** A package that a finding or an SBOM names. */
export const packageSchema = z.object({
  name: text(512),
  version: text(255).optional(),
  /** Type of a package URL: `npm`, `maven`, `deb`. */
  ecosystem: text(64).optional(),
  purl: text(1024).optional(),
  /** Versions that repair it, as told. */
  fixedVersions: z.array(text(255)).max(50).default([]),
  /** Ways from the root to it, each from direct dependency to package. */
  paths: z
    .array(z.array(text(512)).max(50))
    .max(50)
    .default([]),
  direct: z.boolean().optional(),
  development: z.boolean().optional(),
  /** Declared licences, as written. */
  licences: z.array(text(512)).max(50).default([]),
});

/** A vector or a number somebody gave. */
export const cvssSchema = z.object({
  version: z.enum(['2.0', '3.0', '3.1', '4.0']),
  vector: text(512).optional(),
  score: z.number().min(0).max(10).optional(),
  source: text(128).optional(),
});

/**
 * One finding of a scanner, in the same words for all of them. Natural key: none;
 * its identity is computed by `findingIdentity` of security-common.
 */
export const findingRecordSchema = z.object({
  record: z.literal('finding'),
  kind: z.enum(scanKinds),
  tool: z.object({ name: text(128), version: text(64).optional() }),
  /** Part of the import's scope that the report itself names (SARIF category, Snyk project). */
  scope: text(255).optional(),
  ruleId: text(512),
  ruleName: text(512).optional(),
  /** What the rule was called before (`deprecatedIds` of SARIF): findings of then are these. */
  formerRuleIds: z.array(text(512)).max(10).optional(),
  title: text(500),
  description: text(8000).optional(),
  remediation: text(4000).optional(),
  severity: z.enum(severities),
  severitySource: z.enum(severitySources),
  /** The tool's own word or number. */
  nativeSeverity: text(64).optional(),
  confidence: text(32).optional(),
  cvss: z.array(cvssSchema).max(20).default([]),
  epss: z
    .object({
      score: z.number().min(0).max(1),
      percentile: z.number().min(0).max(1).optional(),
    })
    .optional(),
  knownExploited: z.boolean().optional(),
  cwes: z.array(z.int().positive()).max(50).default([]),
  /** Every name of the vulnerability, the preferred one first: CVE, GHSA, PYSEC, RUSTSEC, … */
  vulnerabilityIds: z.array(text(128)).max(50).default([]),
  package: packageSchema.optional(),
  /** Image or lockfile without digest and tag; the project of a multi-project report. */
  target: text(1024).optional(),
  /** The first is where it is shown. */
  locations: z.array(findingLocationSchema).max(100).default([]),
  /** Steps of data flow, source to sink. */
  flow: z.array(findingLocationSchema).max(100).default([]),
  references: z.array(link).max(50).default([]),
  tags: z.array(text(64)).max(50).default([]),
  /** The tool's fingerprints by name. No line hashes: see identity. */
  fingerprints: z.record(z.string().max(128), text(512)).default({}),
  /** How often the same stands in the report. */
  occurrences: z.int().positive().default(1),
  /** `absent`: the report itself says that it is gone; `fixed` likewise. */
  state: z.enum(['open', 'needs_review', 'fixed', 'absent']).default('open'),
  suppressed: z
    .object({
      by: z.enum(['source', 'tool', 'vex', 'policy']),
      reason: text(1000).optional(),
    })
    .optional(),
  /**
   * A leaked secret. A parser gives `value`; before anything is written the door
   * replaces it by `hmac` and `mask`, and masks it in every other text.
   */
  secret: z
    .object({
      value: z.string().max(20_000).optional(),
      /** HMAC-SHA256 with the portal's key, hex. */
      hmac: z.string().length(64).optional(),
      mask: text(64).optional(),
      verified: z.boolean().optional(),
      /** Somebody pushed it past the forge's push protection; absent: nobody says. */
      bypassed: z.boolean().optional(),
      commit: text(64).optional(),
    })
    .optional(),
  foundAt: timestamp.optional(),
  url: link,
});

/** @see findingRecordSchema */
export type FindingRecord = z.infer<typeof findingRecordSchema>;
/** What a parser writes: defaults may be left out. */
export type NewFindingRecord = z.input<typeof findingRecordSchema>;

/** A component of an SBOM. */
export const componentRecordSchema = z.object({
  record: z.literal('component'),
  /** Within its document. */
  ref: text(1024),
  type: text(64).optional(),
  group: text(255).optional(),
  supplier: text(255).optional(),
  package: packageSchema,
  hashes: z
    .array(z.object({ algorithm: text(32), value: text(256) }))
    .max(20)
    .default([]),
  /** Refs of what it depends on. */
  dependsOn: z.array(text(1024)).max(5000).default([]),
  /** What the whole document is about. */
  root: z.boolean().optional(),
});

/** @see componentRecordSchema */
export type ComponentRecord = z.infer<typeof componentRecordSchema>;
/** What a parser writes. */
export type NewComponentRecord = z.input<typeof componentRecordSchema>;

/** What a VEX statement says of a vulnerability in a product. */
export const vexStatuses = [
  'not_affected',
  'affected',
  'fixed',
  'under_investigation',
  'false_positive',
] as const;

/** One statement for one product. */
export const vexRecordSchema = z.object({
  record: z.literal('vex'),
  /** In the document, for the apply report: a JSON pointer. */
  at: text(512),
  vulnerabilityIds: z.array(text(128)).min(1).max(50),
  status: z.enum(vexStatuses),
  /** The word as written. */
  nativeStatus: text(64),
  justification: text(128).optional(),
  impact: text(4000).optional(),
  action: text(4000).optional(),
  response: z.array(text(64)).max(10).default([]),
  /** How bad the document rates it, where it rates. */
  severity: z.enum(severities).optional(),
  product: z.object({
    purl: text(1024).optional(),
    bomRef: text(1024).optional(),
    name: text(512).optional(),
    version: text(255).optional(),
    /** It speaks of the whole project. */
    project: z.boolean().optional(),
  }),
  author: text(255).optional(),
  statedAt: timestamp.optional(),
  /** Of the document it stands in, where documents of several formats came together. */
  format: text(64).optional(),
});

/** @see vexRecordSchema */
export type VexRecord = z.infer<typeof vexRecordSchema>;
/** What a parser writes. */
export type NewVexRecord = z.input<typeof vexRecordSchema>;

/** Every record of a report whose category is one of {@link scanCategories}. */
export const scanRecordSchema = z.discriminatedUnion('record', [
  findingRecordSchema,
  componentRecordSchema,
  vexRecordSchema,
]);

/** @see scanRecordSchema */
export type ScanRecord = z.infer<typeof scanRecordSchema>;
/** What a parser writes. */
export type NewScanRecord = z.input<typeof scanRecordSchema>;
