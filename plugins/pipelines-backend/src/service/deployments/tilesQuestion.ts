import { z } from 'zod';
import { PolicyDecision } from '@backstage/plugin-permission-common';
import {
  DeploymentPlace,
  pipelinesContract,
} from '@quarterdeck/plugin-pipelines-common';
import { RouteOutput } from '@quarterdeck/plugin-portal-common';
import { oneOf } from '../../database/conditions';
import { countByHour } from '../../database/deployments/places';
import { answerMeta, askedEntities, Reader } from '../reader';
import { countDays, medianOf } from './deploymentDays';
import { driftsOf } from './driftQuestion';
import { loadServices } from './environmentQuestions';
import { Cell, toColumns } from './matrixModel';

type Routes = typeof pipelinesContract;
type Query = z.output<Routes['environmentTiles']['query']>;

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/**
 * What the tile of today is made of: the last seven days, and of this weekday in
 * the four weeks before the part up to now. A day may be an hour longer.
 */
function countedRanges(now: Date): { from: Date; to: Date }[] {
  const back = (ms: number) => new Date(now.getTime() - ms);
  const weekdays = [4, 3, 2, 1].map(weeks => ({
    from: back(weeks * 7 * dayMs + 26 * hourMs),
    to: back(weeks * 7 * dayMs - 2 * hourMs),
  }));
  const last = weekdays.at(-1)?.to ?? back(7 * dayMs);
  return [...weekdays, { from: last, to: now }];
}

const newest = ({ place }: Cell): DeploymentPlace => {
  const instance = place.latest_instance ?? place.live_instance;
  const externalId = place.latest_external_id ?? place.live_external_id;
  return {
    entityRef: place.entity_ref,
    environment: place.environment,
    region: place.region,
    label: place.latest_label ?? place.live_label,
    deployment: instance && externalId ? { instance, externalId } : null,
  };
};

const runs = ({ place }: Cell): DeploymentPlace => ({
  entityRef: place.entity_ref,
  environment: place.environment,
  region: place.region,
  label: place.live_label,
  deployment:
    place.live_instance && place.live_external_id
      ? { instance: place.live_instance, externalId: place.live_external_id }
      : null,
});

/** Since when a cell waits. */
const waitingSince = ({ gate, place }: Cell) =>
  gate?.askedAt ?? place.latest_at ?? new Date(0);

/** The numbers above the matrix. */
export async function answerTiles(
  reader: Reader,
  query: Query,
  decision: PolicyDecision,
): Promise<RouteOutput<Routes['environmentTiles']>> {
  const now = reader.now();
  const from = new Date(now.getTime() - 29 * dayMs);
  const entities = askedEntities(reader, { decision, ...query });
  const conditions = [
    oneOf('t.environment', query.environment),
    oneOf('t.tier', query.tier),
  ].filter(item => item !== undefined);
  const [services, hours, meta] = await Promise.all([
    loadServices(reader, query, decision),
    countByHour(reader.knex, entities, conditions, countedRanges(now)),
    answerMeta(reader, decision),
  ]);
  const cells = services.flatMap(service => service.cells);
  const failing = cells
    .filter(
      ({ state, place }) => state === 'failing' && place.tier === 'production',
    )
    .sort((a, b) => waitingSince(a).getTime() - waitingSince(b).getTime());
  const waiting = cells
    .filter(({ state }) => state === 'waiting')
    .sort((a, b) => waitingSince(a).getTime() - waitingSince(b).getTime());
  const several = services.filter(
    service => service.cells.filter(cell => cell.place.live_since).length > 1,
  );
  const gaps = services
    .flatMap(service => driftsOf(service, now))
    .filter(({ between }) => between === 'regions')
    .map(({ seconds }) => seconds);
  const behind = cells
    .filter(({ behindHead }) => (behindHead.commits ?? 0) > 0)
    .sort((a, b) => (b.behindHead.commits ?? 0) - (a.behindHead.commits ?? 0));
  const days = countDays(hours, { from, now, zone: query.zone });
  const today = days.at(-1);
  // Days before the first deployment that is known say nothing.
  const known = days.findIndex(day => day.count > 0);
  const before = [8, 15, 22, 29].flatMap(back => {
    const index = days.length - back;
    return known !== -1 && index >= known ? days[index] ?? [] : [];
  });
  const oldest = waiting[0];
  const most = behind[0];
  return {
    services: services.length,
    environments: toColumns(services).length,
    failingInProduction: {
      count: failing.length,
      worst: failing[0] ? newest(failing[0]) : null,
    },
    waiting: {
      count: waiting.length,
      oldest: oldest
        ? {
            ...newest(oldest),
            waitSeconds: Math.max(
              0,
              (now.getTime() - waitingSince(oldest).getTime()) / 1000,
            ),
          }
        : null,
    },
    regionsDiffer: {
      count: services.filter(({ regionsDiffer }) => regionsDiffer).length,
      of: several.length,
      oldestGapSeconds: gaps.length ? Math.max(...gaps) : null,
    },
    mostBehind: most
      ? { ...runs(most), commits: most.behindHead.commits ?? 0 }
      : null,
    today: {
      count: today?.count ?? 0,
      usual: medianOf(before.map(day => day.soFar)),
      days: days.slice(-7).map((day, index, shown) => ({
        at: day.at.toISOString(),
        value: day.count,
        n: day.count,
        partial: index === shown.length - 1,
      })),
    },
    meta,
  };
}
