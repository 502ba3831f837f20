import { packageKey, packageNameKey } from '../identity/packageKey';
import { spellVulnerability } from '../identity/vulnerabilityNames';
import { wildcardFits } from '../matching/wildcardFits';
import { GateCandidate } from './gateInput';
import { GateException } from './gatePolicy';

/** Whether an exception may be used at all. */
export function exceptionStanding(
  exception: GateException,
  now: Date,
): 'active' | 'inactive' | 'expired' {
  if (!exception.active) return 'inactive';
  const { expires } = exception;
  if (expires === undefined) return 'active';
  // A day counts to its end, in UTC.
  const day = /^\d{4}-\d{2}-\d{2}$/.test(expires);
  const end = Date.parse(expires) + (day ? 86_400_000 : 0);
  return now.getTime() < end ? 'active' : 'expired';
}

/** A pattern in which `*` stands for anything; else a whole path or a folder of it. */
export function pathFits(pattern: string, path: string): boolean {
  if (pattern === path) return true;
  if (!pattern.includes('*')) {
    return path.startsWith(pattern.endsWith('/') ? pattern : `${pattern}/`);
  }
  return wildcardFits(pattern, path);
}

const same = (a: string, b: string) => a.toLowerCase() === b.toLowerCase();

function packageFits(pattern: string, finding: GateCandidate): boolean {
  const named = finding.package;
  if (!named) return false;
  if (!pattern.startsWith('pkg:')) return pattern === named.name;
  const told = {
    name: named.name,
    version: named.version ?? undefined,
    purl: named.purl ?? undefined,
  };
  const wanted = packageKey({ name: '', purl: pattern });
  return wanted === packageKey(told) || wanted === packageNameKey(told);
}

/** Whether all but the path of an exception fits. One that names nothing fits nothing. */
function subjectFits(
  exception: GateException,
  finding: GateCandidate,
): boolean {
  const tests: (boolean | undefined)[] = [
    exception.finding === undefined
      ? undefined
      : exception.finding === finding.id ||
        exception.finding === finding.identity,
    exception.vulnerability === undefined
      ? undefined
      : finding.vulnerabilityIds.some(
          id => id === spellVulnerability(exception.vulnerability ?? ''),
        ) || finding.ruleId === exception.vulnerability,
    exception.rule === undefined
      ? undefined
      : exception.rule === finding.ruleId,
    exception.tool === undefined
      ? undefined
      : same(exception.tool, finding.tool),
    exception.package === undefined
      ? undefined
      : packageFits(exception.package, finding),
    exception.licence === undefined
      ? undefined
      : finding.package?.licences.includes(exception.licence) ?? false,
  ];
  const named = tests.filter(test => test !== undefined);
  return (
    named.every(Boolean) && (named.length > 0 || exception.path !== undefined)
  );
}

/** Ways by which a finding got in, as an exception writes them: `a>b`, or its file. */
const pathsOf = (finding: GateCandidate): string[] => {
  const ways = (finding.package?.paths ?? []).map(path => path.join('>'));
  if (ways.length > 0) return ways;
  return finding.path === null ? [] : [finding.path];
};

const coveredBy = (exception: GateException, paths: readonly string[]) =>
  exception.path === undefined
    ? paths
    : paths.filter(path => pathFits(exception.path ?? '', path));

/** What exceptions do for a finding. */
export interface Excused {
  /** The one that excuses it; null: it is not excused, or only on some ways. */
  by: GateException | null;
  /** All that fit, at least a part of it. */
  used: GateException[];
}

/**
 * Whether exceptions excuse a finding. One with a path excuses that way only: as
 * long as the package gets in by another, the finding counts.
 */
export function excuse(
  finding: GateCandidate,
  exceptions: readonly GateException[],
): Excused {
  const paths = pathsOf(finding);
  const used: GateException[] = [];
  const left = new Set(paths);
  let whole: GateException | null = null;
  for (const exception of exceptions) {
    if (!subjectFits(exception, finding)) continue;
    if (exception.path === undefined) {
      used.push(exception);
      whole ??= exception;
      continue;
    }
    const covered = coveredBy(exception, paths);
    if (covered.length > 0) {
      used.push(exception);
      covered.forEach(path => left.delete(path));
    }
  }
  const byPaths = paths.length > 0 && left.size === 0 ? used[0] ?? null : null;
  return { by: whole ?? byPaths, used };
}
