import { LoggerService } from '@backstage/backend-plugin-api';
import { NotificationService } from '@backstage/plugin-notifications-node';
import { MetricName, metricNames } from '@quarterdeck/plugin-dora-common';
import { AlertRow, alertsToTell, alertTold } from '../database/bandAlerts';
import { Reader } from './reader';

const dayMs = 86_400_000;

/** Sure for longer, nobody is told of it. */
const historyDays = 14;

const words: Record<MetricName, string> = {
  change_lead_time: 'Change lead time',
  deployment_frequency: 'Deployment frequency',
  failed_deployment_recovery_time: 'Failed deployment recovery time',
  change_fail_rate: 'Change fail rate',
  deployment_rework_rate: 'Deployment rework rate',
};

/** What telling takes. */
export interface TellDeps {
  reader: Pick<Reader, 'knex' | 'index' | 'now'>;
  notifications: NotificationService;
  logger: LoggerService;
}

const dayOf = (at: Date) => at.toISOString().slice(0, 10);

/** What owners read of an alert. */
function textOf(alert: AlertRow, name: string) {
  const metric = metricNames.find(one => one === alert.metric);
  const what = `${metric ? words[metric] : alert.metric} of ${name}`;
  if (alert.withdrawn_why === 'benchmark_changed') {
    return {
      title: `${what}: the alert is withdrawn`,
      description: `Other bands are used now; that of ${dayOf(
        alert.at,
      )} says nothing any more.`,
    };
  }
  if (alert.withdrawn_why) {
    return {
      title: `${what}: the alert is withdrawn`,
      description: `By what arrived since, it did not leave ${
        alert.from_band
      } on ${dayOf(alert.at)}.`,
    };
  }
  if (alert.recovered_at) {
    return {
      title: `${what} is ${alert.recovered_band ?? alert.from_band} again`,
      description: `Since ${dayOf(alert.recovered_at)}; it was ${
        alert.to_band
      } from ${dayOf(alert.at)} on.`,
    };
  }
  return {
    title: `${what} is ${alert.to_band} now`,
    description: `It was ${alert.from_band} until ${dayOf(alert.at)}.`,
  };
}

/**
 * Tells owners of alerts they do not know of, and of the end of those they were
 * told of; one notification per service and metric, the later in place of the
 * earlier.
 */
export async function tellOwners(deps: TellDeps): Promise<void> {
  const { reader, notifications, logger } = deps;
  const now = reader.now();
  const before = (days: number) => new Date(now.getTime() - days * dayMs);
  const bySubject = new Map<string, AlertRow[]>();
  // What was sure weeks ago is history: an import tells nobody.
  const recent = { since: before(7), sure: before(historyDays) };
  for (const alert of await alertsToTell(reader.knex, recent)) {
    const of = alert.end_noticed_at ? 'end' : 'begin';
    const key = `${of} dora:${alert.entity_ref}:${alert.metric}`;
    bySubject.set(key, [...(bySubject.get(key) ?? []), alert]);
  }
  for (const [key, alerts] of bySubject) {
    const [of, scope] = key.split(' ');
    const alert = alerts[alerts.length - 1];
    const entity = reader.index.get(alert.entity_ref);
    if (!entity?.owner) continue;
    try {
      await notifications.send({
        recipients: { type: 'entity', entityRef: entity.owner },
        payload: {
          ...textOf(alert, entity.title ?? entity.name),
          link: `/dora?scope=${encodeURIComponent(alert.entity_ref)}`,
          severity: of === 'end' ? 'low' : 'normal',
          topic: 'dora.band',
          scope,
        },
      });
      const ids = alerts.map(({ id }) => id);
      await alertTold(reader.knex, ids, of === 'end' ? 'end' : 'begin', now);
    } catch (failure) {
      // It is tried again with the next round.
      logger.warn(`${entity.owner} could not be told of DORA: ${failure}`);
    }
  }
}
