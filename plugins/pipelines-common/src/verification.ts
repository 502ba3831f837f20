import { DeploymentState } from '@quarterdeck/plugin-portal-common';
import { activeStatusKeys, StatusKey } from './runStatus';

/** How the check of what was deployed came out. Nobody checked: none of them. */
export const verifications = ['running', 'passed', 'failed'] as const;

/** @see verifications */
export type Verification = (typeof verifications)[number];

/** A job of the run that deploys, which may be a check of what it deployed. */
export interface VerifyingJob {
  name: string;
  stage?: string | null;
  status: StatusKey;
  allowFailure: boolean;
  attempt: number;
  finishedAt?: string | null;
}

/** What is known about a check of a deployment. */
export interface VerificationFacts {
  state: DeploymentState;
  outcome: string | null;
  failure: string | null;
  environment: string;
  /** Other environments the same run deploys to. */
  otherEnvironments: readonly string[];
  /** When it was there. */
  finishedAt: string | null;
  /** Its source said at some time that it verifies. */
  seenVerifying: boolean;
  /** States of its rollout's steps that analyse, or that an analysis let go. */
  analyses: readonly string[];
  jobs: readonly VerifyingJob[];
}

/**
 * Words of a job that checks what was deployed; also as Postgres reads them. An
 * "analysis" may as well be one of the code.
 */
export const verifyingWords =
  '(^|[^a-z])(verif|smoke|post-?deploy|health-?check)';

const pattern = new RegExp(verifyingWords, 'i');

const textOf = (job: Pick<VerifyingJob, 'name' | 'stage'>) =>
  `${job.name} ${job.stage ?? ''}`;

/** Whether a job's name or stage says that it checks what was deployed. */
export function isVerifyingJob(
  job: Pick<VerifyingJob, 'name' | 'stage'>,
): boolean {
  return pattern.test(textOf(job));
}

const words = (text: string) =>
  ` ${text.toLocaleLowerCase('en-US').replace(/[^a-z0-9]+/g, ' ')} `;

/** It names this environment, or none of those the run deploys to. */
function speaksOf(job: VerifyingJob, facts: VerificationFacts): boolean {
  const text = words(textOf(job));
  const named = (environment: string) => text.includes(words(environment));
  if (named(facts.environment)) return true;
  return !facts.otherEnvironments.some(named);
}

/** Of several tries of a job the last, as far as it came after the deployment. */
function lastTries(facts: VerificationFacts): VerifyingJob[] {
  const { finishedAt } = facts;
  if (finishedAt === null) return [];
  const last = new Map<string, VerifyingJob>();
  for (const job of facts.jobs) {
    if (!isVerifyingJob(job) || !speaksOf(job, facts)) continue;
    if (job.status === 'skipped') continue;
    // What ended before the deployment was there said nothing about it.
    const ended = job.finishedAt ?? undefined;
    if (ended !== undefined && Date.parse(ended) < Date.parse(finishedAt)) {
      continue;
    }
    const known = last.get(job.name);
    const order = (item: VerifyingJob) =>
      [item.attempt, Date.parse(item.finishedAt ?? '') || Infinity] as const;
    if (known) {
      const [attempt, at] = order(job);
      const [knownAttempt, knownAt] = order(known);
      if (attempt < knownAttempt) continue;
      if (attempt === knownAttempt && at <= knownAt) continue;
    }
    last.set(job.name, job);
  }
  return [...last.values()];
}

/**
 * How the check of a deployment came out: of its rollout's analysis, of jobs of
 * its run that came after it, or by its source's own word. A success nobody
 * checked is `null`, which is not the same as one that was.
 */
export function deploymentVerification(
  facts: VerificationFacts,
): Verification | null {
  const { outcome, analyses } = facts;
  const arrived = outcome === 'succeeded';
  const jobs = lastTries(facts);
  if (!arrived && outcome && facts.failure === 'analysis') return 'failed';
  if (analyses.includes('failed')) return 'failed';
  if (
    jobs.some(
      ({ status, allowFailure }) => !allowFailure && status === 'failed',
    )
  ) {
    return 'failed';
  }
  const open = analyses.includes('running') || facts.state === 'verifying';
  const under = jobs.some(({ status }) => activeStatusKeys.includes(status));
  if ((!outcome && open) || under) {
    return 'running';
  }
  const passed =
    facts.seenVerifying ||
    analyses.includes('succeeded') ||
    jobs.some(({ status }) => status === 'passed' || status === 'flaky');
  return arrived && passed ? 'passed' : null;
}
