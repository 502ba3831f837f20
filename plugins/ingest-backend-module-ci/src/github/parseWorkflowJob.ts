import { idOf, maybeFields } from '../fields';
import {
  githubEvent,
  GithubEventParser,
  parsed,
  refused,
  subjectOf,
} from './githubDelivery';
import { jobFromApi } from './jobFromApi';

/** `workflow_job`: one job of one attempt, with its steps. */
export const parseWorkflowJob: GithubEventParser = delivery => {
  const { place, now, body } = delivery;
  const job = maybeFields(body.workflow_job);
  if (!job) return refused(delivery, 'workflow_job');
  const data = jobFromApi(job, place, { now });
  if (!data) {
    return refused(delivery, 'workflow_job', idOf(job.id) ? 'run_id' : 'id');
  }
  return parsed(
    delivery,
    githubEvent({
      type: 'ci.job.v1',
      subject: subjectOf(place, { workflow: data.pipelineName }),
      at: data.observedAt,
      correlation: { sha: data.sha, run: data.runExternalId },
      data,
    }),
  );
};
