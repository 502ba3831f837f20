import { z } from 'zod';
import {
  Bucket,
  bucketsOf,
  lastDays,
  tiers2023,
} from '@quarterdeck/plugin-dora-common';
import { everyEntity } from '@quarterdeck/plugin-portal-node';
import { AlertRow, alertsToJudge, readJudged } from '../database/bandAlerts';
import { listServices, newestKnown, ServiceRow } from '../database/serviceRows';
import { tableOf } from './figures';
import { judgeBands } from './judgeBands';
import { measure } from './measure';
import { Reader } from './reader';
import { tellOwners, TellDeps } from './tellOwners';

/** Weeks that are looked at. */
const weeksBack = 26;

/** Most services that are judged in one round: pages are answered meanwhile. */
const atOnce = 40;

/** Behind the log by more, what is known now is not what happened. */
const waitsBehindSeconds = 30;

/** What alerts take. */
export interface AlertDeps extends TellDeps {
  reader: Reader;
}

/** A service that was computed anew since it was judged, or whose weeks or bands changed. */
interface Due {
  service: ServiceRow;
  entityRef: string;
  buckets: readonly Bucket[];
  by: string;
  /** Judged by other bands than last time. */
  otherBands: boolean;
}

const judgedBy = z.array(z.json());

/** The bands a service was judged by. */
const bandsOf = (by: string): string =>
  JSON.stringify(judgedBy.parse(JSON.parse(by)).at(-1));

const viewOf = ({ settings }: Reader, entityRef: string) => {
  const { zone, weekStart, benchmark, own } = settings.viewOf(entityRef);
  // The Quick Check has no bands: the last tiers that were published have.
  const table = tableOf(benchmark, own) ?? tiers2023;
  return { zone, weekStart, table };
};

/** Which services have to be judged. */
async function dueServices(reader: Reader): Promise<Due[]> {
  const { knex, settings } = reader;
  const now = reader.now().getTime();
  const newest = await newestKnown(knex);
  const judged = await readJudged(knex);
  // Teams share a zone: their weeks are cut once.
  const cut = new Map<string, Bucket[]>();
  const due: Due[] = [];
  for (const service of await listServices(knex, everyEntity)) {
    const { entityRef } = service;
    if (entityRef === null) continue;
    const { zone, weekStart, table } = viewOf(reader, entityRef);
    const calendar = `${zone} ${weekStart}`;
    const window = lastDays(weeksBack * 7, now, zone);
    const weeks =
      cut.get(calendar) ?? bucketsOf(window, 'week', now, weekStart);
    cut.set(calendar, weeks);
    const known = service.firstAt?.getTime() ?? Infinity;
    // Weeks that nothing was heard of yet, of nobody, are not quiet: a history may
    // still be on its way.
    const buckets = weeks.filter(
      week => week.to > known && week.from <= newest,
    );
    const by = JSON.stringify([
      service.version,
      calendar,
      buckets.at(-1)?.from,
      buckets.at(-1)?.partial,
      settings.alerts.confirmWeeks,
      table.id === 'own' ? table : table.id,
    ]);
    const last = judged.get(entityRef);
    if (buckets.length > 0 && last !== by) {
      const otherBands = last !== undefined && bandsOf(last) !== bandsOf(by);
      due.push({ service, entityRef, buckets, by, otherBands });
    }
  }
  return due;
}

/** Judges one service, in a transaction. */
async function judgeService(
  reader: Reader,
  { service, entityRef, buckets, by, otherBands }: Due,
  kept: readonly AlertRow[],
) {
  const now = reader.now();
  const { zone, weekStart, table } = viewOf(reader, entityRef);
  const { buckets: measured } = await measure(
    reader,
    { everything: false, numbers: [service.no], services: [service] },
    { wholes: [lastDays(weeksBack * 7, now.getTime(), zone)], buckets },
    { zone, asOf: now.getTime(), weekStart, recoveryBy: 'recovered' },
  );
  await reader.knex.transaction(tx =>
    judgeBands(tx, {
      entityRef,
      table,
      buckets,
      measured,
      confirmWeeks: reader.settings.alerts.confirmWeeks,
      // One that is over and began before what is looked at is as it is.
      kept: kept.filter(
        ({ recovered_at, at }) =>
          !recovered_at || at.getTime() >= buckets[0].from,
      ),
      by,
      otherBands,
      now,
    }),
  );
}

/**
 * One round: looks at services that were computed anew (a late event does that)
 * or whose week is over, keeps what left its band and what came back, takes back
 * what never was, tells owners.
 *
 * @returns how many services were judged
 */
export async function watchBands(deps: AlertDeps): Promise<number> {
  const { reader } = deps;
  if (!reader.settings.alerts.enabled) return 0;
  // What is read a minute later would undo what is said now.
  const lag = await reader.lag();
  if (lag.stopped || lag.seconds > waitsBehindSeconds) return 0;
  const due = (await dueServices(reader)).slice(0, atOnce);
  if (due.length > 0) {
    const since = Math.min(...due.map(({ buckets }) => buckets[0].from));
    const kept = await alertsToJudge(
      reader.knex,
      due.map(({ entityRef }) => entityRef),
      new Date(since),
    );
    for (const one of due) {
      const own = kept.filter(row => row.entity_ref === one.entityRef);
      await judgeService(reader, one, own);
    }
  }
  await tellOwners(deps);
  return due.length;
}
