import { randomUUID } from 'node:crypto';
import { LoggerService } from '@backstage/backend-plugin-api';
import { NotificationService } from '@backstage/plugin-notifications-node';
import {
  bandAlert,
  BandPoint,
  bucketsOf,
  lastDays,
  metricNames,
  MetricName,
  tiers2023,
} from '@quarterdeck/plugin-dora-common';
import { everyEntity } from '@quarterdeck/plugin-portal-node';
import { alertsToTell, alertTold, insertAlert } from '../database/records';
import { listServices, newestKnown, ServiceRow } from '../database/serviceRows';
import { bandIn, countOf, tableOf, valueOf } from './figures';
import { measure } from './measure';
import { Reader } from './reader';

/** Weeks that are looked at. */
const weeksBack = 26;
const dayMs = 86_400_000;

const words: Record<MetricName, string> = {
  change_lead_time: 'Change lead time',
  deployment_frequency: 'Deployment frequency',
  failed_deployment_recovery_time: 'Failed deployment recovery time',
  change_fail_rate: 'Change fail rate',
  deployment_rework_rate: 'Deployment rework rate',
};

/** What alerts take. */
export interface AlertDeps {
  reader: Reader;
  notifications: NotificationService;
  logger: LoggerService;
}

/** Keeps where a service's metrics left their bands; every move once. */
async function noticeService(
  reader: Reader,
  service: ServiceRow,
  newest: number,
) {
  const { entityRef } = service;
  if (entityRef === null) return;
  const now = reader.now();
  const view = reader.settings.viewOf(entityRef);
  const window = lastDays(weeksBack * 7, now.getTime(), view.zone);
  const weeks = bucketsOf(window, 'week', now.getTime(), view.weekStart);
  const known = service.firstAt?.getTime() ?? Infinity;
  // Weeks that nothing was heard of yet, of nobody, are not quiet: a history may
  // still be on its way.
  const buckets = weeks.filter(week => week.to > known && week.from <= newest);
  if (buckets.length === 0) return;
  const { buckets: measured } = await measure(
    reader,
    { everything: false, numbers: [service.no], services: [service] },
    { wholes: [window], buckets },
    {
      zone: view.zone,
      asOf: now.getTime(),
      weekStart: view.weekStart,
      recoveryBy: 'recovered',
    },
  );
  // The Quick Check has no bands: the last tiers that were published have.
  const table = tableOf(view.benchmark, view.own) ?? tiers2023;
  for (const metric of metricNames) {
    const points = buckets.map(
      (bucket, i): BandPoint => ({
        bucket,
        value: valueOf(metric, measured[i]),
        // Of a frequency few deployments are what it says, not too few samples.
        tooFew:
          metric !== 'deployment_frequency' && countOf(metric, measured[i]) < 5,
        band: bandIn(metric, valueOf(metric, measured[i]), table),
      }),
    );
    const move = bandAlert(points, null, reader.settings.alerts.confirmWeeks);
    if (!move) continue;
    await insertAlert(reader.knex, {
      id: randomUUID(),
      entity_ref: entityRef,
      metric,
      band_table: table.id,
      at: new Date(move.at),
      from_band: move.from.band,
      to_band: move.to.band,
      direction: move.direction,
      noticed_at: now,
    });
  }
}

/** Tells owners of alerts they do not know of; one notification per service and metric. */
async function tellOwners({ reader, notifications, logger }: AlertDeps) {
  const now = reader.now();
  // What began long ago is history: an import tells nobody.
  const recent = new Date(now.getTime() - 7 * dayMs);
  for (const alert of await alertsToTell(reader.knex, recent)) {
    const old = alert.at.getTime() < now.getTime() - 60 * dayMs;
    const entity = reader.index.get(alert.entity_ref);
    if (old || !entity?.owner) continue;
    const metric = metricNames.find(name => name === alert.metric);
    try {
      await notifications.send({
        recipients: { type: 'entity', entityRef: entity.owner },
        payload: {
          title: `${metric ? words[metric] : alert.metric} of ${
            entity.title ?? entity.name
          } is ${alert.to_band} now`,
          description: `It was ${alert.from_band} until ${alert.at
            .toISOString()
            .slice(0, 10)}.`,
          link: `/dora?scope=${encodeURIComponent(alert.entity_ref)}`,
          severity: 'normal',
          topic: 'dora.band',
          scope: `dora:${alert.entity_ref}:${alert.metric}`,
        },
      });
      await alertTold(reader.knex, alert.id, now);
    } catch (failure) {
      // It is tried again with the next round.
      logger.warn(`${entity.owner} could not be told of DORA: ${failure}`);
    }
  }
}

/** One round: looks at every service, keeps what left its band, tells owners. */
export async function watchBands(deps: AlertDeps): Promise<void> {
  const { reader } = deps;
  if (!reader.settings.alerts.enabled) return;
  const newest = await newestKnown(reader.knex);
  for (const service of await listServices(reader.knex, everyEntity)) {
    await noticeService(reader, service, newest);
  }
  await tellOwners(deps);
}
