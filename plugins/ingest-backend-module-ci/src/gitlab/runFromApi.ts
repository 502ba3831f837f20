import { EventInputs } from '../providerEvent';
import {
  amountOf,
  countOf,
  Fields,
  fieldsOf,
  flagOf,
  idOf,
  shaOf,
  textOf,
} from '../fields';
import { hasBegun } from '../progressOf';
import { latestOf, shifted, timeOf } from '../times';
import { gitlabActor } from './gitlabActor';
import { gitlabCommit } from './gitlabCommit';
import { GitlabPlace } from './gitlabPlace';
import { gitlabProgress } from './gitlabProgress';
import { gitlabTrigger } from './gitlabTrigger';

type RunInput = EventInputs['ci.run.v1'];

/** What a Pipeline Hook says beside the pipeline itself. */
export interface PipelineSurroundings {
  now: Date;
  user?: Fields;
  commit?: Fields;
  mergeRequest?: Fields;
  sourcePipeline?: Fields;
  /** Newest time and first start among the jobs: the hook has no `updated_at`. */
  newestJobTime?: string;
  firstJobStart?: string;
}

/**
 * A pipeline as the REST API and Pipeline Hooks give it, as a `ci.run.v1`;
 * `undefined` when it has no id.
 *
 * GitLab retries jobs inside the same pipeline and does not count attempts of
 * pipelines: an attempt is always 1, a retried job a row of its own.
 */
export function runFromApi(
  pipeline: Fields,
  place: GitlabPlace,
  context: PipelineSurroundings,
): RunInput | undefined {
  const externalId = idOf(pipeline.id);
  if (!externalId) return undefined;
  const finished = timeOf(pipeline.finished_at);
  const progress = gitlabProgress(textOf(pipeline.status), {
    over: finished !== undefined,
  });
  const completed = progress.state === 'completed';
  const createdAt = timeOf(pipeline.created_at);
  const started =
    timeOf(pipeline.started_at) ??
    shifted(createdAt, toMillis(pipeline.queued_duration)) ??
    context.firstJobStart;
  const source = textOf(pipeline.source);
  const ref = textOf(pipeline.ref);
  const tag = flagOf(pipeline.tag) === true;
  const sha = shaOf(pipeline.sha);
  const isChild = source === 'parent_pipeline';
  const path = isChild ? undefined : place.configPath ?? '.gitlab-ci.yml';
  const commit = gitlabCommit(context.commit ?? {}, place.webUrl);
  const change = changeOf(context.mergeRequest ?? {}, ref, place);
  const user = gitlabActor(context.user ?? fieldsOf(pipeline.user));
  return {
    // Written out: spreading costs more than all else a delivery needs.
    provider: place.provider,
    instance: place.instance,
    project: place.project,
    externalId,
    attempt: 1,
    number: countOf(pipeline.iid),
    // GitLab names no definition; a child's file is not told.
    pipeline: { name: path ?? 'child pipeline', path },
    title: textOf(pipeline.name) ?? commit?.message?.split('\n', 1)[0],
    trigger: gitlabTrigger(source),
    rawTrigger: source,
    actor: user && source === 'schedule' ? { ...user, kind: 'schedule' } : user,
    branch: tag ? undefined : branchOf(ref, context.mergeRequest ?? {}),
    tag: tag ? ref : undefined,
    defaultBranch: place.defaultBranch,
    sha,
    commit,
    changes: change ? [change] : [],
    parentRun: idOf(context.sourcePipeline?.pipeline_id),
    url:
      textOf(pipeline.web_url) ??
      textOf(pipeline.url) ??
      `${place.webUrl}/-/pipelines/${externalId}`,
    state: progress.state,
    result: progress.result,
    rawState: progress.rawState,
    rawResult: progress.rawResult,
    createdAt,
    queuedAt: createdAt,
    startedAt: hasBegun(progress) ? started : undefined,
    finishedAt: completed ? finished : undefined,
    observedAt:
      timeOf(pipeline.updated_at) ??
      latestOf(
        createdAt,
        hasBegun(progress) ? started : undefined,
        completed ? finished : undefined,
        context.newestJobTime,
      ) ??
      context.now.toISOString(),
  };
}

/** A ref GitLab makes for a merge request is no branch: that is its source, if told. */
function branchOf(
  ref: string | undefined,
  mergeRequest: Fields,
): string | undefined {
  return ref?.startsWith('refs/merge-requests/')
    ? textOf(mergeRequest.source_branch) ?? ref
    : ref;
}

/** The merge request a pipeline belongs to, named beside it or in its ref. */
function changeOf(
  mergeRequest: Fields,
  ref: string | undefined,
  place: GitlabPlace,
): { externalId: string; url: string } | undefined {
  const iid =
    idOf(mergeRequest.iid) ??
    /^refs\/merge-requests\/(\d{1,10})\//.exec(ref ?? '')?.[1];
  if (!iid) return undefined;
  const url = textOf(mergeRequest.url);
  return {
    externalId: iid,
    url: url ?? `${place.webUrl}/-/merge_requests/${iid}`,
  };
}

function toMillis(seconds: unknown): number | undefined {
  const amount = amountOf(seconds);
  return amount === undefined ? undefined : amount * 1000;
}
