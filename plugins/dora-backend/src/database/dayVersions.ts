import { Knex } from 'knex';
import { arrayLiteral } from '@quarterdeck/plugin-portal-node';

const dayMs = 86_400_000;

/** Notes that samples of these days of UTC are no longer what they were. */
export async function renewDays(
  tx: Knex,
  days: ReadonlySet<number>,
): Promise<void> {
  if (days.size === 0) return;
  await tx.raw(
    `INSERT INTO day_version (day, version)
     SELECT day, pg_current_xact_id()::text::bigint FROM unnest(?::int[]) AS d(day)
     ON CONFLICT (day) DO UPDATE SET version = excluded.version`,
    [arrayLiteral([...days].sort((a, b) => a - b))],
  );
}

/** A text that is another one when a sample of a time was written. */
export type VersionOfTime = (time: { from: number; to: number }) => string;

/**
 * The days of a time as they are now. Read before the samples: what is written
 * in between is then told as older than it is, and read once more.
 */
export async function readDayVersions(
  knex: Knex,
  { from, to }: { from: number; to: number },
): Promise<VersionOfTime> {
  const dayOf = (moment: number) => Math.floor(moment / dayMs);
  const result = await knex.raw<{
    rows: { tables: string; days: number[] | null; versions: string | null }[];
  }>(
    `SELECT 'service_week'::regclass::oid::text AS tables,
       array_agg(day ORDER BY day) AS days,
       string_agg(version::text, ',' ORDER BY day) AS versions
     FROM day_version WHERE day BETWEEN ? AND ?`,
    [dayOf(from), dayOf(to)],
  );
  const [{ tables, days, versions }] = result.rows;
  const known = new Map(
    (versions?.split(',') ?? []).map((version, i) => [
      days?.[i] ?? NaN,
      version,
    ]),
  );
  return time => {
    let text = tables;
    for (let day = dayOf(time.from); day <= dayOf(time.to - 1); day++) {
      const version = known.get(day);
      if (version !== undefined) text += ` ${day}:${version}`;
    }
    return text;
  };
}
