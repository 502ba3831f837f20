import { parseRequirement } from '../policy/checkPolicy';
import { DeliveryPolicy } from '../policy/deliveryPolicy';
import { sameEnvironment } from '../policy/environments';
import {
  durationSeconds,
  NamedStage,
  namesOtherEnvironment,
  stageEnvironment,
} from '../policy/gateStages';
import { shownStage } from '../stages/mapJobToStage';
import { GateCase } from './gateCase';
import { WorkEvidence } from './gateEvidence';
import { Finding, judgeSecurity } from './judgeReports';
import { activeWork, judgeWork, newestWork, policyStageOf } from './stageWork';

const seconds = (from: string, to: string) =>
  (Date.parse(to) - Date.parse(from)) / 1000;

/** Judges the stages of one case by jobs and deployments. */
export class StageJudge {
  private readonly work: WorkEvidence[];

  constructor(
    private readonly gate: GateCase,
    private readonly policy: DeliveryPolicy,
  ) {
    this.work = newestWork(gate.evidence.work);
  }

  /** Oldest evidence of a stage that counts. */
  maxAge({ stage }: NamedStage): number {
    return durationSeconds(stage.max_age ?? this.policy.max_age);
  }

  /** A stage by its deployment, or by its jobs. */
  passed(named: NamedStage): Finding {
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
  patient(found: Finding, named: NamedStage): Finding {
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

  /** Whether `staging.verify.passed` holds. */
  requirement(text: string): Finding {
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
}
