import { noCounts } from '../answers/shared';
import { packageKey } from '../identity/packageKey';
import { severityRank } from '../severity/decideSeverity';
import { GateCandidate, GateComponent, GateInput } from './gateInput';
import { GateException } from './gatePolicy';
import { GateFinding, GateResult } from './gateResult';
import { licenceOffenceOf, Offence, offenceOf } from './judgeFinding';
import { judgeScans } from './judgeScans';
import { Excused, excuse, exceptionStanding } from './matchException';
import { gateSummary } from './gateSummary';

type Excuse = NonNullable<GateFinding['excuse']>;

const because = (
  by: Excuse['by'],
  reason: string,
  more: Partial<Excuse> = {},
): Excuse => ({ by, reason, until: null, exception: null, ...more });

/** What keeps a finding that offends from counting; the surest reason first. */
function excuseOf(
  finding: GateCandidate,
  offence: Offence,
  excused: Excused,
  input: GateInput,
): Excuse | undefined {
  const { policy, now, baseline } = input;
  if (finding.suppressedBy) {
    return because('suppressed', `Suppressed by ${finding.suppressedBy}.`);
  }
  const { acceptance } = finding;
  if (
    finding.state === 'risk_accepted' &&
    acceptance &&
    acceptance.expiresAt > now
  ) {
    return because('risk_accepted', acceptance.reason, {
      until: acceptance.expiresAt.toISOString(),
    });
  }
  if (excused.by) {
    return because(
      'exception',
      excused.by.reason || 'Excepted by the policy.',
      {
        until: excused.by.expires ?? null,
        exception: excused.by,
      },
    );
  }
  if (policy.scope === 'new' && baseline?.has(finding.identity)) {
    return because('not_new', 'It is open on the merge base.');
  }
  if (policy.skip_dev && finding.package?.development) {
    return because('development', 'Needed for development only.');
  }
  const grace = policy.grace_days[finding.severity] ?? 0;
  const until = finding.firstSeenAt.getTime() + grace * 86_400_000;
  if (offence.rule === 'severity' && grace > 0 && until > now.getTime()) {
    return because('grace', `First seen less than ${grace} days ago.`, {
      until: new Date(until).toISOString(),
    });
  }
  return undefined;
}

function judged(
  finding: GateCandidate,
  offence: Offence,
  excused: Excused,
  input: GateInput,
): GateFinding {
  const named = finding.package;
  const shown = {
    findingId: finding.id,
    title: finding.title,
    severity: finding.severity,
    kind: finding.kind,
    tool: finding.tool,
    ruleId: finding.ruleId,
    vulnerabilityId: finding.vulnerabilityIds[0] ?? null,
    package: named && [named.name, named.version].filter(Boolean).join(' '),
    path: finding.path,
    line: finding.line,
    rule: offence.rule,
    reason: offence.reason,
  };
  const reason = excuseOf(finding, offence, excused, input);
  if (reason) return { ...shown, effect: 'excused', excuse: reason };
  const unfixable =
    input.policy.fixable_only &&
    offence.effect === 'fails' &&
    (offence.rule === 'severity' || offence.rule === 'epss') &&
    named !== null &&
    named.fixedVersions.length === 0;
  return {
    ...shown,
    effect: unfixable ? 'warns' : offence.effect,
    excuse: unfixable ? because('no_fix', 'No version repairs it yet.') : null,
  };
}

/** A component whose licence offends, in the words of a finding. */
function componentCandidate(
  component: GateComponent,
  now: Date,
): GateCandidate {
  const told = {
    name: component.name,
    version: component.version ?? undefined,
    purl: component.purl ?? undefined,
  };
  const identity = `licence:${packageKey(told) ?? component.name}`;
  return {
    id: identity,
    identity,
    title: `${component.name}: ${
      component.licences.join(', ') || 'no licence'
    }`,
    kind: 'licence',
    severity: 'unknown',
    state: 'open',
    suppressedBy: null,
    tool: 'sbom',
    ruleId: component.licences.join(', ') || 'no licence',
    vulnerabilityIds: [],
    package: { ...component, fixedVersions: [], paths: [] },
    path: null,
    line: null,
    firstSeenAt: now,
    knownExploited: false,
    epss: null,
    acceptance: null,
  };
}

