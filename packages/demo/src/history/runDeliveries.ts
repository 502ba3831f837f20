import {
  DeployingJob,
  deploymentBody,
  deploymentReviewBody,
  deploymentStatusBody,
} from '../github/deploymentBodies';
import { workflowJobBody } from '../github/jobBody';
import { NumberedRun, workflowRunBody } from '../github/runBody';
import { SECOND } from './clock';
import { AttemptPlan, JobPlan, PlannedDelivery } from './plan';
import { digest } from './random';

/** Makes a delivery; its id follows from what it is about, so that it is the same every time. */
export function planDelivery(
  at: number,
  event: string,
  about: (string | number)[],
  body: () => object,
): PlannedDelivery {
  const hex = digest('delivery', event, ...about);
  const deliveryId = [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `a${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
  return { at, event, deliveryId, body };
}

/**
 * The webhooks of a run. Without `detail` only the last word about each thing,
 * with which GitHub repeats all its times.
 */
export function runDeliveries(
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
    ...deployDeliveries(numbered, attempt, job, detail),
  ];
}

function deployDeliveries(
  numbered: NumberedRun,
  attempt: AttemptPlan,
  job: JobPlan,
  detail: boolean,
): PlannedDelivery[] {
  const environment = job.template.deploysTo?.environment;
  const { gate, runner } = job;
  // A job that never came to its turn makes no deployment.
  if (!environment || (!runner && !gate)) return [];
  const deploying: DeployingJob = { numbered, attempt, job, environment };
  const about = [
    numbered.run.repository.name,
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
    ...(runner ? [status('in_progress', job.startedAt)] : []),
    status(
      job.conclusion === 'success' ? 'success' : 'failure',
      job.finishedAt,
    ),
  ];
}
