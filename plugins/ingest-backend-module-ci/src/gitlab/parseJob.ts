import { fieldsOf, flagOf, idOf, shaOf, textOf } from '../fields';
import { GitlabHookParser, parsed, refused } from './gitlabDelivery';
import { jobEvent } from './jobEvent';
import { jobFromApi } from './jobFromApi';
import { manualGate } from './manualGate';

/** Job Hook: one job. Its fields are those of the API with `build_` before them. */
export const parseJob: GitlabHookParser = ({ kind, place, body, now }) => {
  const build = {
    id: body.build_id,
    name: body.build_name,
    stage: body.build_stage,
    status: body.build_status,
    created_at: body.build_created_at,
    started_at: body.build_started_at,
    finished_at: body.build_finished_at,
    queued_duration: body.build_queued_duration,
    failure_reason: body.build_failure_reason,
    allow_failure: body.build_allow_failure,
    retries_count: body.retries_count,
    environment: body.environment,
    runner: body.runner,
    user: body.user,
  };
  // Before 13.9 the hook had no other place for the pipeline's number.
  const commitId = fieldsOf(body.commit).id;
  const runExternalId =
    idOf(body.pipeline_id) ??
    (typeof commitId === 'number' ? idOf(commitId) : undefined);
  if (!runExternalId) return refused(kind, body, 'pipeline_id');
  const job = jobFromApi(build, place, {
    now,
    runExternalId,
    branch: flagOf(body.tag) === true ? undefined : textOf(body.ref),
    sha: shaOf(body.sha),
  });
  if (!job) return refused(kind, body, 'build_id');
  const parsedAs = job.rawState ? `${kind}.${job.rawState.slice(0, 64)}` : kind;
  return parsed(
    { kind, parsedAs, place, body, now },
    jobEvent(job, place),
    // The hook does not say since when a manual job waits.
    ...manualGate(build, job, place, undefined),
  );
};
