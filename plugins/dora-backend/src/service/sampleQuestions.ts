import { z } from 'zod';
import { PolicyDecision } from '@backstage/plugin-permission-common';
import { DeploymentKind, MetricName } from '@quarterdeck/plugin-dora-common';
import { decodeCursor, encodeCursor } from '@quarterdeck/plugin-portal-common';
import { changesById, deploymentsById } from '../database/sampleDetails';
import {
  countSampleRows,
  listSampleRows,
  SampleFilter,
  spreadLeadTimes,
} from '../database/sampleLists';
import { servicesByNo } from '../database/serviceRows';
import { readLeadSums } from '../database/sliceReads';
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

/** Single changes or recoveries as dots. */
export async function answerScatter(
  reader: Reader,
  query: RangeQuery & {
    metric: 'change_lead_time' | 'failed_deployment_recovery_time';
    limit: number;
  },
  decision: PolicyDecision,
) {
  const view = await readView(reader, query, decision);
  const { knex } = reader;
  const to = Math.max(
    view.window.from + 1,
    Math.min(view.window.to, view.asOf),
  );
  const range = { from: new Date(view.window.from), to: new Date(to) };
  if (query.metric === 'change_lead_time') {
    const [dots, counts] = await Promise.all([
      spreadLeadTimes(knex, view.asked, range, query.limit),
      readLeadSums(knex, view.asked, [view.window.from, to]),
    ]);
    const [changes, services] = await Promise.all([
      changesById(
        knex,
        dots.flatMap(({ changeId }) => changeId ?? []),
      ),
      servicesByNo(
        knex,
        dots.map(({ serviceNo }) => serviceNo),
      ),
    ]);
    return {
      ...view.basis,
      total: counts[0].n,
      items: dots.map(dot => {
        const service = services.get(dot.serviceNo);
        const change = dot.changeId ? changes.get(dot.changeId) : undefined;
        return {
          id: `${service?.service ?? ''}|${dot.key}`,
          at: dot.at.toISOString(),
          seconds: dot.ms / 1000,
          open: false,
          service: service?.service ?? '',
          entityRef: service?.entityRef ?? null,
          deploymentId: dot.deploymentId,
          label:
            change?.title ??
            dot.key.slice(dot.key.lastIndexOf('@') + 1).slice(0, 7),
        };
      }),
    };
  }
  const base: SampleFilter = {
    of: 'recovery',
    ...range,
    recoveryBy: view.recoveryBy,
    kinds: [],
  };
  const page = { order: 'newest', limit: query.limit } as const;
  const open = { ...base, open: true };
  const [closed, stillOpen, closedTotal, openTotal] = await Promise.all([
    listSampleRows(knex, view.asked, base, page),
    listSampleRows(knex, view.asked, open, page),
    countSampleRows(knex, view.asked, base),
    countSampleRows(knex, view.asked, open),
  ]);
  const rows = [...stillOpen, ...closed].slice(0, query.limit);
  const openKeys = new Set(stillOpen.map(({ key }) => key));
  const [services, deployments] = await Promise.all([
    servicesByNo(
      knex,
      rows.map(({ serviceNo }) => serviceNo),
    ),
    deploymentsById(
      knex,
      rows.map(({ key }) => key),
    ),
  ]);
  return {
    ...view.basis,
    total: closedTotal + openTotal,
    items: rows.map(row => {
      const service = services.get(row.serviceNo);
      const isOpen = openKeys.has(row.key);
      const since = (row.failedAt ?? row.at).getTime();
      return {
        id: row.key,
        at: isOpen ? range.to.toISOString() : row.at.toISOString(),
        seconds: isOpen
          ? Math.max(0, (to - since) / 1000)
          : (row.ms ?? 0) / 1000,
        open: isOpen,
        service: service?.service ?? '',
        entityRef: service?.entityRef ?? null,
        deploymentId: row.key,
        label: deployments.get(row.key)?.version ?? row.key,
      };
    }),
  };
}
