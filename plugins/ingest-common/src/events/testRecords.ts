import { z } from 'zod';
import { text } from './values';

/** Longest message of a failed test that is kept. */
export const testMessageMax = 2000;

/** A record of a report of the category `tests`: how one test ended. */
export const testCaseRecordSchema = z.object({
  /** Class, package or file, as the tool groups tests. */
  suite: text(512),
  name: text(1024),
  file: text(1024).optional(),
  result: z.enum(['passed', 'failed', 'error', 'skipped']),
  seconds: z.number().nonnegative().optional(),
  message: text(testMessageMax).optional(),
  /** It passed only when tried again. */
  flaky: z.boolean().optional(),
});

/** @see testCaseRecordSchema */
export type TestCaseRecord = z.infer<typeof testCaseRecordSchema>;

const count = z.int().nonnegative();

/** A record of a report of the category `coverage`: one file. */
export const coverageRecordSchema = z.object({
  path: text(1024),
  linesCovered: count,
  linesTotal: count,
  /** Absent: the report tells nothing about branches. */
  branchesCovered: count.optional(),
  branchesTotal: count.optional(),
});

/** @see coverageRecordSchema */
export type CoverageRecord = z.infer<typeof coverageRecordSchema>;
