import { packageKey, packageNameKey } from '../identity/packageKey';
import { ScanPackage } from '../identity/scanFinding';
import { spellVulnerability } from '../identity/vulnerabilityNames';
import { pathFits } from '../gate/matchException';
import { AcceptanceScope } from '../contract/acceptanceRoutes';

const dayMs = 86_400_000;

/** Days before its end in which an acceptance is said to be ending. */
export const endingDays = 14;

/** The longest a risk may be accepted: then somebody looks at it again. */
export const acceptanceDaysMax = 366;

/** What of an acceptance counts for whether it holds. */
export interface AcceptanceTimes {
  createdAt: Date;
  expiresAt: Date;
  revokedAt?: Date | null;
}

/** Whether an acceptance holds. It ends by the clock, not when somebody notices. */
export function acceptanceState(
  times: AcceptanceTimes,
  now: Date,
): 'active' | 'ending' | 'expired' | 'revoked' {
  if (times.revokedAt) return 'revoked';
  const left = times.expiresAt.getTime() - now.getTime();
  if (left <= 0) return 'expired';
  return left <= endingDays * dayMs ? 'ending' : 'active';
}

/** Why an end may not be chosen; undefined: it may. */
export function endRefusal(
  expiresAt: Date,
  now: Date,
  daysMax = acceptanceDaysMax,
): string | undefined {
  const left = expiresAt.getTime() - now.getTime();
  if (!Number.isFinite(left)) return 'It is no time.';
  if (left <= 0) return 'It has to end in the future.';
  return left > daysMax * dayMs
    ? `A risk is accepted for ${daysMax} days at most.`
    : undefined;
}

/** Reminders that are due by now and were not sent; each says how many days before the end. */
export function dueReminders(
  acceptance: AcceptanceTimes & {
    remindDaysBefore: readonly number[];
    sent: readonly number[];
  },
  now: Date,
): number[] {
  const state = acceptanceState(acceptance, now);
  if (state === 'revoked' || state === 'expired') return [];
  const created = acceptance.createdAt.getTime();
  const end = acceptance.expiresAt.getTime();
  return [...new Set(acceptance.remindDaysBefore)]
    .filter(days => {
      const at = end - days * dayMs;
      // Reminders of before it began say nothing new.
      return at > created && at <= now.getTime();
    })
    .filter(days => !acceptance.sent.includes(days))
    .sort((a, b) => a - b);
}

/** A finding as an acceptance is matched with it. */
export interface AcceptableFinding {
  id: string;
  entityRef: string;
  tool: string;
  ruleId: string;
  path: string | null;
  vulnerabilityIds: readonly string[];
  package: ScanPackage | null;
}

const inEntities = (entities: readonly string[], entityRef: string) =>
  entities.length === 0 || entities.includes(entityRef);

/** Whether an acceptance is about a finding. */
export function acceptanceCovers(
  scope: AcceptanceScope,
  finding: AcceptableFinding,
  /** The alias group of a name; absent: every name is its own. */
  groupOf: (name: string) => string = name => name,
): boolean {
  switch (scope.of) {
    case 'finding':
      return scope.findingIds.includes(finding.id);
    case 'rule':
      return (
        scope.rule === finding.ruleId &&
        (scope.tool === undefined ||
          scope.tool.toLowerCase() === finding.tool.toLowerCase()) &&
        (scope.path === undefined ||
          (finding.path !== null && pathFits(scope.path, finding.path))) &&
        inEntities(scope.entities, finding.entityRef)
      );
    default: {
      const group = (name: string) => groupOf(spellVulnerability(name));
      const wanted = group(scope.vulnerability);
      if (!finding.vulnerabilityIds.some(name => group(name) === wanted)) {
        return false;
      }
      if (!inEntities(scope.entities, finding.entityRef)) return false;
      if (scope.purl === undefined) return true;
      const named = finding.package;
      const key = packageKey({ name: '', purl: scope.purl });
      return (
        named !== null &&
        key !== undefined &&
        (key === packageKey(named) || key === packageNameKey(named))
      );
    }
  }
}
