import { PolicyStage, severities, Severity } from '../policy/deliveryPolicy';
import { positionOrder } from '../mergeFacts';
import { GateRule } from './gateAnswers';
import { GateEvidence, ReportEvidence } from './gateEvidence';

/** What a rule finds, before it is named. */
export type Finding = Pick<
  GateRule,
  'verdict' | 'reason' | 'value' | 'needed' | 'evidence'
>;

interface Aged {
  now: string;
  maxAgeSeconds: number;
}

const tooOld = (at: string, { now, maxAgeSeconds }: Aged) =>
  (Date.parse(now) - Date.parse(at)) / 1000 > maxAgeSeconds;

const seen = (report: ReportEvidence, label: string) => ({
  label,
  url: report.url ?? null,
  at: report.observedAt,
  position: report.position,
});

/** Of each tool and job the newest report. */
function newestReports(
  evidence: GateEvidence,
  category: ReportEvidence['category'],
): ReportEvidence[] {
  const newest = new Map<string, ReportEvidence>();
  for (const report of evidence.reports) {
    if (report.category !== category) continue;
    const key = JSON.stringify([report.tool ?? '', report.job ?? '']);
    const known = newest.get(key);
    if (!known || positionOrder(report.position, known.position) > 0) {
      newest.set(key, report);
    }
  }
  return [...newest.values()];
}

const first = (summary: Readonly<Record<string, number>>, ...words: string[]) =>
  words.map(word => summary[word]).find(value => value !== undefined);

/** Lines covered and lines there are, of all reports together. */
export function coveredLines(
  reports: readonly ReportEvidence[],
): { covered: number; total: number } | undefined {
  let covered = 0;
  let total = 0;
  for (const { summary } of reports) {
    const reportTotal = first(summary, 'lines.total', 'lines.valid', 'lines');
    const reportCovered = first(summary, 'lines.covered');
    if (reportTotal === undefined || reportCovered === undefined)
      return undefined;
    total += reportTotal;
    covered += reportCovered;
  }
  return total > 0 ? { covered, total } : undefined;
}

/** Whether enough lines are covered. */
export function judgeCoverage(
  threshold: number,
  evidence: GateEvidence,
  aged: Aged,
): Finding {
  const needed = `at least ${threshold} %`;
  const reports = newestReports(evidence, 'coverage');
  if (reports.length === 0) {
    return {
      verdict: 'missing',
      reason: 'No coverage report of this commit came in.',
      value: null,
      needed,
      evidence: null,
    };
  }
  const lines = coveredLines(reports);
  const [report] = reports;
  if (!lines || reports.some(one => one.rejectedCount > 0)) {
    return {
      verdict: 'missing',
      reason: 'The coverage report is not whole.',
      value: null,
      needed,
      evidence: seen(report, 'coverage report'),
    };
  }
  const percent = (lines.covered / lines.total) * 100;
  // Cut, not rounded: 79.96 must not be shown as the 80 it does not reach.
  const value = `${Math.floor(percent * 10) / 10} %`;
  const label = `${lines.covered} of ${lines.total} lines`;
  const shown = { value, needed, evidence: seen(report, label) };
  if (reports.some(one => tooOld(one.observedAt, aged))) {
    return {
      verdict: 'stale',
      reason: 'The coverage report is too old.',
      ...shown,
    };
  }
  return percent >= threshold
    ? { verdict: 'passed', reason: 'Enough lines are covered.', ...shown }
    : {
        verdict: 'failed',
        reason: `Only ${value} of the lines are covered.`,
        ...shown,
      };
}

/** What the test reports say; `undefined`: there are none. */
export function judgeTests(
  evidence: GateEvidence,
  aged: Aged,
): Finding | undefined {
  const reports = newestReports(evidence, 'tests');
  if (reports.length === 0) return undefined;
  let failed = 0;
  let total = 0;
  for (const { summary } of reports) {
    failed +=
      (first(summary, 'failed', 'failures') ?? 0) +
      (first(summary, 'errors', 'errored', 'error') ?? 0);
    total += first(summary, 'tests', 'total') ?? 0;
  }
  const [report] = reports;
  const shown = {
    value: failed > 0 ? `${failed} failed` : `${total} passed`,
    needed: 'none failed',
    evidence: seen(report, `${total} tests`),
  };
  if (failed > 0) {
    return { verdict: 'failed', reason: `${failed} tests failed.`, ...shown };
  }
  if (reports.some(one => one.rejectedCount > 0)) {
    return {
      verdict: 'missing',
      reason: 'The test report is not whole.',
      ...shown,
    };
  }
  if (reports.some(one => tooOld(one.observedAt, aged))) {
    return {
      verdict: 'stale',
      reason: 'The test report is too old.',
      ...shown,
    };
  }
  return { verdict: 'passed', reason: 'No test failed.', ...shown };
}

const counted = (
  open: Partial<Record<Severity, number>>,
  wanted: readonly Severity[],
) =>
  severities.flatMap(severity =>
    wanted.includes(severity) && (open[severity] ?? 0) > 0
      ? `${open[severity]} ${severity}`
      : [],
  );

/** Whether open findings are of a severity that fails or warns. */
export function judgeSecurity(
  stage: Pick<PolicyStage, 'fail_on' | 'warn_on'>,
  evidence: GateEvidence,
  aged: Aged,
): Finding {
  const failOn = stage.fail_on ?? [];
  const warnOn = stage.warn_on ?? [];
  const needed = failOn.length ? `no ${failOn.join(', no ')}` : 'told only';
  const { security } = evidence;
  if (!security) {
    return {
      verdict: 'missing',
      reason: 'No scan of this commit came in.',
      value: null,
      needed,
      evidence: null,
    };
  }
  const failing = counted(security.open, failOn);
  const warning = counted(security.open, warnOn);
  const shown = {
    value: [...failing, ...warning].join(', ') || 'none',
    needed,
    evidence: {
      label: 'newest scans',
      url: security.url ?? null,
      at: security.observedAt,
      position: security.position,
    },
  };
  if (failing.length) {
    return {
      verdict: 'failed',
      reason: `Open: ${failing.join(', ')}.`,
      ...shown,
    };
  }
  if (tooOld(security.observedAt, aged)) {
    return {
      verdict: 'stale',
      reason: 'The newest scan is too old.',
      ...shown,
    };
  }
  // What was found holds; that nothing else is there does not.
  if (security.problem) {
    return { verdict: 'missing', reason: security.problem, ...shown };
  }
  return warning.length
    ? { verdict: 'warned', reason: `Open: ${warning.join(', ')}.`, ...shown }
    : { verdict: 'passed', reason: 'Nothing open that counts.', ...shown };
}
