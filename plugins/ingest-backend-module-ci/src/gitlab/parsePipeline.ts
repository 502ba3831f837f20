import { ParsedEvent } from '@quarterdeck/plugin-ingest-node';
import {
  Fields,
  fieldsList,
  fieldsOf,
  idOf,
  textList,
  textOf,
} from '../fields';
import { narrowed } from '../narrowed';
import { EventInputs, providerEvent } from '../providerEvent';
import { earliestOf, latestOf, timeOf } from '../times';
import { GitlabHookParser, parsed, refused } from './gitlabDelivery';
import { GitlabPlace } from './gitlabPlace';
import { jobEvent } from './jobEvent';
import { jobFromApi } from './jobFromApi';
import { manualGate } from './manualGate';
import { runFromApi } from './runFromApi';

/** More jobs than any pipeline should have; GitLab sends all of them each time. */
const jobsMax = 2000;

/** Pipeline Hook: the run and all of its jobs as they stand. */
export const parsePipeline: GitlabHookParser = ({ kind, place, body, now }) => {
  const pipeline = fieldsOf(body.object_attributes);
  const builds = fieldsList(body.builds, jobsMax);
  const run = runFromApi(pipeline, place, {
    now,
    user: fieldsOf(body.user),
    commit: fieldsOf(body.commit),
    mergeRequest: fieldsOf(body.merge_request),
    sourcePipeline: fieldsOf(body.source_pipeline),
    newestJobTime: newestJobTime(builds),
    firstJobStart: earliestOf(...builds.map(b => timeOf(b.started_at))),
  });
  if (!run) return refused(kind, body, 'object_attributes', 'id');
  const change = run.changes?.[0]?.externalId;
  const event = providerEvent({
    type: 'ci.run.v1',
    subject: narrowed(place, { workflow: run.pipeline.name }),
    at: run.observedAt,
    correlation: {
      sha: run.sha,
      run: run.externalId,
      change: change && `${place.project}#${change}`,
    },
    data: run,
  });
  const parsedAs = run.rawState ? `${kind}.${run.rawState.slice(0, 64)}` : kind;
  return parsed(
    { kind, parsedAs, place, body, now },
    event,
    ...jobsOf(builds, run, place, now, textList(pipeline.stages, 200)),
  );
};

function jobsOf(
  builds: readonly Fields[],
  run: EventInputs['ci.run.v1'],
  place: GitlabPlace,
  now: Date,
  stages: readonly string[],
): ParsedEvent[] {
  const tries = triesOf(builds);
  return builds.flatMap(build => {
    const job = jobFromApi(build, place, {
      now,
      runExternalId: run.externalId,
      pipelineName: run.pipeline.name,
      branch: run.branch,
      sha: run.sha,
    });
    // A job without an id cannot be kept apart from the others.
    if (!job) return [];
    job.attempt ??= tries.get(job.externalId);
    const askedAt = earlierStagesEnd(builds, build, stages) ?? run.createdAt;
    return [jobEvent(job, place), ...manualGate(build, job, place, askedAt)];
  });
}

/** Which try each job is, where the list holds the retried ones as well. */
function triesOf(builds: readonly Fields[]): Map<string, number> {
  const byName = new Map<string, number[]>();
  for (const build of builds) {
    const name = textOf(build.name);
    if (name === undefined || typeof build.id !== 'number') continue;
    const ids = byName.get(name);
    if (ids) ids.push(build.id);
    else byName.set(name, [build.id]);
  }
  const tries = new Map<string, number>();
  for (const ids of byName.values()) {
    if (ids.length === 1) continue;
    ids.sort((a, b) => a - b);
    ids.forEach((id, index) => tries.set(idOf(id) ?? '', index + 1));
  }
  return tries;
}

function newestJobTime(builds: readonly Fields[]): string | undefined {
  let newest: string | undefined;
  for (const build of builds) {
    newest = latestOf(
      newest,
      timeOf(build.started_at),
      timeOf(build.finished_at),
    );
  }
  return newest;
}

/** When the last job of the stages before this one ended: then a manual job asks. */
function earlierStagesEnd(
  builds: readonly Fields[],
  build: Fields,
  stages: readonly string[],
): string | undefined {
  if (textOf(build.when) !== 'manual' && build.status !== 'manual') {
    return undefined;
  }
  const own = stages.indexOf(textOf(build.stage) ?? '');
  let end: string | undefined;
  for (const other of builds) {
    const stage = stages.indexOf(textOf(other.stage) ?? '');
    if (stage >= 0 && stage < own) {
      end = latestOf(end, timeOf(other.finished_at));
    }
  }
  return end;
}
