import { Knex } from 'knex';
import { bucketOf } from '@quarterdeck/plugin-pipelines-common';
import { JobRow } from './jobRows';
import { RunRow } from './runRows';
import { addCounts, Column } from './writeRows';

/** The bucket of a duration that nobody knows. */
export const unknownBucket = -1;

const bucket = (value: number | null) =>
  value === null ? unknownBucket : bucketOf(value);

/** One count of `run_rollup_hour`. */
interface RunCount {
  entityRef: string;
  hour: string;
  instance: string;
  project: string;
  pipelineName: string;
  isDefault: boolean;
  outcome: string;
  bucket: number;
  count: number;
}

interface JobCount {
  entityRef: string;
  day: string;
  instance: string;
  project: string;
  pipelineName: string;
  jobName: string;
  outcome: string;
  bucket: number;
  count: number;
}

interface QueueCount {
  entityRef: string;
  hour: string;
  instance: string;
  project: string;
  pool: string;
  bucket: number;
  count: number;
}

const runKeys: Column<RunCount>[] = [
  { name: 'entity_ref', type: 'text', value: row => row.entityRef },
  { name: 'hour', type: 'timestamptz', value: row => row.hour },
  { name: 'instance', type: 'text', value: row => row.instance },
  { name: 'project', type: 'text', value: row => row.project },
  { name: 'pipeline_name', type: 'text', value: row => row.pipelineName },
  { name: 'is_default', type: 'boolean', value: row => row.isDefault },
  { name: 'outcome', type: 'text', value: row => row.outcome },
  { name: 'bucket', type: 'smallint', value: row => row.bucket },
];

const jobKeys: Column<JobCount>[] = [
  { name: 'entity_ref', type: 'text', value: row => row.entityRef },
  { name: 'day', type: 'timestamptz', value: row => row.day },
  { name: 'instance', type: 'text', value: row => row.instance },
  { name: 'project', type: 'text', value: row => row.project },
  { name: 'pipeline_name', type: 'text', value: row => row.pipelineName },
  { name: 'job_name', type: 'text', value: row => row.jobName },
  { name: 'outcome', type: 'text', value: row => row.outcome },
  { name: 'bucket', type: 'smallint', value: row => row.bucket },
];

const queueKeys: Column<QueueCount>[] = [
  { name: 'entity_ref', type: 'text', value: row => row.entityRef },
  { name: 'hour', type: 'timestamptz', value: row => row.hour },
  { name: 'instance', type: 'text', value: row => row.instance },
  { name: 'project', type: 'text', value: row => row.project },
  { name: 'pool', type: 'text', value: row => row.pool },
  { name: 'bucket', type: 'smallint', value: row => row.bucket },
];

/** Sums what was taken away and added, so that only differences are written. */
class Differences<Row extends { count: number }> {
  private readonly rows = new Map<string, Row>();

  add(row: Row): void {
    const { count, ...rest } = row;
    const key = JSON.stringify(Object.values(rest));
    const known = this.rows.get(key);
    if (known) known.count += count;
    else this.rows.set(key, row);
  }

  changed(): Row[] {
    return [...this.rows.values()].filter(row => row.count !== 0);
  }
}

function runCount(row: RunRow, count: number): RunCount | undefined {
  if (!row.isLatest || !row.outcome || !row.finishedHour) return undefined;
  return {
    entityRef: row.entityRef ?? '',
    hour: row.finishedHour,
    instance: row.instance,
    project: row.project,
    pipelineName: row.facts.pipeline.name,
    isDefault: row.isDefault === true,
    outcome: row.outcome,
    bucket: bucket(row.runSeconds),
    count,
  };
}

function jobCount(row: JobRow, count: number): JobCount | undefined {
  if (!row.outcome || !row.finishedDay) return undefined;
  return {
    entityRef: row.entityRef ?? '',
    day: row.finishedDay,
    instance: row.instance,
    project: row.project,
    pipelineName: row.facts.pipelineName ?? '',
    jobName: row.facts.name,
    outcome: row.outcome,
    bucket: bucket(row.runSeconds),
    count,
  };
}

/** The UTC hour a time lies in. */
export function hourOf(time: string): string {
  return `${time.slice(0, 13)}:00:00.000Z`;
}

/** The UTC day a time lies in. */
export function dayOf(time: string): string {
  return `${time.slice(0, 10)}T00:00:00.000Z`;
}

function queueCount(row: JobRow, count: number): QueueCount | undefined {
  const { startedAt } = row.facts;
  if (!startedAt || row.queueSeconds === null) return undefined;
  return {
    entityRef: row.entityRef ?? '',
    hour: hourOf(startedAt),
    instance: row.instance,
    project: row.project,
    pool: row.pool,
    bucket: bucket(row.queueSeconds),
    count,
  };
}

/** A row before and after a batch; what it counted for is taken back first. */
export interface Changed<Row> {
  before: Row | undefined;
  after: Row;
}

/** Keeps the run rollup equal to what its rows say. */
export async function applyRunCounts(
  tx: Knex,
  changes: readonly Changed<RunRow>[],
): Promise<void> {
  const differences = new Differences<RunCount>();
  for (const { before, after } of changes) {
    const old = before && runCount(before, -1);
    if (old) differences.add(old);
    const now = runCount(after, 1);
    if (now) differences.add(now);
  }
  await addCounts(tx, 'run_rollup_hour', runKeys, differences.changed());
}

/** Keeps the job and queue rollups equal to what the job rows say. */
export async function applyJobCounts(
  tx: Knex,
  changes: readonly Changed<JobRow>[],
): Promise<void> {
  const jobs = new Differences<JobCount>();
  const queues = new Differences<QueueCount>();
  for (const { before, after } of changes) {
    for (const [row, sign] of [
      [before, -1],
      [after, 1],
    ] as const) {
      const job = row && jobCount(row, sign);
      if (job) jobs.add(job);
      const queue = row && queueCount(row, sign);
      if (queue) queues.add(queue);
    }
  }
  await addCounts(tx, 'job_rollup_day', jobKeys, jobs.changed());
  await addCounts(tx, 'queue_rollup_hour', queueKeys, queues.changed());
}
