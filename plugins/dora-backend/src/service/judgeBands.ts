import { randomUUID } from 'node:crypto';
import {
  bandAlert,
  bandNamed,
  BandPoint,
  BandTable,
  Bucket,
  judgeAlert,
  MetricName,
  metricNames,
} from '@quarterdeck/plugin-dora-common';
import { Knex } from 'knex';
import {
  AlertRow,
  insertAlert,
  moveAlert,
  noteJudged,
  setRecovered,
  withdrawAlerts,
} from '../database/bandAlerts';
import { bandIn, countOf, valueOf } from './figures';
import { Measured } from './measured';

/** A service with what it is judged by. */
export interface Judged {
  entityRef: string;
  table: BandTable;
  /** Weeks, and what was measured in each. */
  buckets: readonly Bucket[];
  measured: readonly Measured[];
  confirmWeeks: number;
  /** Alerts that may still change. */
  kept: readonly AlertRow[];
  /** Another one whenever it has to be judged again. */
  by: string;
  /** Judged by other bands than last time. */
  otherBands: boolean;
  now: Date;
}

/** A week of a metric, with the number of samples. */
type Point = BandPoint & { n: number };

const pointsOf = (
  { buckets, measured, table }: Judged,
  metric: MetricName,
): Point[] =>
  buckets.map((bucket, i) => {
    const value = valueOf(metric, measured[i]);
    const n = countOf(metric, measured[i]);
    return {
      bucket,
      value,
      n,
      // Of a frequency few deployments are what it says, not too few samples.
      tooFew: metric !== 'deployment_frequency' && n < 5,
      band: bandIn(metric, value, table),
    };
  });

/** Notes where a metric came back, where that is another place than was known. */
async function noteBack(
  tx: Knex,
  row: AlertRow,
  back: Point | null,
  now: Date,
) {
  const known = row.recovered_at?.getTime() ?? null;
  const same =
    (back?.bucket.from ?? null) === known &&
    (back?.value ?? null) === row.recovered_value &&
    (back?.n ?? null) === row.recovered_n;
  if (same) return;
  await setRecovered(
    tx,
    row.id,
    back && {
      at: new Date(back.bucket.from),
      until: new Date(back.bucket.to),
      band: back.band?.band ?? row.from_band,
      value: back.value ?? 0,
      n: back.n,
      noticedAt: now,
    },
  );
}

/** Judges one metric: what was kept of it, and what is new. */
async function judgeMetric(tx: Knex, service: Judged, metric: MetricName) {
  const { entityRef, table, confirmWeeks, now } = service;
  const points = pointsOf(service, metric);
  const gone: AlertRow[] = [];
  const kept = service.kept.filter(row => row.metric === metric);
  for (const row of kept) {
    const from = bandNamed(metric, row.from_band, table);
    const to = bandNamed(metric, row.to_band, table);
    const alert = from && to && { at: row.at.getTime(), from, to };
    const verdict = alert && judgeAlert(points, alert, confirmWeeks);
    if (!verdict?.stands) gone.push(row);
    else await noteBack(tx, row, verdict.back, now);
  }
  const move = bandAlert(points, null, confirmWeeks);
  if (move && !kept.some(row => row.at.getTime() === move.at)) {
    const at = new Date(move.at);
    const bands = { from_band: move.from.band, to_band: move.to.band };
    // One that began at another time than was known is the same, not a new one.
    const same = gone.findLastIndex(({ recovered_at }) => !recovered_at);
    if (same >= 0) {
      const [{ id }] = gone.splice(same, 1);
      await moveAlert(tx, { id, at, ...bands });
    } else {
      await insertAlert(tx, {
        id: randomUUID(),
        entity_ref: entityRef,
        metric,
        band_table: table.id,
        at,
        ...bands,
        direction: move.direction,
        noticed_at: now,
        confirmed_at: new Date(move.confirmedAt),
      });
    }
  }
  const ids = gone.map(({ id }) => id);
  const why = service.otherBands ? 'benchmark_changed' : 'recomputed';
  await withdrawAlerts(tx, ids, why, now);
}

/**
 * Keeps where a service's metrics left their bands and came back, every move
 * once, and takes back what never would have been by the numbers as they are
 * known now.
 */
export async function judgeBands(tx: Knex, service: Judged): Promise<void> {
  const { kept, table, now } = service;
  const other = kept.filter(row => row.band_table !== table.id);
  // By other bands than are used now nobody can tell how they ended.
  await withdrawAlerts(
    tx,
    other.filter(row => !row.recovered_at).map(({ id }) => id),
    'benchmark_changed',
    now,
  );
  const same = kept.filter(row => row.band_table === table.id);
  for (const metric of metricNames) {
    await judgeMetric(tx, { ...service, kept: same }, metric);
  }
  await noteJudged(tx, service.entityRef, service.by);
}
