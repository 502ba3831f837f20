import { DeliveryPolicy } from '../policy/deliveryPolicy';
import {
  blocksTarget,
  NamedStage,
  stageOfEnvironment,
  stagesBefore,
} from '../policy/gateStages';
import { GateDecision, GateRule, NeededApproval } from './gateAnswers';
import { GateCase } from './gateCase';
import { ChangeAuthor } from './gateEvidence';
import { judgeApproval } from './judgeApproval';
import {
  Finding,
  judgeCoverage,
  judgeSecurity,
  judgeTests,
} from './judgeReports';
import { StageJudge } from './stageJudge';

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

/** Makes the checklist of one case. */
class Checklist {
  readonly rules: GateRule[] = [];
  readonly approvals: NeededApproval[] = [];
  expired = false;
  private readonly stages: StageJudge;

  constructor(
    private readonly gate: GateCase,
    policy: DeliveryPolicy,
    target: NamedStage,
  ) {
    this.stages = new StageJudge(gate, policy);
    for (const named of stagesBefore(policy, target)) {
      this.judgeStage(named, blocksTarget(named, target.name));
    }
    this.judgeCriteria(target, true);
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
    const finding = this.stages.passed(named);
    // Nothing told of it, also when it may still come: the run that asks is
    // itself under way, so waiting for it would wait for ever.
    const untold =
      finding.evidence === null &&
      (finding.verdict === 'missing' || finding.verdict === 'waiting');
    const onlyCriteria =
      untold &&
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
    const aged = { now, maxAgeSeconds: this.stages.maxAge(named) };
    const title = titleOf(name);
    if (stage.coverage_threshold !== undefined) {
      const found = judgeCoverage(stage.coverage_threshold, evidence, aged);
      this.add(
        named,
        'coverage',
        'Coverage',
        blocks,
        this.stages.patient(found, named),
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
        this.stages.patient(found, named),
      );
    }
    for (const text of stage.requires) {
      const found = this.stages.requirement(text);
      this.add(
        named,
        `requires.${text}`,
        text.replace(/\./g, ' '),
        blocks,
        found,
      );
    }
    if (stage.approval) {
      const judged = judgeApproval(this.gate, named, aged.maxAgeSeconds);
      this.approvals.push(judged.needed);
      this.expired ||= judged.expired;
      const approvalTitle = `${title}: approval`;
      this.add(named, 'approval', approvalTitle, blocks, judged.finding);
    }
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
  const checklist = new Checklist(gate, policy, target);
  const all = [...rules, ...checklist.rules];
  const { approvals, expired } = checklist;
  return { ...decide(all), rules: all, approvals, expired };
}
