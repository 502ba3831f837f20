import { fieldsOf, maybeFields } from '../fields';
import { changeKey } from './githubChanges';
import {
  githubEvent,
  GithubEventParser,
  parsed,
  refused,
  subjectOf,
} from './githubDelivery';
import { runFromApi } from './runFromApi';

/** `workflow_run`: one attempt of one run. */
export const parseWorkflowRun: GithubEventParser = delivery => {
  const { place, now, body } = delivery;
  const run = maybeFields(body.workflow_run);
  if (!run) return refused(delivery, 'workflow_run');
  const workflow = fieldsOf(body.workflow);
  const data = runFromApi(run, place, { now, workflow });
  if (!data) return refused(delivery, 'workflow_run', 'id');
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
