import { Knex } from 'knex';
import { RecoveryBy } from './recoveryReads';
import { ofServices, SampleSet } from './sampleSet';

/** A time, half open. */
export interface DotRange {
  from: Date;
  to: Date;
}

/** A lead time that is drawn. */
export interface LeadDot {
  serviceNo: number;
  key: string;
  at: Date;
  ms: number;
  deploymentId: string;
  changeId: string | null;
}

const leadColumns = `s.service_no AS "serviceNo", s.key, s.deployed_at AS at,
  s.ms::float8 AS ms, s.deployment_id AS "deploymentId", s.change_id AS "changeId"`;

/** Every so many of a numbered list, so that `limit` of all of them are left. */
const everySoMany = '((p.place - 1) * ?::bigint) % greatest(p.total, 1) < ?';

/**
 * A quarter of the dots are the slowest ones, which a picture must not lack;
 * the others are every so many of all, so that the dense middle is thinned.
 */
const sharesOf = (limit: number) => {
  const slowest = Math.floor(limit / 4);
  return { slowest, spread: limit - slowest };
};

/** Up to so many are numbered, to leave out evenly; of more, each part of the time gives some. */
const mostNumbered = 1000;

/** Of more, the slowest are found by their value buckets alone. */
const mostRanked = 20_000;

/** The slowest of a time, and some of each of its parts: of millions as fast as of thousands. */
async function someOfEachPart(
  knex: Knex,
  set: SampleSet,
  { from, to }: DotRange,
  limit: number,
  total: number,
): Promise<LeadDot[]> {
  const { slowest, spread } = sharesOf(limit);
  const perPart = 4;
  const parts = Math.max(1, Math.floor(spread / perPart));
  const match = ofServices(set, 's.service_no');
  const result = await knex.raw<{ rows: LeadDot[] }>(
    `SELECT * FROM (
       SELECT d.* FROM generate_series(0, ?::int - 1) AS part,
       LATERAL (
         SELECT ${leadColumns} FROM lead_time s
         WHERE s.deployed_at >= ?::timestamptz + (?::timestamptz - ?::timestamptz) * (part::float8 / ?)
           AND s.deployed_at < ?::timestamptz + (?::timestamptz - ?::timestamptz) * ((part + 1)::float8 / ?)
           AND ${match.sql}
         ORDER BY s.deployed_at DESC, s.service_no DESC, s.key DESC LIMIT ?
       ) d
       UNION
       (SELECT ${leadColumns} FROM lead_time s
        WHERE s.deployed_at >= ? AND s.deployed_at < ? AND ${match.sql}
        -- By value buckets, as the index has them: within one, whichever is newer.
        ORDER BY ${
          total > mostRanked ? 's.bucket' : 's.ms'
        } DESC, s.deployed_at DESC LIMIT ?)
     ) chosen ORDER BY at, key`,
    [
      parts,
      ...[from, to, from, parts],
      ...[from, to, from, parts],
      ...match.bindings,
      perPart,
      ...[from, to],
      ...match.bindings,
      slowest,
    ],
  );
  return result.rows;
}

/**
 * Lead times of a range: all of them where they fit, else the slowest and of
 * the others every so many. `total`: how many there are.
 */
export async function spreadLeadTimes(
  knex: Knex,
  set: SampleSet,
  range: DotRange,
  limit: number,
  total: number,
): Promise<LeadDot[]> {
  if (total > mostNumbered) {
    return someOfEachPart(knex, set, range, limit, total);
  }
  const { slowest, spread } =
    total > limit ? sharesOf(limit) : { slowest: 0, spread: limit };
  const match = ofServices(set, 's.service_no');
  const result = await knex.raw<{ rows: LeadDot[] }>(
    `SELECT ${leadColumns} FROM (
       SELECT *, count(*) OVER (PARTITION BY slow) AS total,
         row_number() OVER (PARTITION BY slow ORDER BY deployed_at, service_no, key) AS place
       FROM (
         SELECT service_no, deployed_at, key,
           row_number() OVER (ORDER BY ms DESC, service_no, key) <= ? AS slow
         FROM lead_time s
         WHERE s.deployed_at >= ? AND s.deployed_at < ? AND ${match.sql}
       ) ranked
     ) p JOIN lead_time s USING (service_no, deployed_at, key)
     WHERE p.slow OR ${everySoMany} ORDER BY s.deployed_at, s.key`,
    [slowest, range.from, range.to, ...match.bindings, spread, spread],
  );
  return result.rows;
}

/** A failed deployment that is drawn. */
export interface RecoveryDot {
  serviceNo: number;
  id: string;
  failedAt: Date;
  /** Where it lies; an open one's is the end of the range. */
  at: Date;
  ms: number;
  open: boolean;
}

/** Recoveries of a range, the longest and every so many, and what is open at its end. */
export async function spreadRecoveries(
  knex: Knex,
  set: SampleSet,
  range: DotRange,
  by: RecoveryBy,
  limit: number,
): Promise<RecoveryDot[]> {
  const time = by === 'recovered' ? 's.recovered_at' : 's.failed_at';
  const { slowest, spread } = sharesOf(limit);
  const match = ofServices(set, 's.service_no');
  const result = await knex.raw<{ rows: RecoveryDot[] }>(
    `SELECT * FROM (
       SELECT s.service_no AS "serviceNo", s.id, s.failed_at AS "failedAt", ?::timestamptz AS at,
         extract(epoch FROM ? - s.failed_at)::float8 * 1000 AS ms, true AS open
       FROM recovery s
       WHERE s.failed_at < ? AND (s.recovered_at IS NULL OR s.recovered_at >= ?) AND ${match.sql}
       ORDER BY s.failed_at LIMIT ?
     ) still
     UNION ALL
     SELECT s.service_no, s.id, s.failed_at, ${time}, s.ms::float8, false
     FROM (
       SELECT *, count(*) OVER () AS n, count(*) OVER (PARTITION BY slow) AS total,
         row_number() OVER (PARTITION BY slow ORDER BY time, id) AS place
       FROM (
         SELECT s.id, s.service_no, ${time} AS time,
           row_number() OVER (ORDER BY s.ms DESC, s.id) <= ? AS slow
         FROM recovery s
         WHERE ${time} >= ? AND ${time} < ? AND s.recovered_at < ? AND ${match.sql}
       ) ranked
     ) p JOIN recovery s USING (id, service_no)
     WHERE p.n <= ? OR p.slow OR ${everySoMany} ORDER BY at, id`,
    [
      ...[range.to, range.to, range.to, range.to],
      ...match.bindings,
      limit,
      slowest,
      ...[range.from, range.to, range.to],
      ...match.bindings,
      limit,
      spread,
      spread,
    ],
  );
  return result.rows;
}
