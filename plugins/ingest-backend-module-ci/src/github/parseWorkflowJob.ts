import { z } from 'zod';
import {
  githubEvent,
  GithubEventParser,
  parsed,
  readBody,
  subjectOf,
} from './githubDelivery';
import { githubJobSchema, jobFromApi } from './jobFromApi';

const bodySchema = z.object({ workflow_job: githubJobSchema });

/** `workflow_job`: one job of one attempt, with its steps. */
export const parseWorkflowJob: GithubEventParser = delivery => {
  const { place, now } = delivery;
  const read = readBody(bodySchema, delivery.body, delivery.event);
  if (!read.ok) return read.rejection;
  const data = jobFromApi(read.value.workflow_job, place, { now });
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
