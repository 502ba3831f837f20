import { PolicyDecision } from '@backstage/plugin-permission-common';
import { readOpen, readRecoveryValues } from '../database/recoveryReads';
import { changeTitles, deploymentVersions } from '../database/sampleDetails';
import { servicesByNo } from '../database/serviceRows';
import { readLeadSums } from '../database/sliceReads';
import { spreadLeadTimes, spreadRecoveries } from '../database/spreadDots';
import { quantilesOfValues } from './quantileFigures';
import { Reader } from './reader';
import { RangeQuery, readView, View } from './view';

/** What dots are asked for. */
export interface ScatterQuery extends RangeQuery {
  metric: 'change_lead_time' | 'failed_deployment_recovery_time';
  limit: number;
}

/** The part of a view's window that is over. */
function overRange({ window, asOf }: View) {
  const to = Math.max(window.from + 1, Math.min(window.to, asOf));
  return { from: new Date(window.from), to: new Date(to) };
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

async function leadDots(reader: Reader, view: View, limit: number) {
  const { knex } = reader;
  const range = overRange(view);
  const [counted] = await readLeadSums(knex, view.asked, [
    range.from.getTime(),
    range.to.getTime(),
  ]);
  const dots = await spreadLeadTimes(knex, view.asked, range, limit, counted.n);
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
    items: dots.map(dot => {
      const owner = ownerOf(dot.serviceNo);
      const title = dot.changeId ? titles.get(dot.changeId) : undefined;
      return {
        id: `${owner.service}|${dot.key}`,
        at: dot.at.toISOString(),
        seconds: dot.ms / 1000,
        open: false,
        ...owner,
        deploymentId: dot.deploymentId,
        label: title ?? dot.key.slice(dot.key.lastIndexOf('@') + 1).slice(0, 7),
      };
    }),
  };
}

async function recoveryDots(reader: Reader, view: View, limit: number) {
  const { knex } = reader;
  const { asked, recoveryBy } = view;
  const range = overRange(view);
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
    items: dots.map(dot => ({
      id: dot.id,
      at: dot.at.toISOString(),
      seconds: Math.max(0, dot.ms / 1000),
      open: dot.open,
      ...ownerOf(dot.serviceNo),
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
  const answer = query.metric === 'change_lead_time' ? leadDots : recoveryDots;
  return { ...view.basis, ...(await answer(reader, view, query.limit)) };
}
