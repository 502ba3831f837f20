import { severities, Severity } from '../words/findingWords';
import { decideLicence } from '../licences/decideLicence';
import { GateCandidate } from './gateInput';
import { GatePolicy } from './gatePolicy';
import { GateFinding } from './gateResult';

/** A rule that speaks against a finding. */
export interface Offence {
  effect: 'fails' | 'warns';
  rule: GateFinding['rule'];
  reason: string;
}

const known = severities.filter(severity => severity !== 'unknown');

/**
 * A level means itself and all above; of several the lowest counts. `unknown`
 * stands apart: it is neither above nor below.
 */
export function levelsFrom(named: readonly Severity[]): Set<Severity> {
  const lowest = Math.max(
    ...named.map(severity => known.findIndex(one => one === severity)),
  );
  const levels = new Set<Severity>(known.slice(0, lowest + 1));
  if (named.includes('unknown')) levels.add('unknown');
  return levels;
}

function bySeverity(
  finding: GateCandidate,
  policy: GatePolicy,
): Offence | undefined {
  const { severity } = finding;
  if (levelsFrom(policy.fail_on).has(severity)) {
    return { effect: 'fails', rule: 'severity', reason: `It is ${severity}.` };
  }
  return levelsFrom(policy.warn_on).has(severity)
    ? { effect: 'warns', rule: 'severity', reason: `It is ${severity}.` }
    : undefined;
}

function byLicence(
  licences: readonly string[],
  policy: GatePolicy,
): Offence | undefined {
  const rules = policy.licences;
  if (!rules) return undefined;
  const { decision, reason } = decideLicence(licences, rules);
  if (decision === 'allow') return undefined;
  const effect = decision === 'deny' ? rules.on_deny : rules.on_review;
  if (effect === 'pass') return undefined;
  return { effect: `${effect}s`, rule: 'licence', reason };
}

/** What speaks against a finding, the worst of it; nothing: it may pass. */
export function offenceOf(
  finding: GateCandidate,
  policy: GatePolicy,
): Offence | undefined {
  const licences = finding.package?.licences ?? [];
  if (finding.kind === 'licence' && policy.licences && licences.length > 0) {
    return byLicence(licences, policy);
  }
  const offences: Offence[] = [];
  if (finding.knownExploited && policy.known_exploited !== 'ignore') {
    offences.push({
      effect: `${policy.known_exploited}s`,
      rule: 'known_exploited',
      reason: 'It is known to be exploited.',
    });
  }
  const { epss } = policy;
  if (epss && finding.epss !== null && finding.epss >= epss.at_least) {
    offences.push({
      effect: `${epss.effect}s`,
      rule: 'epss',
      reason: `Its EPSS score ${finding.epss} is at least ${epss.at_least}.`,
    });
  }
  const severity = bySeverity(finding, policy);
  if (severity) offences.push(severity);
  return offences.find(({ effect }) => effect === 'fails') ?? offences[0];
}

/** What speaks against a component of the SBOM for its licence. */
export const licenceOffenceOf = byLicence;
