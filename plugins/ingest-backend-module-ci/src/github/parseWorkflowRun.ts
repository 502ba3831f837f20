import { z } from 'zod';
import { changeKey } from './githubChanges';
import {
  githubEvent,
  GithubEventParser,
  parsed,
  readBody,
  subjectOf,
} from './githubDelivery';
import {
  githubRunSchema,
  githubWorkflowSchema,
  runFromApi,
} from './runFromApi';

const bodySchema = z.object({
  workflow_run: githubRunSchema,
  workflow: githubWorkflowSchema,
});

/** `workflow_run`: one attempt of one run. */
export const parseWorkflowRun: GithubEventParser = delivery => {
  const { place, now } = delivery;
  const read = readBody(bodySchema, delivery.body, delivery.event);
  if (!read.ok) return read.rejection;
  const { workflow_run: run, workflow } = read.value;
  const data = runFromApi(run, place, { now, workflow });
  const change = data.changes?.[0]?.externalId;
  return parsed(
    delivery,
    githubEvent({
      type: 'ci.run.v1',
      subject: subjectOf(place, { workflow: data.pipeline.name }),
      at: data.observedAt,
      correlation: {
        sha: data.sha,
        run: data.externalId,
        change: change && changeKey(place, change),
      },
      data,
    }),
  );
};
