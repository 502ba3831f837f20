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

/** Times within a week, and what was then: two lists, for there are millions. */
class Moments {
  private readonly at: number[] = [];
  private readonly values: number[] = [];

  add(at: number, value: number): void {
    this.at.push(at);
    this.values.push(value);
  }

  /** Both in the order of the times, and of what was then. */
  inOrder(): { at: number[]; values: number[] } {
    const { at, values } = this;
    const order = at
      .map((_, i) => i)
      .sort((a, b) => at[a] - at[b] || values[a] - values[b]);
    return {
      at: order.map(i => at[i]),
      values: order.map(i => values[i]),
    };
  }
}

const int4 = (values: readonly number[]) => {
  const packed = Buffer.allocUnsafe(4 * values.length);
  values.forEach((value, i) => packed.writeUInt32BE(value, 4 * i));
  return packed;
};

const packReleases = (times: readonly number[], flags: readonly number[]) => {
  const packed = Buffer.allocUnsafe(5 * times.length);
  times.forEach((at, i) => {
    packed.writeUInt32BE(at, 5 * i);
    packed[5 * i + 4] = flags[i];
  });
  return packed;
};

/** Times are kept as whole milliseconds within their week. */
const within = (moment: number) =>
  Math.trunc(moment) - serviceWeekOf(moment) * serviceWeekMs;

interface Week {
  leads: Moments;
  releases: Moments;
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
    const made: Week = { leads: new Moments(), releases: new Moments() };
    weeks.set(week, made);
    return made;
  };
  for (const row of leadTimes) {
    const { deployedAt } = row;
    weekOf(deployedAt)?.leads.add(within(deployedAt), leadTimeMs(row));
  }
  for (const row of releases) {
    const { finishedAt } = row;
    weekOf(finishedAt)?.releases.add(within(finishedAt), flagsOf(row));
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
    const leads = of.leads.inOrder();
    const releases = of.releases.inOrder();
    const count = (flag: number) =>
      releases.values.filter(flags => flags & flag).length;
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
    rows.value('bytes', packReleases(releases.at, releases.values));
    rows.value('bytes', int4(leads.at));
    rows.value('bytes', packInt5(leads.values));
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
