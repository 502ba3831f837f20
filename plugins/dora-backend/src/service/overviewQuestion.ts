import { PolicyDecision } from '@backstage/plugin-permission-common';
import {
  Bucket,
  BucketUnit,
  DoraTile,
  industryBenchmark,
  MetricName,
  metricNames,
  quickCheckAverages,
  Window,
} from '@quarterdeck/plugin-dora-common';
import { noneOpen, readOpen } from '../database/recoveryReads';
import { readQualityCounts } from '../database/qualityReads';
import { measure } from './measure';
import { Measured, MeasuredWhole } from './measured';
import { middleOfServices } from './middleOfServices';
import {
  bandIn,
  changeOf,
  countOf,
  scoreAmong,
  tableOf,
  unitOf,
  valueOf,
} from './figures';
import { Reader } from './reader';
import { Slice } from './slices';
import {
  bucketsOfView,
  CompareQuery,
  comparedWindows,
  knownSince,
  RangeQuery,
  readView,
  toRange,
  View,
} from './view';

/** Why there is a number, or none. */
export function statusOf(
  view: View,
  window: { to: number },
  value: number | null,
): DoraTile['status'] {
  const { services, hidden } = view.asked;
  if (services.length === 0 && hidden > 0) return 'not_permitted';
  const since = knownSince(view.asked);
  if (since === null) return 'not_set_up';
  return value === null || window.to <= since ? 'no_data' : 'ok';
}

/** What a tile is made of. */
export interface TileParts {
  view: View;
  window: Window;
  now: MeasuredWhole;
  /** null: nothing to compare with was asked for. */
  before: { window: Slice; measured: Measured } | null;
  buckets: readonly Bucket[];
  points: readonly Measured[];
  compare: CompareQuery;
}

/** Values per bucket; null before anything was known. */
export function pointsOf(
  metric: MetricName,
  { view, buckets, points }: TileParts,
): DoraTile['points'] {
  const since = knownSince(view.asked);
  return buckets.map((bucket, i) => ({
    from: new Date(bucket.from).toISOString(),
    value:
      since === null || bucket.to <= since ? null : valueOf(metric, points[i]),
    n: countOf(metric, points[i]),
    partial: bucket.partial !== null,
  }));
}

function timesOf(metric: MetricName, one: Measured) {
  if (metric === 'change_lead_time') return one.lead;
  return metric === 'failed_deployment_recovery_time' ? one.recovery : null;
}

function clampedOf(metric: MetricName, one: MeasuredWhole) {
  if (metric === 'change_lead_time') return one.stages.clamped;
  return metric === 'failed_deployment_recovery_time'
    ? one.recoveriesClamped
    : 0;
}

function detailsOf(metric: MetricName, one: MeasuredWhole) {
  const rate = (count: number, perDays: number) =>
    one.days > 0 ? (count / one.days) * perDays : null;
  return {
    quantiles: timesOf(metric, one),
    frequency:
      metric === 'deployment_frequency'
        ? {
            deployments: one.deployments,
            days: one.days,
            perDay: rate(one.deployments, 1),
            perWeek: rate(one.deployments, 7),
            deploymentDays: one.deploymentDays,
            deploymentDaysPerWeek: rate(one.deploymentDays, 7),
            composition: one.composition,
          }
        : null,
    fails:
      metric === 'change_fail_rate'
        ? {
            share: one.fail,
            autoAborted: one.autoAborted,
            shareWithAborted: one.failWithAborted,
            affected: one.affected,
          }
        : null,
    rework:
      metric === 'deployment_rework_rate'
        ? { share: one.rework, rollbacks: one.rollbacks }
        : null,
    clamped: clampedOf(metric, one),
  };
}

/** One tile. */
export function toTile(
  metric: MetricName,
  parts: TileParts,
  rest: Pick<DoraTile, 'medianOfServices' | 'open'>,
): DoraTile {
  const { view, window, now, before, compare } = parts;
  const { settings } = view;
  const since = knownSince(view.asked);
  const isKnown = (time: Slice) => since !== null && time.to > since;
  const told = valueOf(metric, now);
  const status = statusOf(view, window, told);
  const value = status === 'ok' ? told : null;
  const n = countOf(metric, now);
  const details = detailsOf(metric, now);
  const table = tableOf(compare.benchmark ?? settings.benchmark, settings.own);
  return {
    metric,
    status,
    unit: unitOf(metric),
    value,
    n,
    tooFew: n < 5,
    p75: details.quantiles?.p75 ?? null,
    p90: details.quantiles?.p90 ?? null,
    change:
      before && changeOf(metric, before.measured, now, isKnown(before.window)),
    band: bandIn(metric, value, table),
    score: scoreAmong(metric, value, compare.industry ?? settings.industry),
    partial: window.to > view.asOf,
    points: pointsOf(metric, parts),
    ...details,
    ...rest,
  };
}

/** The five tiles of a scope and time range. */
export async function answerOverview(
  reader: Reader,
  query: RangeQuery & CompareQuery & { unit: BucketUnit },
  decision: PolicyDecision,
) {
  const view = await readView(reader, query, decision);
  const compared = comparedWindows(view, query);
  const window = compared?.after ?? view.window;
  const buckets = bucketsOfView(view, query.unit, window);
  const { knex } = reader;
  const { asked, asOf, recoveryBy, weekStart } = view;
  const options = { zone: window.zone, asOf, weekStart, recoveryBy };
  const [measured, open, quality, middle] = await Promise.all([
    measure(
      reader,
      asked,
      { wholes: compared ? [window, compared.before] : [window], buckets },
      options,
    ),
    readOpen(knex, asked, Math.min(window.to, asOf)),
    readQualityCounts(knex, asked, window),
    middleOfServices(reader, asked.services, window, options),
  ]);
  const parts: TileParts = {
    view,
    window,
    now: measured.wholes[0],
    before: compared && {
      window: compared.before,
      measured: measured.wholes[1],
    },
    buckets,
    points: measured.buckets,
    compare: query,
  };
  const byKind = quality.get(0) ?? [];
  const tiles = metricNames.map(metric =>
    toTile(metric, parts, {
      medianOfServices: middle?.(metric) ?? null,
      open:
        metric === 'failed_deployment_recovery_time'
          ? open.get(0) ?? noneOpen
          : null,
    }),
  );
  const scores = Object.fromEntries(
    tiles.map(({ metric, score }) => [metric, score?.value ?? null]),
  );
  const industry = query.industry ?? view.settings.industry;
  return {
    ...view.basis,
    range: toRange(window),
    ...view.counts,
    unit: query.unit,
    tiles,
    compared: compared && {
      before: toRange(compared.before),
      after: toRange(compared.after),
    },
    benchmark: query.benchmark ?? view.settings.benchmark,
    industry,
    score: {
      ...quickCheckAverages(scores),
      industryAverage: industryBenchmark(industry)?.average ?? null,
    },
    quality: {
      total: byKind.reduce((sum, { count }) => sum + count, 0),
      byKind,
    },
  };
}
