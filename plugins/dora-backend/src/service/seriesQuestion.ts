import { PolicyDecision } from '@backstage/plugin-permission-common';
import {
  BucketUnit,
  changePoints,
  compareValues,
  leadTimeStages,
  MetricName,
  metricNames,
} from '@quarterdeck/plugin-dora-common';
import { listAlerts } from '../database/bandAlerts';
import { listMarkers } from '../database/records';
import { noneOpen, readOpen } from '../database/recoveryReads';
import { valueOf } from './figures';
import { measure } from './measure';
import { Measured } from './measured';
import { Reader, scopeEntities } from './reader';
import { toAlert, toMarker } from './recordAnswers';
import { StageSum } from '../database/sliceReads';
import {
  bucketsOfView,
  comparedWindows,
  knownSince,
  RangeQuery,
  readView,
  toBucket,
} from './view';

/** Stages of lead times: parts of the mean that add up to it. */
export function stageParts({ n, stages }: StageSum) {
  return leadTimeStages.map((stage, i) => ({
    stage,
    meanSeconds: n === 0 ? 0 : stages[i].ms / n / 1000,
    known: stages[i].n,
  }));
}

function figuresOf(one: Measured) {
  const rate = (count: number, perDays: number) =>
    one.days > 0 ? (count / one.days) * perDays : null;
  return {
    deployments: one.deployments,
    days: one.days,
    perDay: rate(one.deployments, 1),
    perWeek: rate(one.deployments, 7),
    deploymentDays: one.deploymentDays,
    deploymentDaysPerWeek: rate(one.deploymentDays, 7),
    composition: one.composition,
  };
}

/** Places where a metric's level changed, over the buckets that are whole. */
function changesOf(
  metric: MetricName,
  buckets: readonly { from: number; partial: string | null }[],
  points: readonly Measured[],
) {
  const known = buckets.flatMap((bucket, i) => {
    const value = valueOf(metric, points[i]);
    return bucket.partial || value === null ? [] : [{ at: bucket.from, value }];
  });
  return changePoints(known.map(({ value }) => value)).map(
    ({ index, before, after, p }) => ({
      metric,
      at: new Date(known[index].at).toISOString(),
      before,
      after,
      direction:
        compareValues(metric, before, after).verdict === 'worse'
          ? ('worse' as const)
          : ('better' as const),
      p,
    }),
  );
}

/** The five metrics per bucket. */
export async function answerSeries(
  reader: Reader,
  query: RangeQuery & { unit: BucketUnit },
  decision: PolicyDecision,
) {
  const view = await readView(reader, query, decision);
  const { window, asOf, asked } = view;
  const buckets = bucketsOfView(view, query.unit);
  const before = comparedWindows(view, { compare: 'previous' });
  const [measured, open, markers, alerts] = await Promise.all([
    measure(
      reader,
      asked,
      // With what the tiles ask for as well: so it is read once.
      { wholes: before ? [window, before.before] : [window], buckets },
      {
        zone: window.zone,
        asOf,
        weekStart: view.weekStart,
        recoveryBy: view.recoveryBy,
      },
    ),
    readOpen(reader.knex, asked, Math.min(window.to, asOf)),
    listMarkers(reader.knex, query.scope ?? null),
    listAlerts(reader.knex, {
      entities: scopeEntities(reader, query),
      visible: reader.visible(decision),
      from: new Date(window.from),
      to: new Date(window.to),
      metrics: [],
      limit: 100,
    }),
  ]);
  const {
    wholes: [whole],
    buckets: points,
  } = measured;
  const since = knownSince(asked);
  const isKnown = (to: number) => since !== null && to > since;
  return {
    ...view.basis,
    ...view.counts,
    unit: query.unit,
    buckets: buckets.map(toBucket),
    leadTime: points.map(({ lead }) => lead),
    frequency: points.map((one, i) => ({
      counts: isKnown(buckets[i].to) ? one.composition : null,
      figures: figuresOf(one),
    })),
    failRate: points.map(one => ({
      share: one.fail,
      shareWithAborted: one.failWithAborted,
      autoAborted: one.autoAborted,
    })),
    recovery: points.map(({ recovery }) => recovery),
    rework: points.map((one, i) => ({
      share: one.rework,
      counts: isKnown(buckets[i].to) ? one.reworkByKind : null,
    })),
    stages: stageParts(whole.stages),
    meanLeadSeconds: whole.lead.mean,
    open: open.get(0) ?? noneOpen,
    markers: markers.map(toMarker),
    changePoints: metricNames.flatMap(metric =>
      changesOf(metric, buckets, points),
    ),
    alerts: alerts.map(toAlert),
  };
}
