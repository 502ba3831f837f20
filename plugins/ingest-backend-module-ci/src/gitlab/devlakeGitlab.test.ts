import {
  ciJobSchema,
  ciRunSchema,
  CiRun,
} from '@quarterdeck/plugin-ingest-common';
import { fixtureRows } from '../__testUtils__/deliveryFixtures';
import { fieldsOf } from '../fields';
import { gitlabPlace } from './gitlabPlace';
import { jobFromApi } from './jobFromApi';
import { runFromApi } from './runFromApi';

const now = new Date('2030-01-01T00:00:00.000Z');
const name = 'devlake-gitlab';
const rows = (file: string) => fixtureRows(name, file);
const bodiesOf = (file: string) =>
  rows(`raw_tables/_raw_gitlab_api_${file}.csv`).map(row =>
    fieldsOf(JSON.parse(row.data)),
  );
const place = gitlabPlace(
  {
    web_url: 'https://gitlab.com/gitlab-data/snowflake_spend',
    path_with_namespace: 'gitlab-data/snowflake_spend',
  },
  {},
);
const idOf = (id: string) => id.split(':')[3];
const iso = (time: string) => (time ? new Date(time).toISOString() : undefined);

/** How long a job ran; 0 as DevLake writes it, while it has not ended or never began. */
function seconds(job?: { startedAt?: string; finishedAt?: string }): number {
  return job?.startedAt && job.finishedAt
    ? (Date.parse(job.finishedAt) - Date.parse(job.startedAt)) / 1000
    : 0;
}

/** What DevLake's opinion is in our words, by GitLab's word. */
const ours: Record<string, [string, Pick<CiRun, 'state' | 'result'>]> = {
  success: ['DONE SUCCESS', { state: 'completed', result: 'success' }],
  failed: ['DONE FAILURE', { state: 'completed', result: 'failure' }],
  canceled: ['OTHER FAILURE', { state: 'completed', result: 'cancelled' }],
  skipped: ['OTHER ', { state: 'completed', result: 'skipped' }],
  manual: ['OTHER ', { state: 'waiting_gate' }],
  scheduled: ['OTHER ', { state: 'pending' }],
  created: ['OTHER ', { state: 'pending' }],
  waiting_for_resource: ['IN_PROGRESS ', { state: 'pending' }],
  preparing: ['IN_PROGRESS ', { state: 'pending' }],
  pending: ['IN_PROGRESS ', { state: 'pending' }],
  running: ['IN_PROGRESS ', { state: 'executing' }],
};

const taskRows = rows('snapshot_tables/cicd_tasks.csv');

/** Stands for all of them where the fixtures are not beside the repository. */
function notCompared(what: string): void {
  it(`${what} are not compared, since they are absent`, () => {
    expect(taskRows).toEqual([]);
  });
}

const describeFixtures: (name: string, tests: () => void) => void =
  taskRows.length ? describe : notCompared;

describeFixtures("DevLake's GitLab expectations", () => {
  if (!place) throw new Error('The project has a place');
  const read = (file: string) =>
    new Map(
      bodiesOf(file).map(body => {
        const run = ciRunSchema.parse(runFromApi(body, place, { now }));
        return [run.externalId, run] as const;
      }),
    );
  const listed = read('pipeline');
  const detailed = read('pipeline_details');
  const jobs = new Map(
    bodiesOf('job').map(body => {
      const job = ciJobSchema.parse(jobFromApi(body, place, { now }));
      return [job.externalId, job] as const;
    }),
  );
  const pipelineRows = rows('snapshot_tables/cicd_pipelines.csv');
  const commitRows = rows('snapshot_tables/cicd_pipeline_commits.csv');

  it('hold for the same 29 pipelines, 16 with details, and 75 jobs', () => {
    expect([...listed.keys()].sort()).toEqual(
      commitRows.map(row => idOf(row.pipeline_id)).sort(),
    );
    expect([...detailed.keys()].sort()).toEqual(
      pipelineRows.map(row => idOf(row.id)).sort(),
    );
    expect([...jobs.keys()].sort()).toEqual(
      taskRows.map(row => idOf(row.id)).sort(),
    );
    expect([listed.size, detailed.size, jobs.size]).toEqual([29, 16, 75]);
  });

  it.each(pipelineRows.map(row => [row.id, row] as const))(
    'pipeline %s',
    (id, row) => {
      const run = detailed.get(idOf(id));
      const [opinion, words] = ours[row.original_status];
      expect(`${row.status} ${row.result}`).toBe(opinion);
      expect(run).toMatchObject({
        ...words,
        rawState: row.original_status,
        url: row.url,
        createdAt: iso(row.created_date),
        startedAt: iso(row.started_date),
        finishedAt: iso(row.finished_date),
      });
      expect(run?.rawResult ?? '').toBe(row.original_result);
      const waited =
        Date.parse(row.started_date) - Date.parse(row.created_date);
      expect(Math.trunc(waited / 1000)).toBe(Number(row.queued_duration_sec));
    },
  );

  it("pipelines' durations differ only as docs/conformance-gitlab.md lists", () => {
    expect(
      pipelineRows.map(
        row =>
          Math.round(
            (Date.parse(row.finished_date) - Date.parse(row.started_date)) /
              1000,
          ) - Number(row.duration_sec),
      ),
    ).toEqual([65528, 7, 14, -4, 0, 3, 4, 7, 8, 9, 255, 6, 1, 4, 14, 5]);
  });

  it.each(commitRows.map(row => [row.pipeline_id, row] as const))(
    'commit of pipeline %s',
    (id, row) => {
      expect(listed.get(idOf(id))).toMatchObject({
        sha: row.commit_sha,
        branch: row.branch,
        project: row.repo_url.replace('https://gitlab.com/', ''),
      });
    },
  );

  it.each(bodiesOf('pipeline').map(body => [String(body.id), body] as const))(
    'state of listed pipeline %s',
    (id, body) => {
      const [, words] = ours[String(body.status)];
      expect(listed.get(id)).toMatchObject({
        ...words,
        rawState: body.status,
        createdAt: iso(String(body.created_at)),
      });
    },
  );

  it.each(taskRows.map(row => [row.id, row] as const))('job %s', (id, row) => {
    const job = jobs.get(idOf(id));
    const [opinion, words] = ours[row.original_status];
    expect(`${row.status} ${row.result}`).toBe(opinion);
    expect(job).toMatchObject({
      ...words,
      name: row.name,
      runExternalId: idOf(row.pipeline_id),
      rawState: row.original_status,
      createdAt: iso(row.created_date),
    });
    const begun = words.state === 'executing' || words.state === 'completed';
    const over = words.state === 'completed';
    expect([job?.startedAt, job?.finishedAt]).toEqual([
      begun ? iso(row.started_date) : undefined,
      over ? iso(row.finished_date) : undefined,
    ]);
    expect(seconds(job)).toBeCloseTo(
      over && row.started_date ? Number(row.duration_sec) : 0,
      2,
    );
  });
});
