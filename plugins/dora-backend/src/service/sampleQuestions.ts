import { z } from 'zod';
import { PolicyDecision } from '@backstage/plugin-permission-common';
import { DeploymentKind, MetricName } from '@quarterdeck/plugin-dora-common';
import { decodeCursor, encodeCursor } from '@quarterdeck/plugin-portal-common';
import {
  countSampleRows,
  listSampleRows,
  SampleFilter,
} from '../database/sampleLists';
import { Reader } from './reader';
import { toSamples } from './sampleAnswers';
import { RangeQuery, readView, View } from './view';

/** Which samples are asked for. */
export interface SamplesQuery extends RangeQuery {
  metric: MetricName;
  kind: readonly DeploymentKind[];
  failed?: boolean;
  rework?: boolean;
  open?: boolean;
  sample?: string;
  deployment?: string;
  order: 'newest' | 'longest';
  cursor?: string;
  limit: number;
}

const sourceOf = (metric: MetricName): SampleFilter['of'] => {
  if (metric === 'change_lead_time') return 'lead_time';
  return metric === 'failed_deployment_recovery_time' ? 'recovery' : 'release';
};

/** The samples a metric is made of, as the query narrows them. */
export function sampleFilter(query: SamplesQuery, view: View): SampleFilter {
  const { metric, sample } = query;
  const bar = sample?.indexOf('|') ?? -1;
  return {
    of: sourceOf(metric),
    from: new Date(view.window.from),
    to: new Date(
      Math.min(view.window.to, Math.max(view.asOf, view.window.from + 1)),
    ),
    counted: metric === 'deployment_frequency' ? 'succeeded' : 'met',
    recoveryBy: view.recoveryBy,
    kinds: query.kind,
    failed: query.failed,
    rework: query.rework,
    open: query.open,
    sample:
      sample && metric === 'change_lead_time' && bar >= 0
        ? sample.slice(bar + 1)
        : sample,
    deployment: query.deployment,
  };
}

const sampleCursor = z.tuple([
  z.enum(['newest', 'longest']),
  z.union([z.string(), z.number()]),
  z.number(),
  z.string(),
]);

/** The samples behind a number or a point. */
export async function answerSamples(
  reader: Reader,
  query: SamplesQuery,
  decision: PolicyDecision,
) {
  const view = await readView(reader, query, decision);
  const order = sourceOf(query.metric) === 'release' ? 'newest' : query.order;
  const filter = sampleFilter(query, view);
  const last = query.cursor
    ? decodeCursor(query.cursor, sampleCursor)
    : undefined;
  const [rows, total] = await Promise.all([
    listSampleRows(reader.knex, view.asked, filter, {
      order,
      limit: query.limit + 1,
      after: last && { value: last[1], serviceNo: last[2], key: last[3] },
    }),
    last ? null : countSampleRows(reader.knex, view.asked, filter),
  ]);
  const page = rows.slice(0, query.limit);
  const end = page.at(-1);
  return {
    ...view.basis,
    items: await toSamples(reader.knex, page),
    total,
    nextCursor:
      end && rows.length > query.limit
        ? encodeCursor([
            order,
            order === 'longest' ? end.ms ?? 0 : end.at.toISOString(),
            end.serviceNo,
            end.key,
          ])
        : null,
  };
}
