import { Gate } from '@quarterdeck/plugin-ingest-common';
import {
  countOf,
  Fields,
  fieldsList,
  fieldsOf,
  idOf,
  maybeFields,
  textOf,
} from '../fields';
import { EventInputs } from './eventInputs';
import {
  githubEvent,
  GithubEventParser,
  ignored,
  parsed,
  subjectOf,
} from './githubDelivery';
import { accountOf, hashOf, latest, shortOf, timeOf } from './githubValues';

const jobsMax = 256;

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
  const { place, now, body } = delivery;
  const state = states.get(delivery.action ?? '');
  if (!state) {
    return ignored(
      delivery,
      'Only requested, approved and rejected reviews are read.',
    );
  }
  const jobs = waitingJobs(body);
  const run = runOf(body);
  const runExternalId = idOf(run.id) ?? runIdIn(textOf(jobs[0]?.html_url));
  if (!runExternalId) {
    return {
      outcome: 'rejected',
      message: `GitHub's ${delivery.event} delivery cannot be read: /workflow_run/id is missing.`,
      path: '/workflow_run/id',
    };
  }
  const runAttempt = countOf(run.run_attempt) || 1;
  const pending = state === 'pending';
  const since = timeOf(body.since);
  const at = latest(
    since,
    timeOf(run.updated_at),
    ...jobs.map(job => timeOf(job.updated_at)),
  );
  const observedAt = at ?? now.toISOString();
  const named = [body, ...jobs]
    .map(({ environment }) => shortOf(environment, 255))
    .filter(environment => environment !== undefined);
  const environments = named.length ? [...new Set(named)] : [undefined];
  const decidedBy = accountOf(body.approver) ?? accountOf(body.sender);
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
      askedAt: pending ? since ?? at : undefined,
      decidedAt: pending ? undefined : at,
      decidedBy: pending ? undefined : decidedBy,
      comment: textOf(body.comment),
      observedAt,
      url:
        textOf(run.html_url) ?? `${place.webUrl}/actions/runs/${runExternalId}`,
    };
    return githubEvent({
      type: 'gate.v1',
      subject: subjectOf(place, { environment }),
      at: observedAt,
      correlation: { sha: hashOf(run.head_sha), run: runExternalId },
      data,
    });
  });
  return parsed(delivery, ...events);
};

/** The jobs that wait, from the one named alone to those of the list. */
function waitingJobs(body: Fields): Fields[] {
  const job = maybeFields(body.workflow_job_run);
  const jobs = fieldsList(body.workflow_job_runs, jobsMax);
  return job ? [job, ...jobs] : jobs;
}

/** The run of the body; nothing is believed of one without an id. */
function runOf(body: Fields): Fields {
  const run = fieldsOf(body.workflow_run);
  return idOf(run.id) ? run : fieldsOf(undefined);
}

/** A job's page names its run: `…/actions/runs/1/jobs/2`. */
function runIdIn(url: string | undefined): string | undefined {
  return url && /\/actions\/runs\/(\d{1,20})\b/.exec(url)?.[1];
}
