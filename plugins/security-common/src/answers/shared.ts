import { z } from 'zod';
import { severities } from '../words/findingWords';

/** ISO 8601. */
export const time = z.string();

/** ISO 8601, or null with the meaning its field says. */
export const maybeTime = z.string().nullable();

/** One count per severity; 0 is a number. */
export const severityCountsSchema = z.object({
  critical: z.number(),
  high: z.number(),
  medium: z.number(),
  low: z.number(),
  info: z.number(),
  unknown: z.number(),
});

/** @see severityCountsSchema */
export type SeverityCounts = z.infer<typeof severityCountsSchema>;

/** Counts in which nothing was counted. */
export const noCounts = (): SeverityCounts => ({
  critical: 0,
  high: 0,
  medium: 0,
  low: 0,
  info: 0,
  unknown: 0,
});

/** Everything counted. */
export const totalOf = (counts: SeverityCounts): number =>
  severities.reduce((sum, severity) => sum + counts[severity], 0);

/**
 * What is known of an entity's scans. A list without findings means clean only
 * with `fresh`; the others are said in words.
 */
export const knowledges = [
  'fresh',
  'stale',
  'incomplete',
  'never_scanned',
] as const;

/** How much of what an answer speaks of was scanned at all. */
export const knowledgeSchema = z.object({
  state: z.enum(knowledges),
  /** Entities in scope that the caller may see. */
  entities: z.number(),
  fresh: z.number(),
  stale: z.number(),
  /** Newest scan failed, was partial, or lost records. */
  incomplete: z.number(),
  neverScanned: z.number(),
  /** Newest complete scan of any; null: never. */
  newestScanAt: maybeTime,
  /** Of the entities, the scan that is oldest; null: never. */
  oldestScanAt: maybeTime,
});

/** @see knowledgeSchema */
export type Knowledge = z.infer<typeof knowledgeSchema>;
