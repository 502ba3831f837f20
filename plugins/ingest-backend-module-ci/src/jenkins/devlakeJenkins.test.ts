import {
  ciRunSchema,
  ciStageSchema,
  CiRun,
} from '@quarterdeck/plugin-ingest-common';
import { fixtureRows } from '../__testUtils__/deliveryFixtures';
import { fieldsOf, textOf } from '../fields';
import { buildFromApi } from './buildFromApi';
import { jenkinsPlace } from './jenkinsPlace';
import { stageFromApi } from './stageFromApi';

const now = new Date('2030-01-01T00:00:00.000Z');
const rows = (file: string) => fixtureRows('devlake-jenkins', file);
const host = 'https://jenkins.example';

/** The place of `folder/job#12`. */
function placeOf(build: string) {
  const [job, number] = build.split('#');
  const path = job.split('/').map(part => `job/${encodeURIComponent(part)}`);
  const place = jenkinsPlace(`${host}/${path.join('/')}/${number}/`);
  if (!place) throw new Error(`${build} has a place`);
  return place;
}

const nameOf = (id: string) => id.slice(id.indexOf(':1:') + 3);
/** DevLake cuts starts at whole seconds. */
const second = (time: string | undefined) => time?.replace(/\.\d+Z$/, '.000Z');
const iso = (time: string) => (time ? new Date(time).toISOString() : undefined);

/** What DevLake's opinion is in our words, by Jenkins' word. */
const ours: Record<string, [string, CiRun['result']]> = {
  SUCCESS: ['SUCCESS', 'success'],
  FAILURE: ['FAILURE', 'failure'],
  ABORTED: ['FAILURE', 'cancelled'],
  UNSTABLE: ['', 'unstable'],
  // A slip of the fixture: Jenkins writes NOT_BUILT.
  NOT_BUILD: ['', 'unknown'],
};

const stageResults: Record<string, CiRun['result']> = {
  SUCCESS: 'success',
  FAILED: 'failure',
  ABORTED: 'cancelled',
  '': 'unknown',
};

const buildRows = rows('raw_tables/_raw_jenkins_api_builds.csv');

/** Stands for all of them where the fixtures are not beside the repository. */
function notCompared(name: string): void {
  it(`${name} are not compared, since they are absent`, () => {
    expect(buildRows).toEqual([]);
  });
}

const describeFixtures: (name: string, tests: () => void) => void =
  buildRows.length ? describe : notCompared;

describeFixtures("DevLake's Jenkins expectations", () => {
  const builds = new Map(
    buildRows.map(row => {
      const body = fieldsOf(JSON.parse(row.data));
      const job = textOf(fieldsOf(JSON.parse(row.params)).FullName);
      const name: string = `${job}#${body.number}`;
      const run = buildFromApi(body, placeOf(name), { now });
      return [name, ciRunSchema.parse(run)] as const;
    }),
  );
  const stages = new Map(
    rows('raw_tables/_raw_jenkins_api_stages.csv').map(row => {
      const body = fieldsOf(JSON.parse(row.data));
      const build = textOf(fieldsOf(JSON.parse(row.input)).FullName) ?? '';
      const place = placeOf(build);
      const stage = ciStageSchema.parse(
        stageFromApi(body, place, { now, buildOver: true }),
      );
      const name: string = `${build}:${body.id}`;
      return [name, { stage, body }] as const;
    }),
  );
  const pipelineRows = rows('snapshot_tables/cicd_pipelines.csv');
  const commitRows = rows('snapshot_tables/cicd_pipeline_commits.csv');
  const taskRows = rows('snapshot_tables/cicd_tasks.csv');
  const stageRows = rows('snapshot_tables/cicd_tasks_after_stages.csv');

  it('hold for 14 builds, 13 of them of the job asked for, and 24 stages', () => {
    expect([builds.size, stages.size]).toEqual([14, 24]);
    expect(
      [...builds.keys()].filter(name => name !== 'pipeline-test2#1').sort(),
    ).toEqual(pipelineRows.map(row => nameOf(row.id)).sort());
    for (const row of stageRows) expect(stages.has(nameOf(row.id))).toBe(true);
    // The other ten: two of them of other connections, eight of builds DevLake lacks.
    expect(stageRows).toHaveLength(14);
  });

  it.each(pipelineRows.map(row => [nameOf(row.id), row] as const))(
    'build %s',
    (name, row) => {
      const run = builds.get(name);
      const building = row.original_status === 'true';
      const [opinion, result] = ours[row.original_result];
      expect(run).toMatchObject({
        externalId: row.name,
        rawResult: row.original_result,
        state: building ? 'executing' : 'completed',
      });
      expect(row.status).toBe(building ? 'IN_PROGRESS' : 'DONE');
      expect(row.result).toBe(building ? '' : opinion);
      expect(run?.result).toBe(building ? undefined : result);
      expect(second(run?.startedAt)).toBe(iso(row.created_date));
      expect(run?.finishedAt === undefined).toBe(row.finished_date === '');
      const finished = run?.finishedAt ?? run?.startedAt ?? '';
      expect(
        (Date.parse(finished) - Date.parse(run?.startedAt ?? '')) / 1000,
      ).toBe(building ? 0 : Number(row.duration_sec));
    },
  );

  it.each(commitRows.map(row => [nameOf(row.pipeline_id), row] as const))(
    'commit of build %s',
    (name, row) => {
      expect(builds.get(name)).toMatchObject({
        sha: row.commit_sha,
        branch: row.branch.replace('refs/remotes/origin/', ''),
      });
    },
  );

  it('a task per build is the build itself', () => {
    for (const row of taskRows) {
      const run = builds.get(nameOf(row.pipeline_id));
      expect(run?.project).toBe(row.name);
      expect(second(run?.startedAt)).toBe(iso(row.started_date));
    }
  });

  it.each(stageRows.map(row => [nameOf(row.id), row] as const))(
    'stage %s',
    (name, row) => {
      const { stage, body } = stages.get(name) ?? {};
      expect(stage).toMatchObject({
        name: row.name,
        runExternalId: nameOf(row.pipeline_id),
        state: 'completed',
        result: stageResults[row.original_status],
      });
      expect(stage?.rawState ?? '').toBe(row.original_status);
      expect(second(stage?.startedAt)).toBe(iso(row.started_date));
      expect(stage?.finishedAt).toBe(iso(row.finished_date));
      const seconds = Number(body?.durationMillis) / 1000;
      expect(Math.trunc(seconds)).toBe(Number(row.duration_sec));
      expect(
        Date.parse(stage?.finishedAt ?? '') -
          Date.parse(stage?.startedAt ?? ''),
      ).toBe(body?.durationMillis);
    },
  );
});
