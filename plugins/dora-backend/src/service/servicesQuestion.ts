import { z } from 'zod';
import { PolicyDecision } from '@backstage/plugin-permission-common';
import {
  Bucket,
  BucketUnit,
  DoraServiceRow,
  metricNames,
  Window,
} from '@quarterdeck/plugin-dora-common';
import { decodeCursor, encodeCursor } from '@quarterdeck/plugin-portal-common';
import { noneOpen, OpenFailures, readOpen } from '../database/recoveryReads';
import { readQualityCounts } from '../database/qualityReads';
import { ServiceRow } from '../database/serviceRows';
import { measureEach } from './measure';
import { MeasuredSlices } from './measured';
import { toTile } from './overviewQuestion';
import { Reader } from './reader';
import { stageParts } from './seriesQuestion';
import {
  bucketsOfView,
  CompareQuery,
  comparedWindows,
  RangeQuery,
  readView,
  toBucket,
  toRange,
  View,
} from './view';

type Query = RangeQuery &
  CompareQuery & { unit: BucketUnit; cursor?: string; limit: number };

/** What was read of one service. */
interface RowParts {
  measured: MeasuredSlices;
  open: OpenFailures;
  qualityItems: number;
}

/** The times of every row. */
interface RowTimes {
  window: Window;
  compared: { before: Window } | null;
  buckets: readonly Bucket[];
}

/** One service's row. */
function rowOf(
  view: View,
  query: Query,
  service: ServiceRow,
  times: RowTimes,
  { measured, open, qualityItems }: RowParts,
): DoraServiceRow {
  const { window, compared, buckets } = times;
  const [now, before] = measured.wholes;
  const asked = {
    services: [service],
    numbers: [service.no],
    everything: false,
    hidden: 0,
  };
  const parts = {
    view: { ...view, asked },
    window,
    now,
    before: compared && { window: compared.before, measured: before },
    buckets,
    points: measured.buckets,
    compare: query,
  };
  const { mean } = now.lead;
  const [worst] = stageParts(now.stages).sort(
    (a, b) => b.meanSeconds - a.meanSeconds,
  );
  return {
    service: service.service,
    entityRef: service.entityRef,
    metrics: metricNames.map(metric => {
      const tile = toTile(metric, parts, {
        medianOfServices: null,
        open: null,
      });
      const { status, unit, value, n, tooFew, band, change, points } = tile;
      return { metric, status, unit, value, n, tooFew, band, change, points };
    }),
    worstStage:
      mean === null || worst.meanSeconds === 0
        ? null
        : {
            stage: worst.stage,
            meanSeconds: worst.meanSeconds,
            share: worst.meanSeconds / mean,
          },
    open,
    qualityItems,
  };
}

/** The services of a scope by name. */
export async function answerServices(
  reader: Reader,
  query: Query,
  decision: PolicyDecision,
) {
  const view = await readView(reader, query, decision);
  const [after] = query.cursor
    ? decodeCursor(query.cursor, z.tuple([z.string()]))
    : [undefined];
  const rest = view.asked.services.filter(
    ({ service }) => after === undefined || service > after,
  );
  const page = rest.slice(0, query.limit);
  const compared = comparedWindows(view, query);
  const window = compared?.after ?? view.window;
  const buckets = bucketsOfView(view, query.unit, window);
  const { asOf, recoveryBy, weekStart } = view;
  const set = { everything: false, numbers: page.map(({ no }) => no) };
  const [measured, open, quality] = await Promise.all([
    measureEach(
      reader,
      page,
      { wholes: compared ? [window, compared.before] : [window], buckets },
      { zone: window.zone, asOf, weekStart, recoveryBy },
    ),
    readOpen(reader.knex, set, Math.min(window.to, asOf), true),
    readQualityCounts(reader.knex, set, window, true),
  ]);
  const items = page.flatMap(service => {
    const own = measured.get(service.no);
    if (!own) return [];
    return rowOf(
      view,
      query,
      service,
      { window, compared, buckets },
      {
        measured: own,
        open: open.get(service.no) ?? noneOpen,
        qualityItems: (quality.get(service.no) ?? []).reduce(
          (sum, { count }) => sum + count,
          0,
        ),
      },
    );
  });
  const last = page.at(-1);
  return {
    ...view.basis,
    range: toRange(window),
    ...view.counts,
    unit: query.unit,
    buckets: buckets.map(toBucket),
    items,
    nextCursor:
      last && rest.length > page.length ? encodeCursor([last.service]) : null,
  };
}
