import { Knex } from 'knex';
import { arrayLiteral } from '@quarterdeck/plugin-portal-node';
import { unpackInt5 } from './packedNumbers';
import { releaseFlags, serviceWeekMs, serviceWeekOf } from './serviceWeeks';

/** Counts of a service's releases. */
export interface WeekCounts {
  succeeded: number;
  met: number;
  failed: number;
  rework: number;
}

/** A service's lead times and releases of a time, read from its weeks. */
export interface ServiceTime extends WeekCounts {
  /** Milliseconds of lead times, in several lists and no order. */
  leads: Float64Array[];
}

/** Adds what lies within the time of a week that the time cuts. */
function addCut(
  sum: ServiceTime,
  row: { week: number; releases: Buffer; at: Buffer; ms: Buffer },
  from: number,
  to: number,
): void {
  const start = row.week * serviceWeekMs;
  const isIn = (offset: number) =>
    start + offset >= from && start + offset < to;
  for (let at = 0; at < row.releases.length; at += 5) {
    if (!isIn(row.releases.readUInt32BE(at))) continue;
    const flags = row.releases[at + 4];
    if (flags & releaseFlags.succeeded) sum.succeeded++;
    if (flags & releaseFlags.met) sum.met++;
    if (flags & releaseFlags.failed) sum.failed++;
    if (flags & releaseFlags.rework) sum.rework++;
  }
  const values = unpackInt5(row.ms);
  sum.leads.push(values.filter((_, i) => isIn(row.at.readUInt32BE(4 * i))));
}

/**
 * Lead times and releases of each of many services within a time: a row per
 * service, and its weeks that the time cuts.
 */
export async function readServiceTimes(
  knex: Knex,
  numbers: readonly number[],
  from: number,
  to: number,
): Promise<Map<number, ServiceTime>> {
  const first = Math.ceil(from / serviceWeekMs);
  const end = Math.max(first, serviceWeekOf(to));
  const cut = [serviceWeekOf(from), serviceWeekOf(to)].filter(
    week => week < first || week >= end,
  );
  const services = arrayLiteral(numbers);
  const [whole, cuts] = await Promise.all([
    knex.raw<{ rows: (WeekCounts & { no: number; ms: Buffer })[] }>(
      // Service by service, or what is put together is more than the memory of a sort.
      `SELECT k.no, w.*
       FROM unnest(?::int[]) AS k(no), LATERAL (
         SELECT sum(succeeded)::int AS succeeded, sum(met)::int AS met,
           sum(failed)::int AS failed, sum(rework)::int AS rework,
           string_agg(lead_ms, ''::bytea) AS ms
         FROM service_week
         WHERE service_no = k.no AND week >= ? AND week < ?
         HAVING count(*) > 0
       ) w`,
      [services, first, end],
    ),
    knex.raw<{
      rows: {
        no: number;
        week: number;
        releases: Buffer;
        at: Buffer;
        ms: Buffer;
      }[];
    }>(
      `SELECT service_no AS no, week, releases, lead_at AS at, lead_ms AS ms
       FROM service_week
       WHERE service_no = ANY(?::int[]) AND week = ANY(?::int[])`,
      [services, arrayLiteral([...new Set(cut)])],
    ),
  ]);
  const times = new Map<number, ServiceTime>(
    numbers.map(no => [
      no,
      { succeeded: 0, met: 0, failed: 0, rework: 0, leads: [] },
    ]),
  );
  for (const { no, ms, ...counts } of whole.rows) {
    times.set(no, { ...counts, leads: [unpackInt5(ms)] });
  }
  for (const { no, ...row } of cuts.rows) {
    const sum = times.get(no);
    if (sum) addCut(sum, row, from, to);
  }
  return times;
}
