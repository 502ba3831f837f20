import { z } from 'zod';
import { Gate } from '@quarterdeck/plugin-ingest-common';
import { EventInputs } from './eventInputs';
import {
  githubEvent,
  GithubEventParser,
  ignored,
  parsed,
  readBody,
  subjectOf,
} from './githubDelivery';
import {
  id,
  latest,
  lenient,
  maybeAccount,
  maybeCount,
  maybeSha,
  maybeText,
  maybeTime,
  readableItems,
} from './githubValues';

const maybeEnvironment = lenient(z.string().min(1).max(255));

const waitingJobSchema = z.object({
  environment: maybeEnvironment,
  html_url: maybeText,
  updated_at: maybeTime,
});

const bodySchema = z.object({
  workflow_run: lenient(
    z.object({
      id,
      run_attempt: maybeCount,
      head_sha: maybeSha,
      html_url: maybeText,
      updated_at: maybeTime,
    }),
  ),
  workflow_job_run: lenient(waitingJobSchema),
  workflow_job_runs: readableItems(waitingJobSchema, 256),
  environment: maybeEnvironment,
  since: maybeTime,
  approver: maybeAccount,
  comment: maybeText,
  sender: maybeAccount,
});

const states = new Map<string, Gate['state']>([
  ['requested', 'pending'],
  ['approved', 'approved'],
  ['rejected', 'rejected'],
]);

/**
 * `deployment_review`: the reviewers of an environment are asked, or have
 * answered. One gate per attempt and environment, so that the answer finds the
 * question; an answer may cover several environments.
 */
export const parseDeploymentReview: GithubEventParser = delivery => {
  const { place, now } = delivery;
  const state = states.get(delivery.action ?? '');
  if (!state) {
    return ignored(
      delivery,
      'Only requested, approved and rejected reviews are read.',
    );
  }
  const read = readBody(bodySchema, delivery.body, delivery.event);
  if (!read.ok) return read.rejection;
  const review = read.value;
  const jobs = [review.workflow_job_run, ...review.workflow_job_runs];
  const run = review.workflow_run;
  const runExternalId = run?.id ?? runIdIn(jobs.find(job => job)?.html_url);
  if (!runExternalId) {
    return {
      outcome: 'rejected',
      message: `GitHub's ${delivery.event} delivery cannot be read: /workflow_run/id is missing.`,
      path: '/workflow_run/id',
    };
  }
  const runAttempt = run?.run_attempt || 1;
  const pending = state === 'pending';
  const at = latest(
    review.since,
    run?.updated_at,
    ...jobs.map(job => job?.updated_at),
  );
  const observedAt = at ?? now.toISOString();
  const named = [
    review.environment,
    ...jobs.map(job => job?.environment),
  ].filter(environment => environment !== undefined);
  const environments = named.length ? [...new Set(named)] : [undefined];
  const events = environments.map(environment => {
    const data: EventInputs['gate.v1'] = {
      provider: place.provider,
      instance: place.instance,
      project: place.project,
      externalId: `${runExternalId}/${runAttempt}/${environment ?? ''}`,
      kind: 'approval',
      state,
      environment,
      runExternalId,
      runAttempt,
      askedAt: pending ? review.since ?? at : undefined,
      decidedAt: pending ? undefined : at,
      decidedBy: pending ? undefined : review.approver ?? review.sender,
      comment: review.comment,
      observedAt,
      url: run?.html_url ?? `${place.webUrl}/actions/runs/${runExternalId}`,
    };
    return githubEvent({
      type: 'gate.v1',
      subject: subjectOf(place, { environment }),
      at: observedAt,
      correlation: { sha: run?.head_sha, run: runExternalId },
      data,
    });
  });
  return parsed(delivery, ...events);
};

/** A job's page names its run: `…/actions/runs/1/jobs/2`. */
function runIdIn(url: string | undefined): string | undefined {
  return url && /\/actions\/runs\/(\d{1,20})\b/.exec(url)?.[1];
}
