import { parseRequirement } from '../policy/checkPolicy';
import { DeliveryPolicy } from '../policy/deliveryPolicy';
import { sameEnvironment } from '../policy/environments';
import {
  blocksTarget,
  durationSeconds,
  namesOtherEnvironment,
  NamedStage,
  stageEnvironment,
  stageOfEnvironment,
  stagesBefore,
} from '../policy/gateStages';
import { shownStage } from '../stages/mapJobToStage';
import { GateDecision, GateRule, NeededApproval } from './gateAnswers';
import {
  ApprovalEvidence,
  ChangeAuthor,
  GateEvidence,
  WorkEvidence,
} from './gateEvidence';
import {
  Finding,
  judgeCoverage,
  judgeSecurity,
  judgeTests,
} from './judgeReports';
import { authorKnown, groupRef } from './mayApprove';
import { activeWork, judgeWork, newestWork, policyStageOf } from './stageWork';

/** Everything a gate is judged by. */
export interface GateCase {
  /** null: no policy covers the entity. */
  policy: DeliveryPolicy | null;
  environment: string;
  evidence: GateEvidence;
  approvals: readonly ApprovalEvidence[];
  /** Reasons of the freezes that hold now. */
  freezes: readonly { reason: string; until: string | null }[];
  now: string;
  askedAt: string;
  /** Missing evidence is waited for so long after the gate was asked. */
  graceSeconds: number;
}

/** What comes out. */
export interface GateJudgement {
  decision: GateDecision;
  reason: string;
  rules: GateRule[];
  approvals: NeededApproval[];
  /** An approval was waited for too long. */
  expired: boolean;
}

const titleOf = (name: string) =>
  name.charAt(0).toLocaleUpperCase('en-US') +
  name.slice(1).replace(/[-_]/g, ' ');

const seconds = (from: string, to: string) =>
  (Date.parse(to) - Date.parse(from)) / 1000;

/** Judges one case; keeps what several rules look at. */
class GateJudge {
  readonly rules: GateRule[] = [];
  readonly approvals: NeededApproval[] = [];
  expired = false;
  private readonly work: WorkEvidence[];

  constructor(
    private readonly gate: GateCase,
    private readonly policy: DeliveryPolicy,
    private readonly target: NamedStage,
  ) {
    this.work = newestWork(gate.evidence.work);
  }

  judge(): void {
    for (const named of stagesBefore(this.policy, this.target)) {
      this.judgeStage(named, blocksTarget(named, this.target.name));
    }
    this.judgeCriteria(this.target, true);
  }

  private maxAge({ stage }: NamedStage): number {
    return durationSeconds(stage.max_age ?? this.policy.max_age);
  }

  private add(
    named: NamedStage,
    part: string,
    title: string,
    blocks: boolean,
    finding: Finding,
  ) {
    this.rules.push({
      rule: `${named.name}.${part}`,
      title,
      stage: named.name,
      blocks,
      ...finding,
    });
  }

  private judgeStage(named: NamedStage, blocks: boolean) {
    const { stage, name } = named;
    const finding = this.passed(named);
    const onlyCriteria =
      finding.verdict === 'missing' &&
      (stage.approval !== undefined ||
        stage.fail_on !== undefined ||
        stage.warn_on !== undefined);
    if (!onlyCriteria) {
      const optional = !stage.required && finding.verdict === 'missing';
      this.add(named, 'passed', titleOf(name), blocks && !optional, finding);
    }
    this.judgeCriteria(named, blocks);
  }

  private judgeCriteria(named: NamedStage, blocks: boolean) {
    const { stage, name } = named;
    const { evidence, now } = this.gate;
    const aged = { now, maxAgeSeconds: this.maxAge(named) };
    const title = titleOf(name);
    if (stage.coverage_threshold !== undefined) {
      const found = judgeCoverage(stage.coverage_threshold, evidence, aged);
      this.add(
        named,
        'coverage',
        'Coverage',
        blocks,
        this.patient(found, named),
      );
    }
    if (name === 'test') {
      const found = judgeTests(evidence, aged);
      if (found) this.add(named, 'results', 'Test results', blocks, found);
    }
    if (stage.fail_on || stage.warn_on) {
      const found = judgeSecurity(stage, evidence, aged);
      this.add(
        named,
        'findings',
        `${title} findings`,
        blocks,
        this.patient(found, named),
      );
    }
    for (const text of stage.requires) {
      const found = this.requirement(text);
      this.add(
        named,
        `requires.${text}`,
        text.replace(/\./g, ' '),
        blocks,
        found,
      );
    }
    if (stage.approval) {
      this.add(
        named,
        'approval',
        `${title}: approval`,
        blocks,
        this.approval(named),
      );
    }
  }

