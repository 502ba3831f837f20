import { Knex } from 'knex';
import { LeadTimeSample, Release } from '@quarterdeck/plugin-dora-common';
import { arrayLiteral } from '@quarterdeck/plugin-portal-node';
import { BinaryRows } from './binaryRows';
import { RowCopies } from './copyRows';
import { packInt5 } from './packedNumbers';
import { leadTimeMs } from './sampleTables';

const dayMs = 86_400_000;

/** Milliseconds of a row's week; weeks are counted from 1970, UTC. */
export const serviceWeekMs = 7 * dayMs;

/** The week a moment lies in. */
export const serviceWeekOf = (moment: number) =>
  Math.floor(moment / serviceWeekMs);

/** What a release was, in the byte behind its time. */
export const releaseFlags = {
  succeeded: 1,
  met: 2,
  failed: 4,
  rework: 8,
} as const;

const flagsOf = ({ succeeded, met, failed, rework }: Release): number =>
  (succeeded ? releaseFlags.succeeded : 0) +
  (met ? releaseFlags.met : 0) +
  (met && failed ? releaseFlags.failed : 0) +
  (met && rework ? releaseFlags.rework : 0);

/** A service's samples, of which some days have changed. */
export interface WeekSamples {
  no: number;
  /** There is nothing of it in the table. */
  isNew: boolean;
  /** Days of UTC. */
  days: ReadonlySet<number>;
  leadTimes: readonly LeadTimeSample[];
  releases: readonly Release[];
}

/** Two numbers that are sorted and packed together: a time, and what was then. */
type Pair = readonly [at: number, value: number];

const inOrder = (pairs: Pair[]) =>
  pairs.sort((a, b) => a[0] - b[0] || a[1] - b[1]);

const int4 = (values: readonly number[]) => {
  const packed = Buffer.allocUnsafe(4 * values.length);
  values.forEach((value, i) => packed.writeUInt32BE(value, 4 * i));
  return packed;
};

const packReleases = (pairs: readonly Pair[]) => {
  const packed = Buffer.allocUnsafe(5 * pairs.length);
  pairs.forEach(([at, flags], i) => {
    packed.writeUInt32BE(at, 5 * i);
    packed[5 * i + 4] = flags;
  });
  return packed;
};

/** Times are kept as whole milliseconds within their week. */
const within = (moment: number) =>
  Math.trunc(moment) - serviceWeekOf(moment) * serviceWeekMs;

interface Week {
  leads: Pair[];
  releases: Pair[];
}

function weeksOf({ isNew, days, leadTimes, releases }: WeekSamples) {
  const asked = isNew
    ? null
    : new Set([...days].map(day => serviceWeekOf(day * dayMs)));
  const weeks = new Map<number, Week>();
  const weekOf = (moment: number): Week | undefined => {
    const week = serviceWeekOf(moment);
    if (asked && !asked.has(week)) return undefined;
    const known = weeks.get(week);
    if (known) return known;
    const made: Week = { leads: [], releases: [] };
    weeks.set(week, made);
    return made;
  };
  for (const row of leadTimes) {
    const { deployedAt } = row;
    weekOf(deployedAt)?.leads.push([within(deployedAt), leadTimeMs(row)]);
  }
  for (const row of releases) {
    const { finishedAt } = row;
    weekOf(finishedAt)?.releases.push([within(finishedAt), flagsOf(row)]);
  }
  return { asked, weeks };
}

const columns = [
  'service_no',
  'week',
  'succeeded',
  'met',
  'failed',
  'rework',
  'releases',
  'lead_at',
  'lead_ms',
];

/** A service's week, and what was in it. */
interface ServiceWeek {
  no: number;
  week: number;
  of: Week;
}

/** The weeks of services of which there is something to be written, and those that are to go. */
function changesOf(services: readonly WeekSamples[]) {
  const old: { no: number; week: number }[] = [];
  const made: ServiceWeek[] = [];
  for (const service of services) {
    const { asked, weeks } = weeksOf(service);
    for (const week of asked ?? []) old.push({ no: service.no, week });
    for (const [week, of] of [...weeks].sort(([a], [b]) => a - b)) {
      made.push({ no: service.no, week, of });
    }
  }
  return { old, made };
}

function rowsOf(made: readonly ServiceWeek[]): BinaryRows {
  const rows = new BinaryRows();
  for (const { no, week, of } of made) {
    const leads = inOrder(of.leads);
    const releases = inOrder(of.releases);
    const count = (flag: number) =>
      releases.filter(([, flags]) => flags & flag).length;
    rows.row(9);
    for (const value of [
      no,
      week,
      count(releaseFlags.succeeded),
      count(releaseFlags.met),
      count(releaseFlags.failed),
      count(releaseFlags.rework),
    ]) {
      rows.value('int', value);
    }
    rows.value('bytes', packReleases(releases));
    rows.value('bytes', int4(leads.map(([at]) => at)));
    rows.value('bytes', packInt5(leads.map(([, ms]) => ms)));
  }
  return rows;
}

/** Rows of all weeks of services of which nothing is stored yet. */
export function copyServiceWeeks(
  copies: RowCopies,
  services: readonly Omit<WeekSamples, 'isNew' | 'days'>[],
): void {
  const { made } = changesOf(
    services.map(service => ({ ...service, isNew: true, days: new Set() })),
  );
  copies.add('service_week', columns, rowsOf(made));
}

/** Makes the weeks of services that have changed what their samples say. */
export async function writeServiceWeeks(
  tx: Knex,
  services: readonly WeekSamples[],
  copies: RowCopies,
): Promise<void> {
  const { old, made } = changesOf(services);
  if (old.length > 0) {
    await tx.raw(
      `DELETE FROM service_week w USING unnest(?::int[], ?::int[]) AS k(no, week)
       WHERE w.service_no = k.no AND w.week = k.week`,
      [
        arrayLiteral(old.map(({ no }) => no)),
        arrayLiteral(old.map(({ week }) => week)),
      ],
    );
  }
  copies.add('service_week', columns, rowsOf(made));
}
