import { SECOND } from '../history/clock';
import { AttemptPlan, JobPlan, PlannedDelivery } from '../history/plan';
import { planDelivery } from '../history/planDelivery';
import {
  DeployingJob,
  deploymentBody,
  deploymentReviewBody,
  deploymentStatusBody,
} from './deploymentBodies';
import { workflowJobBody } from './jobBody';
import { protectionRuleBody } from './protectionRuleBody';
import { NumberedRun, workflowRunBody } from './runBody';

/**
 * The webhooks of a run. Without `detail` only the last word about each thing,
 * with which GitHub repeats all its times.
 */
export function githubRunDeliveries(
  numbered: NumberedRun,
  detail: boolean,
): PlannedDelivery[] {
  const { run } = numbered;
  return run.attempts.flatMap(attempt => {
    const began = Math.min(
      ...attempt.jobs.map(job => (job.runner ? job.startedAt : Infinity)),
    );
    const runDelivery = (
      action: 'requested' | 'in_progress' | 'completed',
      at: number,
    ) =>
      planDelivery(
        at + SECOND,
        'workflow_run',
        [run.repository.name, numbered.id, attempt.attempt, action],
        () => workflowRunBody(numbered, attempt, action, at),
      );
    return [
      ...(detail ? [runDelivery('requested', attempt.startedAt)] : []),
      ...(detail && began < attempt.finishedAt
        ? [runDelivery('in_progress', began)]
        : []),
      ...attempt.jobs.flatMap(job =>
        jobDeliveries(numbered, attempt, job, detail),
      ),
      runDelivery('completed', attempt.finishedAt),
    ];
  });
}

function jobDeliveries(
  numbered: NumberedRun,
  attempt: AttemptPlan,
  job: JobPlan,
  detail: boolean,
): PlannedDelivery[] {
  const id = numbered.jobIds.get(job) ?? 0;
  const { name } = numbered.run.repository;
  const jobDelivery = (
    action: 'queued' | 'waiting' | 'in_progress' | 'completed',
    at: number,
  ) =>
    planDelivery(at, 'workflow_job', [name, id, action], () =>
      workflowJobBody(numbered, attempt, job, action),
    );
  const { gate, runner } = job;
  const skipped = job.conclusion === 'skipped';
  const before = skipped
    ? []
    : [
        jobDelivery(gate ? 'waiting' : 'queued', job.createdAt),
        ...(gate?.decision === 'approved'
          ? [jobDelivery('queued', gate.decidedAt)]
          : []),
        ...(runner ? [jobDelivery('in_progress', job.startedAt)] : []),
      ];
  return [
    ...(detail ? before : []),
    jobDelivery('completed', job.finishedAt + SECOND),
  ];
}

/** The webhooks of a deployment that a job makes, or another CI by GitHub's API. */
export function githubDeployDeliveries(
  numbered: NumberedRun,
  attempt: AttemptPlan,
  job: JobPlan,
  detail: boolean,
): PlannedDelivery[] {
  const environment = job.template.deploysTo?.environment;
  const { run } = numbered;
  const { runner } = job;
  // Only Actions asks the reviewers of an environment.
  const gate = run.repository.builder ? undefined : job.gate;
  // A job that never came to its turn makes no deployment.
  if (!environment || (!runner && !gate)) return [];
  const deploying: DeployingJob = { numbered, attempt, job, environment };
  const about = [
    run.repository.name,
    numbered.jobIds.get(job) ?? 0,
    environment,
  ];
  const status = (
    state: 'waiting' | 'in_progress' | 'success' | 'failure',
    at: number,
  ) =>
    planDelivery(at, 'deployment_status', [...about, state], () =>
      deploymentStatusBody(deploying, state, at),
    );
  const reviews = gate
    ? (['requested', gate.decision] as const).map(action =>
        planDelivery(
          action === 'requested' ? gate.askedAt : gate.decidedAt,
          'deployment_review',
          [...about, action],
          () => deploymentReviewBody(deploying, gate, action),
        ),
      )
    : [];
  return [
    ...(detail
      ? [
          planDelivery(job.createdAt, 'deployment', about, () =>
            deploymentBody(deploying),
          ),
        ]
      : []),
    ...(detail && gate ? [status('waiting', gate.askedAt)] : []),
    ...reviews,
    ...(gate && run.asksPortal
      ? [
          planDelivery(gate.askedAt, 'deployment_protection_rule', about, () =>
            protectionRuleBody(deploying, gate.askedAt),
          ),
        ]
      : []),
    ...(runner ? [status('in_progress', job.startedAt)] : []),
    status(
      job.conclusion === 'success' ? 'success' : 'failure',
      job.finishedAt,
    ),
  ];
}
