import { PolicyDecision } from '@backstage/plugin-permission-common';
import { readOpen, readRecoveryValues } from '../database/recoveryReads';
import { changeTitles, deploymentVersions } from '../database/sampleDetails';
import { servicesByNo } from '../database/serviceRows';
import { readLeadSums } from '../database/sliceReads';
import {
  DotRange,
  spreadLeadTimes,
  spreadRecoveries,
} from '../database/spreadDots';
import { readableSlice, versionOf } from './measure';
import { quantilesOfValues } from './quantileFigures';
import { Reader } from './reader';
import { RangeQuery, readView, View } from './view';

/** What dots are asked for. */
export interface ScatterQuery extends RangeQuery {
  metric: 'change_lead_time' | 'failed_deployment_recovery_time';
  limit: number;
}

/** Dots as they are kept; of open ones it is not said yet how long. */
export interface DotsRead {
  total: number;
  median: number | null;
  items: {
    id: string;
    at: Date;
    ms: number;
    open: boolean;
    failedAt: Date | null;
    service: string;
    entityRef: string | null;
    deploymentId: string;
    label: string;
  }[];
}

/** Whose dots they are. */
async function ownersOf(
  { knex }: Reader,
  dots: readonly { serviceNo: number }[],
) {
  const services = await servicesByNo(
    knex,
    dots.map(({ serviceNo }) => serviceNo),
  );
  return (serviceNo: number) => {
    const row = services.get(serviceNo);
    return { service: row?.service ?? '', entityRef: row?.entityRef ?? null };
  };
}

async function leadDots(
  reader: Reader,
  { asked }: View,
  range: DotRange,
  limit: number,
): Promise<DotsRead> {
  const { knex } = reader;
  const [counted] = await readLeadSums(knex, asked, [
    range.from.getTime(),
    range.to.getTime(),
  ]);
  const dots = await spreadLeadTimes(knex, asked, range, limit, counted.n);
  const [titles, ownerOf] = await Promise.all([
    changeTitles(
      knex,
      dots.flatMap(({ changeId }) => changeId ?? []),
    ),
    ownersOf(reader, dots),
  ]);
  return {
    total: counted.n,
    median: null,
    items: dots.map(({ serviceNo, key, at, ms, deploymentId, changeId }) => {
      const owner = ownerOf(serviceNo);
      const title = changeId ? titles.get(changeId) : undefined;
      const sha = key.slice(key.lastIndexOf('@') + 1).slice(0, 7);
      return {
        id: `${owner.service}|${key}`,
        at,
        ms,
        open: false,
        failedAt: null,
        ...owner,
        deploymentId,
        label: title ?? sha,
      };
    }),
  };
}

async function recoveryDots(
  reader: Reader,
  { asked, recoveryBy }: View,
  range: DotRange,
  limit: number,
): Promise<DotsRead> {
  const { knex } = reader;
  const [dots, values, open] = await Promise.all([
    spreadRecoveries(knex, asked, range, recoveryBy, limit),
    readRecoveryValues(
      knex,
      asked,
      [range.from.getTime(), range.to.getTime()],
      recoveryBy,
      false,
    ),
    readOpen(knex, asked, range.to.getTime()),
  ]);
  const [versions, ownerOf] = await Promise.all([
    deploymentVersions(
      knex,
      dots.map(({ id }) => id),
    ),
    ownersOf(reader, dots),
  ]);
  const { n, median } = quantilesOfValues(values.map(({ ms }) => ms));
  return {
    total: n + (open.get(0)?.count ?? 0),
    median,
    items: dots.map(({ serviceNo, ...dot }) => ({
      ...dot,
      ...ownerOf(serviceNo),
      deploymentId: dot.id,
      label: versions.get(dot.id) ?? dot.id,
    })),
  };
}

/** Single changes or recoveries as dots. */
export async function answerScatter(
  reader: Reader,
  query: ScatterQuery,
  decision: PolicyDecision,
) {
  const view = await readView(reader, query, decision);
  const { window, asOf, asked, recoveryBy } = view;
  const end = Math.max(window.from + 1, Math.min(window.to, asOf));
  const { from, to } = readableSlice(
    { from: window.from, to: end },
    { asOf, zone: window.zone },
  );
  const { metric, limit } = query;
  const key = [
    asked.everything,
    versionOf(asked.services),
    ...[metric, from, to, recoveryBy, limit],
  ].join(' ');
  const read = await reader.dots.get(key, () =>
    (metric === 'change_lead_time' ? leadDots : recoveryDots)(
      reader,
      view,
      { from: new Date(from), to: new Date(to) },
      limit,
    ),
  );
  return {
    ...view.basis,
    total: read.total,
    median: read.median,
    items: read.items.map(({ ms, at, failedAt, ...dot }) => ({
      ...dot,
      // An open one is as old as it is now.
      at: new Date(dot.open ? end : at).toISOString(),
      seconds:
        dot.open && failedAt
          ? Math.max(0, (end - failedAt.getTime()) / 1000)
          : Math.max(0, ms / 1000),
    })),
  };
}
