import { Knex } from 'knex';
import { arrayLiteral } from '@quarterdeck/plugin-portal-node';
import { ofServices, SampleSet } from './sampleSet';

/** A row of any list of samples; what its kind does not have is null. */
export interface SampleRow {
  serviceNo: number;
  /** The sample's own key within its service. */
  key: string;
  at: Date;
  deploymentId: string;
  ms: number | null;
  clamped: boolean;
  changeId: string | null;
  startedAt: Date | null;
  stages: (number | null)[] | null;
  failedAt: Date | null;
  recoveredAt: Date | null;
  recoveredBy: 'incident' | 'deployment' | null;
  endId: string | null;
}

/** Which samples a list holds. */
export interface SampleFilter {
  of: 'lead_time' | 'recovery' | 'release';
  /** Absent bounds are open. */
  from?: Date;
  to?: Date;
  /** Of releases: what they count for. */
  counted?: 'succeeded' | 'met';
  /** Which time of a recovery counts. */
  recoveryBy: 'recovered' | 'failed';
  kinds: readonly string[];
  failed?: boolean;
  rework?: boolean;
  open?: boolean;
  sample?: string;
  deployment?: string;
}

const sources = {
  lead_time: `SELECT service_no, key, deployed_at AS at, deployment_id, ms::float8,
      clamped, change_id, started_at, stages::bigint[]::float8[] AS stages,
      NULL::timestamptz AS failed_at, NULL::timestamptz AS recovered_at,
      NULL::text AS recovered_by, NULL::text AS end_id
    FROM lead_time s`,
  release: `SELECT service_no, id AS key, finished_at AS at, id AS deployment_id,
      NULL::float8 AS ms, false AS clamped, NULL::text AS change_id,
      NULL::timestamptz AS started_at, NULL::float8[] AS stages,
      NULL::timestamptz AS failed_at, NULL::timestamptz AS recovered_at,
      NULL::text AS recovered_by, NULL::text AS end_id
    FROM release s`,
  recovery: `SELECT service_no, id AS key, TIME AS at, id AS deployment_id, ms::float8,
      clamped, NULL::text AS change_id, NULL::timestamptz AS started_at,
      NULL::float8[] AS stages, failed_at, recovered_at, recovered_by, end_id
    FROM recovery s`,
};

function conditions(set: SampleSet, filter: SampleFilter) {
  const parts: { sql: string; bindings: readonly Knex.RawBinding[] }[] = [];
  const add = (sql: string, ...bindings: Knex.RawBinding[]) =>
    parts.push({ sql, bindings });
  const own = ofServices(set, 's.service_no');
  add(own.sql, ...own.bindings);
  const byFailure = filter.open === true || filter.recoveryBy === 'failed';
  const time = {
    lead_time: 's.deployed_at',
    release: 's.finished_at',
    recovery: byFailure ? 's.failed_at' : 's.recovered_at',
  }[filter.of];
  const key = filter.of === 'lead_time' ? 's.key' : 's.id';
  // What is open began before the range too: all that is open at its end.
  if (filter.from && filter.open !== true) add(`${time} >= ?`, filter.from);
  if (filter.to) add(`${time} < ?`, filter.to);
  if (filter.sample) add(`${key} = ?`, filter.sample);
  if (filter.of === 'recovery') {
    if (filter.open === true && filter.to) {
      add('(s.recovered_at IS NULL OR s.recovered_at >= ?)', filter.to);
    } else if (filter.open === true) add('s.recovered_at IS NULL');
    else add('s.recovered_at IS NOT NULL');
    if (filter.deployment) add('s.id = ?', filter.deployment);
  } else if (filter.of === 'release') {
    if (filter.counted) add(`s.${filter.counted}`);
    if (filter.kinds.length) {
      add('s.kind = ANY(?::text[])', arrayLiteral(filter.kinds));
    }
    if (filter.failed !== undefined) add('s.failed = ?', filter.failed);
    if (filter.rework !== undefined) add('s.rework = ?', filter.rework);
    if (filter.deployment) add('s.id = ?', filter.deployment);
  } else if (filter.deployment) add('s.deployment_id = ?', filter.deployment);
  return {
    sql: parts.map(({ sql }) => `(${sql})`).join(' AND '),
    bindings: parts.flatMap(({ bindings }) => bindings),
    source: sources[filter.of].replace('TIME', time),
    time,
    key,
  };
}

/** Samples, newest or longest first. */
export async function listSampleRows(
  knex: Knex,
  set: SampleSet,
  filter: SampleFilter,
  page: {
    order: 'newest' | 'longest';
    limit: number;
    after?: { value: string | number; serviceNo: number; key: string };
  },
): Promise<SampleRow[]> {
  const match = conditions(set, filter);
  const sorted = page.order === 'longest' ? 's.ms' : match.time;
  const order = `${sorted} DESC NULLS LAST, s.service_no DESC, ${match.key} DESC`;
  const result = await knex.raw<{
    rows: {
      service_no: number;
      key: string;
      at: Date;
      deployment_id: string;
      ms: number | null;
      clamped: boolean;
      change_id: string | null;
      started_at: Date | null;
      stages: (number | null)[] | null;
      failed_at: Date | null;
      recovered_at: Date | null;
      recovered_by: 'incident' | 'deployment' | null;
      end_id: string | null;
    }[];
  }>(
    `${match.source} WHERE ${match.sql}
       ${
         page.after
           ? `AND (${sorted}, s.service_no, ${match.key}) < (?, ?, ?)`
           : ''
       }
     ORDER BY ${order} LIMIT ?`,
    [
      ...match.bindings,
      ...(page.after
        ? [page.after.value, page.after.serviceNo, page.after.key]
        : []),
      page.limit,
    ],
  );
  return result.rows.map(row => ({
    serviceNo: row.service_no,
    key: row.key,
    at: row.at,
    deploymentId: row.deployment_id,
    ms: row.ms,
    clamped: row.clamped,
    changeId: row.change_id,
    startedAt: row.started_at,
    stages: row.stages,
    failedAt: row.failed_at,
    recoveredAt: row.recovered_at,
    recoveredBy: row.recovered_by,
    endId: row.end_id,
  }));
}

/** How many samples match. */
export async function countSampleRows(
  knex: Knex,
  set: SampleSet,
  filter: SampleFilter,
): Promise<number> {
  const match = conditions(set, filter);
  const result = await knex.raw<{ rows: { n: number }[] }>(
    `SELECT count(*)::int AS n FROM ${filter.of} s WHERE ${match.sql}`,
    match.bindings,
  );
  return result.rows[0].n;
}
