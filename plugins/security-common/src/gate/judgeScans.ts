import { GateResult } from './gateResult';
import { GateInput, GateScan } from './gateInput';
import { GatePolicy } from './gatePolicy';

type Check = GateResult['checks'][number];
type Required = GatePolicy['required'][number];

const unitMs = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };
const isUnit = (unit: string): unit is keyof typeof unitMs => unit in unitMs;

/** Milliseconds of `90m`, `24h`, `7d`. */
export function durationMs(text: string): number {
  const unit = text.slice(-1);
  return isUnit(unit) ? Number(text.slice(0, -1)) * unitMs[unit] : 0;
}

/** Whole or abbreviated, as long as nobody could mean another. */
const sameCommit = (a: string | null, b: string) =>
  a !== null &&
  Math.min(a.length, b.length) >= 7 &&
  (a.toLowerCase().startsWith(b.toLowerCase()) ||
    b.toLowerCase().startsWith(a.toLowerCase()));

const byAge = (a: GateScan, b: GateScan) =>
  Number(b.scannedAt) - Number(a.scannedAt);

function problemOf(
  scan: GateScan,
  policy: GatePolicy,
): { error: Check['error']; reason: string } | undefined {
  if (scan.status === 'failed') {
    return {
      error: 'failed',
      reason: `The newest scan of ${scan.tool} failed.`,
    };
  }
  if (scan.status === 'partial') {
    return {
      error: 'partial',
      reason: `The newest scan of ${scan.tool} saw only a part.`,
    };
  }
  if (scan.rejected > 0) {
    return {
      error: 'partial',
      reason: `${scan.rejected} records of ${scan.tool} could not be read.`,
    };
  }
  if (scan.empty && !policy.allow_empty) {
    return {
      error: 'empty',
      reason: `The newest report of ${scan.tool} says that it looked at nothing.`,
    };
  }
  return undefined;
}

const checkOf = (
  kind: Check['kind'],
  error: Check['error'],
  reason: string,
  scan?: GateScan,
): Check => ({
  kind,
  verdict: error ? 'error' : 'pass',
  error,
  reason,
  tool: scan?.tool ?? null,
  scannedAt: scan?.scannedAt.toISOString() ?? null,
  importId: scan?.importId ?? null,
});

function judgeRequired(required: Required, input: GateInput): Check {
  const { kind } = required;
  const scans = input.scans
    .filter(scan => scan.kinds.includes(kind))
    .sort(byAge);
  const [newest] = scans;
  if (!newest) {
    return checkOf(kind, 'missing', `No ${kind} scan ever came in.`);
  }
  const oldest = input.now.getTime() - durationMs(required.max_age);
  const fresh = scans.filter(scan => scan.scannedAt.getTime() >= oldest);
  if (fresh.length === 0) {
    return checkOf(
      kind,
      'stale',
      `The newest ${kind} scan is older than ${required.max_age}.`,
      newest,
    );
  }
  if (required.same_commit) {
    const { commit } = input;
    const own = fresh.filter(scan => commit && sameCommit(scan.commit, commit));
    if (own.length === 0) {
      return checkOf(
        kind,
        'other_commit',
        commit
          ? `No ${kind} scan of ${commit.slice(0, 12)} came in.`
          : `Which commit is to ship was not said.`,
        newest,
      );
    }
  }
  // Every tool that still runs has to be whole: one that broke hides what it knew.
  for (const scan of fresh) {
    const problem = problemOf(scan, input.policy);
    if (problem) return checkOf(kind, problem.error, problem.reason, scan);
  }
  return checkOf(kind, null, `Scanned by ${fresh[0].tool}.`, fresh[0]);
}

/**
 * Whether the scans the policy asks for are there. A policy that names none still
 * needs one whole scan: where nothing was looked at, nothing is known.
 */
export function judgeScans(input: GateInput): Check[] {
  const { policy } = input;
  if (policy.required.length > 0) {
    return policy.required.map(required => judgeRequired(required, input));
  }
  const scans = [...input.scans].sort(byAge);
  if (scans.length === 0) {
    return [checkOf(null, 'missing', 'No scan ever came in.')];
  }
  const broken = scans.flatMap(scan => {
    const problem = problemOf(scan, policy);
    return problem ? [checkOf(null, problem.error, problem.reason, scan)] : [];
  });
  if (broken.length > 0) return broken;
  const { commit } = input;
  if (commit && !scans.some(scan => sameCommit(scan.commit, commit))) {
    return [
      checkOf(
        null,
        'other_commit',
        `No scan of ${commit.slice(0, 12)} came in.`,
        scans[0],
      ),
    ];
  }
  return [checkOf(null, null, `Scanned by ${scans[0].tool}.`, scans[0])];
}
