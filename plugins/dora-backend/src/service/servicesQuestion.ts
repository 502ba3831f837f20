import { z } from 'zod';
import { PolicyDecision } from '@backstage/plugin-permission-common';
import {
  BucketUnit,
  DoraServiceRow,
  metricNames,
} from '@quarterdeck/plugin-dora-common';
import { decodeCursor, encodeCursor } from '@quarterdeck/plugin-portal-common';
import { readOpen } from '../database/recoveryReads';
import { readQualityCounts } from '../database/qualityReads';
import { ServiceRow } from '../database/serviceRows';
import { measure } from './measure';
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

/** One service's row. */
async function rowOf(
  reader: Reader,
  view: View,
  query: Query,
  service: ServiceRow,
): Promise<DoraServiceRow> {
  const compared = comparedWindows(view, query);
  const window = compared?.after ?? view.window;
  const buckets = bucketsOfView(view, query.unit, window);
  const asked = {
    services: [service],
    numbers: [service.no],
    everything: false,
    hidden: 0,
  };
  const [measured, open, quality] = await Promise.all([
    measure(
      reader.knex,
      asked,
      [window, ...(compared ? [compared.before] : []), ...buckets],
      { zone: window.zone, asOf: view.asOf, recoveryBy: view.recoveryBy },
    ),
    readOpen(reader.knex, asked, Math.min(window.to, view.asOf)),
    readQualityCounts(reader.knex, asked, window),
  ]);
  const parts = {
    view: { ...view, asked },
    window,
    now: measured[0],
    before: compared ? measured[1] : null,
    buckets,
    points: measured.slice(compared ? 2 : 1),
    compare: query,
  };
  const mean = measured[0].lead.mean;
  const [worst] = stageParts(measured[0].stages).sort(
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
    qualityItems: quality.reduce((sum, { count }) => sum + count, 0),
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
  const items: DoraServiceRow[] = [];
  // A few at a time: each takes several statements, and the pool is small.
  for (let at = 0; at < page.length; at += 4) {
    const part = page.slice(at, at + 4);
    items.push(
      ...(await Promise.all(
        part.map(service => rowOf(reader, view, query, service)),
      )),
    );
  }
  const window = comparedWindows(view, query)?.after ?? view.window;
  const last = page.at(-1);
  return {
    ...view.basis,
    range: toRange(window),
    ...view.counts,
    unit: query.unit,
    buckets: bucketsOfView(view, query.unit, window).map(toBucket),
    items,
    nextCursor:
      last && rest.length > page.length ? encodeCursor([last.service]) : null,
  };
}
