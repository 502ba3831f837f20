import { z } from 'zod';
import { measuredSchema, runRefSchema } from '../answers';

const time = z.string();
const maybeTime = z.string().nullable();
const maybeText = z.string().nullable();
const seconds = z.number().nullable();

/** How one test ended. `error`: it broke before it could fail. */
export const testResults = ['passed', 'failed', 'error', 'skipped'] as const;

/** @see testResults */
export type TestResult = (typeof testResults)[number];

/** Figures of one report, or of several together. */
export const testCountsSchema = z.object({
  tests: z.number(),
  passed: z.number(),
  /** Failures and errors. */
  failed: z.number(),
  skipped: z.number(),
  /** Passed only when tried again in the same report; counted in `passed` too. */
  flaky: z.number(),
  /** Sum over the tests; null: no report tells. */
  seconds,
});

/** @see testCountsSchema */
export type TestCounts = z.infer<typeof testCountsSchema>;

/** One report of tests, as one upload brought it. */
export const testReportSchema = z.object({
  reportId: z.string(),
  entityRef: z.string(),
  format: z.string(),
  tool: maybeText,
  job: maybeText,
  branch: maybeText,
  sha: maybeText,
  /** null: the sender named no run. */
  run: runRefSchema.nullable(),
  receivedAt: time,
  counts: testCountsSchema,
  /** Records that could not be read: say "at least". */
  rejectedCount: z.number(),
  /** Cases kept to look at; fewer than `counts.tests` when a report is huge. */
  keptCases: z.number(),
});

/** @see testReportSchema */
export type TestReport = z.infer<typeof testReportSchema>;

/** A test taken out of the verdict for a while. */
export const quarantineSchema = z.object({
  id: z.string(),
  entityRef: z.string(),
  suite: z.string(),
  name: z.string(),
  reason: z.string(),
  /** Who put it there. */
  createdBy: z.string(),
  createdAt: time,
  until: time,
  endedAt: maybeTime,
  endedBy: maybeText,
  /** Neither ended nor past its time. */
  active: z.boolean(),
});

/** @see quarantineSchema */
export type Quarantine = z.infer<typeof quarantineSchema>;

/** One test in one report. */
export const testCaseSchema = z.object({
  reportId: z.string(),
  suite: z.string(),
  name: z.string(),
  file: maybeText,
  result: z.enum(testResults),
  /** It passed only when tried again. */
  flaky: z.boolean(),
  seconds,
  /** Of a failure; hostile text, cut at 2,000 characters. */
  message: maybeText,
  /** Passed and failed on one commit in the last 28 days. */
  knownFlaky: z.boolean(),
  quarantined: z.boolean(),
});

/** @see testCaseSchema */
export type TestCase = z.infer<typeof testCaseSchema>;

/** A test or job that both passed and failed on one commit. */
export const flakySchema = z.object({
  kind: z.enum(['test', 'job']),
  entityRef: maybeText,
  /** Suite of a test, pipeline of a job. */
  group: z.string(),
  name: z.string(),
  file: maybeText,
  /** Commits on which it both passed and failed, of those with a verdict. 0..1. */
  flakeRate: measuredSchema,
  flakyCommits: z.number(),
  commits: z.number(),
  /** When it last disagreed with itself. */
  lastSeenAt: time,
  lastSha: maybeText,
  lastRun: runRefSchema.nullable(),
  /** Tests only; null: not in quarantine. */
  quarantine: quarantineSchema.nullable(),
});

/** @see flakySchema */
export type Flaky = z.infer<typeof flakySchema>;

/** Hours that nobody got anything for. The formula is in `lostHours`. */
export const lostTimeSchema = z.object({
  queueHours: z.number(),
  gateHours: z.number(),
  retryHours: z.number(),
  totalHours: z.number(),
  /** Jobs that queued, gates that were decided, attempts that were repeated. */
  jobs: z.number(),
  gates: z.number(),
  retries: z.number(),
});

/** @see lostTimeSchema */
export type LostTime = z.infer<typeof lostTimeSchema>;

/** Covered of total; ratio null: nothing to cover. */
export const coverFigureSchema = z.object({
  covered: z.number(),
  total: z.number(),
  ratio: z.number().nullable(),
});

/** @see coverFigureSchema */
export type CoverFigure = z.infer<typeof coverFigureSchema>;

/** Coverage of one commit: its reports together, a file counted once. */
export const coverageSchema = z.object({
  entityRef: z.string(),
  sha: z.string(),
  branch: maybeText,
  at: time,
  lines: coverFigureSchema,
  /** null: no report tells. */
  branches: coverFigureSchema.nullable(),
  files: z.number(),
  run: runRefSchema.nullable(),
  /** What it was made of: job, tool or format of each report. */
  parts: z.array(z.string()),
  /** Records that could not be read: the figure is not whole. */
  rejectedCount: z.number(),
});

/** @see coverageSchema */
export type Coverage = z.infer<typeof coverageSchema>;

/** Coverage of one file. */
export const coverageFileSchema = z.object({
  path: z.string(),
  lines: coverFigureSchema,
  branches: coverFigureSchema.nullable(),
});
