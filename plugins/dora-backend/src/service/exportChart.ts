import { z } from 'zod';
import { PolicyDecision } from '@backstage/plugin-permission-common';
import {
  doraExportLimit,
  doraExportQuerySchema,
  metricNames,
} from '@quarterdeck/plugin-dora-common';
import { csvLine } from '@quarterdeck/plugin-portal-common';
import { answerOverview } from './overviewQuestion';
import { Reader } from './reader';
import { answerAlerts } from './recordQuestions';
import { answerQuality } from './qualityQuestion';
import { answerSamples } from './sampleQuestions';
import { answerSeries } from './seriesQuestion';
import { answerServices } from './servicesQuestion';

type Query = z.output<typeof doraExportQuerySchema>;
type Cell = string | number | boolean | null;
type Row = Record<string, Cell>;

const pageSize = 200;

/** Every page of a list, up to the limit of an export. */
async function* pagesOf<Item>(
  read: (cursor: string | undefined) => Promise<{
    items: readonly Item[];
    nextCursor: string | null;
  }>,
): AsyncGenerator<readonly Item[]> {
  let cursor: string | undefined;
  for (let count = 0; count < doraExportLimit; count += pageSize) {
    const { items, nextCursor } = await read(cursor);
    yield items;
    if (nextCursor === null) return;
    cursor = nextCursor;
  }
}

const kindNames = [
  'planned',
  'rollback',
  'hotfix',
  'roll_forward',
  'redeploy',
  'config',
] as const;

const kinds = (counts: Record<(typeof kindNames)[number], number> | null) =>
  Object.fromEntries(kindNames.map(kind => [kind, counts?.[kind] ?? null]));

const shareCells = (share: {
  count: number;
  of: number;
  ratio: number | null;
  low: number | null;
  high: number | null;
}) => ({
  count: share.count,
  of: share.of,
  ratio: share.ratio,
  low: share.low,
  high: share.high,
});

async function overviewRows(
  reader: Reader,
  query: Query,
  decision: PolicyDecision,
): Promise<Row[]> {
  const { tiles, range } = await answerOverview(reader, query, decision);
  return tiles.map(tile => ({
    metric: tile.metric,
    from: range.from,
    to: range.to,
    status: tile.status,
    unit: tile.unit,
    value: tile.value,
    n: tile.n,
    p75: tile.p75,
    p90: tile.p90,
    before: tile.change?.from ?? null,
    change: tile.change?.difference ?? null,
    band: tile.band?.band ?? null,
    score: tile.score?.value ?? null,
    industry_mean: tile.score?.industry.mean ?? null,
  }));
}

async function seriesRows(
  reader: Reader,
  query: Query,
  decision: PolicyDecision,
): Promise<Row[]> {
  const answer = await answerSeries(reader, query, decision);
  if (query.chart === 'stages') {
    return answer.stages.map(({ stage, meanSeconds, known }) => ({
      stage,
      mean_seconds: meanSeconds,
      known,
    }));
  }
  return answer.buckets.map((bucket, i): Row => {
    const base = {
      from: bucket.from,
      to: bucket.to,
      label: bucket.label,
      partial: bucket.partial,
    };
    const times =
      query.chart === 'recovery' ? answer.recovery : answer.leadTime;
    switch (query.chart) {
      case 'frequency':
        return {
          ...base,
          ...kinds(answer.frequency[i].counts),
          deployments: answer.frequency[i].counts
            ? answer.frequency[i].figures.deployments
            : null,
          // Of a bucket nobody knows of there is no number, not 0.
          deployment_days: answer.frequency[i].counts
            ? answer.frequency[i].figures.deploymentDays
            : null,
        };
      case 'rework':
        return {
          ...base,
          ...kinds(answer.rework[i].counts),
          ...shareCells(answer.rework[i].share),
        };
      case 'fail_rate':
        return {
          ...base,
          ...shareCells(answer.failRate[i].share),
          auto_aborted: answer.failRate[i].autoAborted,
          ratio_with_aborted: answer.failRate[i].shareWithAborted.ratio,
        };
      default:
        return {
          ...base,
          n: times[i].n,
          median_seconds: times[i].median,
          p75_seconds: times[i].p75,
          p90_seconds: times[i].p90,
          mean_seconds: times[i].mean,
        };
    }
  });
}