  /** A stage by its deployment, or by its jobs. */
  private passed(named: NamedStage): Finding {
    return this.deploys(named) ? this.deployed(named) : this.worked(named);
  }

  private deploys({ name, stage }: NamedStage): boolean {
    if (stage.environment !== undefined) return true;
    if (stage.approval !== undefined || name === 'approve') return false;
    return shownStage(this.policy, name) === 'deploy';
  }

  private worked(named: NamedStage, within?: NamedStage): Finding {
    const work = this.work.filter(
      one =>
        policyStageOf(one, this.policy) === named.name &&
        (within === undefined ||
          !namesOtherEnvironment(
            this.policy,
            `${one.name} ${one.stage ?? ''}`,
            stageEnvironment(within),
          )),
    );
    const found = judgeWork(work, {
      now: this.gate.now,
      maxAgeSeconds: this.maxAge(named),
      timeoutSeconds:
        named.stage.timeout && !named.stage.approval
          ? durationSeconds(named.stage.timeout)
          : undefined,
    });
    const { evidence } = found;
    return this.patient(
      {
        verdict: found.verdict,
        reason: found.reason,
        value: found.value,
        needed: 'passed',
        evidence: evidence && {
          label: evidence.name,
          url: evidence.url ?? null,
          at: evidence.finishedAt ?? evidence.observedAt,
          position: evidence.position,
        },
      },
      named,
    );
  }

  private deployed(named: NamedStage): Finding {
    const environment = stageEnvironment(named);
    const { evidence, now } = this.gate;
    const newest = evidence.deployments
      .filter(one => sameEnvironment(one.environment, environment))
      .sort((a, b) => (a.observedAt < b.observedAt ? 1 : -1))[0];
    const needed = `deployed to ${environment}`;
    if (!newest) {
      return this.patient(
        {
          verdict: 'missing',
          reason: `This commit was never deployed to ${environment}.`,
          value: null,
          needed,
          evidence: null,
        },
        named,
      );
    }
    const at = newest.finishedAt ?? newest.observedAt;
    const shown = {
      value: newest.state.replace(/_/g, ' '),
      needed,
      evidence: {
        label: `deployment to ${newest.environment}`,
        url: newest.url ?? null,
        at,
        position: newest.position,
      },
    };
    if (newest.state === 'failed' || newest.state === 'aborted') {
      return {
        verdict: 'failed',
        reason: `The deployment to ${environment} ${newest.state}.`,
        ...shown,
      };
    }
    if (newest.state !== 'succeeded') {
      return {
        verdict: 'waiting',
        reason: `The deployment to ${environment} is not over.`,
        ...shown,
      };
    }
    if (seconds(at, now) > this.maxAge(named)) {
      return {
        verdict: 'stale',
        reason: `It was deployed to ${environment} too long ago.`,
        ...shown,
      };
    }
    return {
      verdict: 'passed',
      reason: `It was deployed to ${environment}.`,
      ...shown,
    };
  }

  /** What is missing while something runs may still come. */
  private patient(found: Finding, named: NamedStage): Finding {
    if (found.verdict !== 'missing') return found;
    const { now, askedAt, graceSeconds, evidence } = this.gate;
    const active = activeWork(evidence.work, now, this.maxAge(named));
    const timeout = named.stage.timeout && durationSeconds(named.stage.timeout);
    const begun = active?.startedAt ?? active?.observedAt;
    if (active && begun && (!timeout || seconds(begun, now) <= timeout)) {
      return {
        ...found,
        verdict: 'waiting',
        reason: `${found.reason} ${active.name} is still running.`,
      };
    }
    if (seconds(askedAt, now) < graceSeconds) {
      return {
        ...found,
        verdict: 'waiting',
        reason: `${found.reason} It may be on its way.`,
      };
    }
    return found;
  }

  private requirement(text: string): Finding {
    const { stage, within } = parseRequirement(text);
    const named = { name: stage, stage: this.policy.stages[stage] };
    if (within === undefined) {
      const found = this.passed(named);
      if (named.stage.fail_on && found.verdict === 'missing') {
        return judgeSecurity(named.stage, this.gate.evidence, {
          now: this.gate.now,
          maxAgeSeconds: this.maxAge(named),
        });
      }
      return found;
    }
    const environment = { name: within, stage: this.policy.stages[within] };
    const deployed = this.deployed(environment);
    if (deployed.verdict !== 'passed') return deployed;
    const worked = this.worked(named, environment);
    const from = deployed.evidence?.at;
    const at = worked.evidence?.at;
    if (worked.verdict === 'passed' && from && at && at < from) {
      return {
        ...worked,
        verdict: 'stale',
        reason: `${stage} passed before this commit was deployed to ${stageEnvironment(
          environment,
        )}.`,
      };
    }
    return worked;
  }

