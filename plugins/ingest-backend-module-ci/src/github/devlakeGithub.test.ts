import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse as parseCsv } from 'csv-parse/sync';
import {
  ciJobSchema,
  ciRunSchema,
  CiRun,
} from '@quarterdeck/plugin-ingest-common';
import { z } from 'zod';
import { fixtureFolder } from './__testUtils__/githubFixtures';
import { githubPlace, githubRepositorySchema } from './githubPlace';
import { githubJobSchema, jobFromApi } from './jobFromApi';
import { githubRunSchema, runFromApi } from './runFromApi';
import { now } from './__testUtils__/parseDelivery';

const folder = fixtureFolder('devlake-github');
const rows = z.array(z.record(z.string(), z.string()));

function csv(file: string) {
  if (!folder) return [];
  const text = readFileSync(join(folder, file), 'utf8');
  return rows.parse(parseCsv(text, { columns: true }));
}

function bodiesOf(file: string): unknown[] {
  return csv(file).map(row => JSON.parse(row.data));
}

/** What DevLake's opinion (status, result, GitHub's words) is in our words. */
function ours(row: Record<string, string>): Pick<CiRun, 'state' | 'result'> {
  const status = row.original_status.toLowerCase();
  const word = row.original_result.toLowerCase();
  if (word === 'action_required') return { state: 'waiting_gate' };
  switch (`${row.status} ${row.result}`) {
    case 'DONE SUCCESS':
      return { state: 'completed', result: 'success' };
    case 'DONE FAILURE': {
      const failures: Record<string, CiRun['result']> = {
        failure: 'failure',
        cancelled: 'cancelled',
        timed_out: 'timeout',
        startup_failure: 'error',
      };
      return { state: 'completed', result: failures[word] };
    }
    case 'IN_PROGRESS ': {
      const running: Record<string, CiRun['state']> = {
        in_progress: 'executing',
        waiting: 'waiting_gate',
      };
      return { state: running[status] ?? 'pending' };
    }
    case 'OTHER ': {
      const others: Record<string, CiRun['result']> = {
        neutral: 'neutral',
        skipped: 'skipped',
        stale: 'unknown',
      };
      return word
        ? { state: 'completed', result: others[word] }
        : { state: 'pending' };
    }
    default:
      throw new Error(`No word for ${row.status} ${row.result}`);
  }
}

const iso = (time: string) => new Date(time).toISOString();

function secondsBetween(from?: string, to?: string): number | undefined {
  return from && to ? (Date.parse(to) - Date.parse(from)) / 1000 : undefined;
}

/** Times of a row, held against DevLake's but for what docs/conformance-github.md lists. */
function expectTimes(
  read: Pick<CiRun, 'state' | 'startedAt' | 'finishedAt'>,
  row: Record<string, string>,
): void {
  const begun = read.state === 'executing' || read.state === 'completed';
  const completed = read.state === 'completed';
  expect([read.startedAt, read.finishedAt]).toEqual([
    begun ? iso(row.started_date) : undefined,
    completed ? iso(row.finished_date) : undefined,
  ]);
  expect(secondsBetween(read.startedAt, read.finishedAt)).toBe(
    completed ? Number(row.duration_sec) : undefined,
  );
}

const place = githubPlace(
  githubRepositorySchema.parse({
    full_name: 'panjf2000/ants',
    html_url: 'https://github.com/panjf2000/ants',
  }),
);

/** Stands for all of them where the fixtures are not beside the repository. */
function notCompared(name: string): void {
  it(`${name} are not compared, since they are absent`, () => {
    expect(folder).toBeUndefined();
  });
}

const describeFixtures: (name: string, tests: () => void) => void = folder
  ? describe
  : notCompared;

describeFixtures("DevLake's GitHub expectations", () => {
  if (!place) throw new Error('The repository has a place');

  const runs = new Map(
    bodiesOf('raw_tables/_raw_github_api_runs.csv').map(body => {
      const run = ciRunSchema.parse(
        runFromApi(githubRunSchema.parse(body), place, { now }),
      );
      return [run.externalId, run] as const;
    }),
  );
  const jobs = new Map(
    bodiesOf('raw_tables/_raw_github_api_jobs.csv').map(body => {
      const job = ciJobSchema.parse(
        jobFromApi(githubJobSchema.parse(body), place, { now }),
      );
      return [job.externalId, job] as const;
    }),
  );
  const pipelineRows = csv('snapshot_tables/cicd_pipelines.csv');
  const commitRows = csv('snapshot_tables/cicd_pipeline_commits.csv');
  const taskRows = csv('snapshot_tables/cicd_tasks.csv');
  const runOf = (id: string) => runs.get(id.split(':')[4]);

  it('hold for the same 35 runs and 35 jobs, no more and no fewer', () => {
    expect([...runs.keys()].sort()).toEqual(
      pipelineRows.map(row => row.id.split(':')[4]).sort(),
    );
    expect([...jobs.keys()].sort()).toEqual(
      taskRows.map(row => row.id.split(':')[4]).sort(),
    );
    expect([runs.size, jobs.size]).toEqual([35, 35]);
  });

  it.each(pipelineRows.map(row => [row.id, row] as const))(
    'run %s',
    (id, row) => {
      const run = runOf(id);
      if (!run) throw new Error(`${id} was not read`);
      expect(run).toMatchObject({
        pipeline: { name: row.name },
        createdAt: iso(row.created_date),
        rawState: row.original_status,
        ...ours(row),
      });
      expect(run.rawResult ?? '').toBe(row.original_result);
      expect(run.result).toBe(ours(row).result);
      expectTimes(run, row);
    },
  );

  it.each(commitRows.map(row => [row.pipeline_id, row] as const))(
    'commit of run %s',
    (id, row) => {
      expect(runOf(id)).toMatchObject({
        sha: row.commit_sha,
        branch: row.branch,
        url: row.url,
        project: row.repo_url.replace('https://github.com/', ''),
      });
    },
  );

  it.each(taskRows.map(row => [row.id, row] as const))('job %s', (id, row) => {
    const job = jobs.get(id.split(':')[4]);
    if (!job) throw new Error(`${id} was not read`);
    expect(job).toMatchObject({
      name: row.name,
      runExternalId: row.pipeline_id.split(':')[4],
      ...ours(row),
    });
    expect([
      job.rawState?.toUpperCase(),
      job.rawResult?.toUpperCase() ?? '',
    ]).toEqual([row.original_status, row.original_result]);
    expect(job.result).toBe(ours(row).result);
    // The API's bodies had no created_at then: DevLake repeats the start, we say nothing.
    expect(row.created_date).toBe(row.started_date);
    expect(job.createdAt).toBeUndefined();
    expectTimes(job, row);
  });
});