/** Rows of a chart or list, in pieces. */
async function* rowsOf(
  reader: Reader,
  query: Query,
  decision: PolicyDecision,
): AsyncGenerator<Row[]> {
  if (query.chart === 'overview') {
    yield await overviewRows(reader, query, decision);
  } else if (query.chart === 'services') {
    const pages = pagesOf(cursor =>
      answerServices(reader, { ...query, cursor, limit: pageSize }, decision),
    );
    for await (const items of pages) {
      yield items.map(item => ({
        service: item.service,
        ...Object.fromEntries(
          metricNames.flatMap((name, i) => [
            [name, item.metrics[i].value],
            [`${name}_n`, item.metrics[i].n],
          ]),
        ),
        worst_stage: item.worstStage?.stage ?? null,
        open_failures: item.open.count,
      }));
    }
  } else if (query.chart === 'samples') {
    const pages = pagesOf(cursor =>
      answerSamples(
        reader,
        { ...query, kind: [], order: 'newest', cursor, limit: pageSize },
        decision,
      ),
    );
    for await (const items of pages) {
      yield items.map(
        ({ id, at, seconds, deployment, leadTime, recovery }) => ({
          id,
          at,
          service: deployment.service,
          deployment: deployment.id,
          environment: deployment.environment,
          region: deployment.region,
          version: deployment.version,
          kind: deployment.kind,
          outcome: deployment.outcome,
          failed: deployment.failed,
          rework: deployment.rework,
          seconds,
          commit: leadTime?.sha ?? null,
          change: leadTime?.change?.title ?? null,
          started_at: leadTime?.startedAt ?? recovery?.failedAt ?? null,
        }),
      );
    }
  } else if (query.chart === 'quality') {
    const pages = pagesOf(cursor =>
      answerQuality(
        reader,
        { ...query, kind: [], cursor, limit: pageSize },
        decision,
      ),
    );
    for await (const items of pages) {
      yield items.map(({ kind, service, deploymentId, subject, at }) => ({
        kind,
        service,
        deployment: deploymentId,
        subject,
        at,
      }));
    }
  } else if (query.chart === 'alerts') {
    const pages = pagesOf(cursor =>
      answerAlerts(
        reader,
        { ...query, metric: [], state: [], cursor, limit: pageSize },
        decision,
      ),
    );
    for await (const items of pages) {
      yield items.map(({ end, ...alert }) => ({
        service: alert.entityRef,
        metric: alert.metric,
        at: alert.at,
        table: alert.table,
        from_band: alert.fromBand,
        to_band: alert.toBand,
        told_at: alert.notifiedAt,
        end: end?.kind ?? null,
        back_at: end?.kind === 'recovered' ? end.at : null,
        back_value: end?.kind === 'recovered' ? end.value : null,
        withdrawn_why: end?.kind === 'withdrawn' ? end.why : null,
      }));
    }
  } else yield await seriesRows(reader, query, decision);
}

/** A chart or list as text, in pieces; the first is there when it is asked. */
export async function* exportChart(
  reader: Reader,
  query: Query,
  decision: PolicyDecision,
): AsyncGenerator<string> {
  let first = true;
  for await (const rows of rowsOf(reader, query, decision)) {
    if (query.format === 'csv') {
      if (first && rows[0]) yield csvLine(Object.keys(rows[0]));
      yield rows.map(row => csvLine(Object.values(row))).join('');
    } else {
      for (const [i, row] of rows.entries()) {
        yield `${first && i === 0 ? '[' : ','}\n${JSON.stringify(row)}`;
      }
    }
    if (rows.length > 0) first = false;
  }
  if (query.format === 'json') yield first ? '[]\n' : '\n]\n';
}