  private approval(named: NamedStage): Finding {
    const { approval, timeout } = named.stage;
    const { approvals, now, askedAt, evidence } = this.gate;
    const groups = (approval?.groups ?? []).map(groupRef);
    const count = approval?.count ?? 1;
    const given = approvals.filter(
      one =>
        groups.some(group => one.groups.includes(group)) &&
        seconds(one.at, now) <= this.maxAge(named),
    );
    const people = [...new Map(given.map(one => [one.by, one])).values()];
    const expiresAt = timeout
      ? new Date(
          Date.parse(askedAt) + durationSeconds(timeout) * 1000,
        ).toISOString()
      : null;
    this.approvals.push({
      stage: named.name,
      groups,
      count,
      given: people.length,
      expiresAt,
    });
    const last = people[people.length - 1];
    const shown = {
      value: `${people.length} of ${count}`,
      needed: `${count} of ${groups.join(', ')}`,
      evidence: last
        ? {
            label: people.map(one => one.by).join(', '),
            url: null,
            at: last.at,
            position: null,
          }
        : null,
    };
    if (people.length >= count) {
      return { verdict: 'passed', reason: 'Approved.', ...shown };
    }
    if (expiresAt && now > expiresAt) {
      this.expired = true;
      return {
        verdict: 'failed',
        reason: 'Nobody approved in time.',
        ...shown,
      };
    }
    const unknown =
      approval?.author_unknown === 'refuse' && !authorKnown(evidence.authors);
    return {
      verdict: 'waiting',
      reason: unknown
        ? 'Nobody reported who wrote this change, so nobody may approve it yet.'
        : `Waits for ${count - people.length} of ${groups.join(', ')}.`,
      ...shown,
    };
  }
}

const portalRule = (
  rule: string,
  title: string,
  verdict: GateRule['verdict'],
  reason: string,
): GateRule => ({
  rule,
  title,
  stage: null,
  verdict,
  blocks: true,
  reason,
  value: null,
  needed: null,
  evidence: null,
});

function decide(
  rules: readonly GateRule[],
): Pick<GateJudgement, 'decision' | 'reason'> {
  const blocking = rules.filter(rule => rule.blocks);
  const shut = blocking.filter(rule =>
    ['failed', 'missing', 'stale'].includes(rule.verdict),
  );
  const more = (count: number) => (count > 1 ? ` And ${count - 1} more.` : '');
  if (shut.length) {
    return {
      decision: 'deny',
      reason: `${shut[0].title}: ${shut[0].reason}${more(shut.length)}`,
    };
  }
  const waiting = blocking.filter(rule => rule.verdict === 'waiting');
  if (waiting.length) {
    return {
      decision: 'wait',
      reason: `${waiting[0].title}: ${waiting[0].reason}${more(
        waiting.length,
      )}`,
    };
  }
  return { decision: 'allow', reason: 'Every rule is met.' };
}

/** The people who wrote the change, as a page names them. */
export function authorNames(authors: readonly ChangeAuthor[]): string[] {
  return [...new Set(authors.map(author => author.login))].sort();
}

/**
 * Decides a gate. Shut unless every rule that blocks is met: what is missing,
 * too old or not understood counts against it.
 */
export function judgeGate(gate: GateCase): GateJudgement {
  const { policy, environment, freezes } = gate;
  const rules: GateRule[] = freezes.map(freeze =>
    portalRule(
      'freeze',
      'Freeze',
      'failed',
      freeze.until ? `${freeze.reason}, until ${freeze.until}` : freeze.reason,
    ),
  );
  const none = { approvals: [], expired: false };
  const target = policy ? stageOfEnvironment(policy, environment) : undefined;
  if (!policy || !target) {
    const reason = policy
      ? `The policy has no stage that deploys to ${environment}.`
      : 'No delivery policy covers this entity.';
    rules.push(portalRule('policy', 'Delivery policy', 'missing', reason));
    return { ...decide(rules), rules, ...none };
  }
  const judge = new GateJudge(gate, policy, target);
  judge.judge();
  rules.push(...judge.rules);
  return {
    ...decide(rules),
    rules,
    approvals: judge.approvals,
    expired: judge.expired,
  };
}