const counts: readonly GateCandidate['state'][] = [
  'open',
  'triaged',
  'in_progress',
  'risk_accepted',
];

function candidatesOf(input: GateInput): [GateCandidate, Offence][] {
  const { policy, findings, components = [], now } = input;
  const asked = ({ kind }: GateCandidate) =>
    policy.kinds ? policy.kinds.includes(kind) : kind !== 'quality';
  const own = findings
    .filter(finding => counts.includes(finding.state) && asked(finding))
    .flatMap((finding): [GateCandidate, Offence][] => {
      const offence = offenceOf(finding, policy);
      return offence ? [[finding, offence]] : [];
    });
  const known = new Set(own.map(([{ package: named }]) => named?.name));
  const licences = components.flatMap(
    (component): [GateCandidate, Offence][] => {
      const offence = licenceOffenceOf(component.licences, policy);
      const told = own.some(([{ kind }]) => kind === 'licence');
      return offence && !(told && known.has(component.name))
        ? [[componentCandidate(component, now), offence]]
        : [];
    },
  );
  return [...own, ...licences];
}

const rankOfEffect = { fails: 0, warns: 1, excused: 2 } as const;

function unused(
  exceptions: readonly GateException[],
  used: ReadonlySet<GateException>,
  now: Date,
): GateResult['unusedExceptions'] {
  return exceptions.flatMap((exception): GateResult['unusedExceptions'] => {
    const standing = exceptionStanding(exception, now);
    if (standing !== 'active') return [{ exception, why: standing }];
    return used.has(exception) ? [] : [{ exception, why: 'nothing_matches' }];
  });
}

/**
 * May this ship? Fails closed: what was not scanned, not wholly or not lately is an
 * error, and an error does not pass unless the policy says so.
 */
export function evaluateSecurityGate(input: GateInput): GateResult {
  const { policy, now } = input;
  const checks = judgeScans(input);
  if (policy.scope === 'new' && !input.baseline) {
    checks.push({
      kind: null,
      verdict: 'error',
      error: 'no_baseline',
      reason: 'The merge base was never scanned: what is new is not known.',
      tool: null,
      scannedAt: null,
      importId: null,
    });
  }
  if (input.truncated) {
    checks.push({
      kind: null,
      verdict: 'error',
      error: 'partial',
      reason: `More than ${input.findings.length} findings are open: not all of them were looked at.`,
      tool: null,
      scannedAt: null,
      importId: null,
    });
  }
  const active = policy.exceptions.filter(
    exception => exceptionStanding(exception, now) === 'active',
  );
  const used = new Set<GateException>();
  const findings = candidatesOf(input)
    .map(([finding, offence]) => {
      const excused = excuse(finding, active);
      excused.used.forEach(exception => used.add(exception));
      return judged(finding, offence, excused, input);
    })
    .sort(
      (a, b) =>
        rankOfEffect[a.effect] - rankOfEffect[b.effect] ||
        severityRank(a.severity) - severityRank(b.severity) ||
        (a.findingId < b.findingId ? -1 : 1),
    );
  const failing = noCounts();
  const warning = noCounts();
  const excusedCounts = noCounts();
  const byEffect = { fails: failing, warns: warning, excused: excusedCounts };
  for (const { effect, severity } of findings) byEffect[effect][severity] += 1;
  const fails = findings.some(({ effect }) => effect === 'fails');
  const warns = findings.some(({ effect }) => effect === 'warns');
  const errors = checks.some(({ verdict }) => verdict === 'error');
  const verdict = (() => {
    if (fails) return 'fail';
    if (errors && policy.on_error === 'fail') return 'error';
    return warns || (errors && policy.on_error === 'warn') ? 'warn' : 'pass';
  })();
  const levels = new Set(
    findings
      .filter(({ effect }) => effect === 'fails')
      .map(({ severity }) => severity),
  );
  const result: Omit<GateResult, 'summary'> = {
    verdict,
    passed: verdict === 'pass' || verdict === 'warn',
    checks,
    findings,
    counts: {
      failing,
      warning,
      excused: excusedCounts,
      looked: input.findings.length + (input.components?.length ?? 0),
    },
    failedLevels: [...levels],
    unusedExceptions: unused(policy.exceptions, used, now),
    evaluatedAt: now.toISOString(),
  };
  return { ...result, summary: gateSummary(result) };
}
