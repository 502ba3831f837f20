import { PlannedDelivery } from '../history/plan';
import { planDeliveryOf } from '../history/planDelivery';
import { pagerHost } from '../organisation/hosts';
import { IncidentPlan } from './planIncidents';

const iso = (at: number) => new Date(at).toISOString();

/** What the pager tells of an incident: it rings, somebody takes it, it is over. */
export function incidentDeliveries(incident: IncidentPlan): PlannedDelivery[] {
  const { id, service, version, resolvedAt } = incident;
  const tell = (
    state: 'triggered' | 'acknowledged' | 'resolved',
    at: number,
    more: object = {},
  ) =>
    planDeliveryOf('incidents', at, `incident.${state}`, [id], () => ({
      id: `${id}-${state}`,
      type: 'incident.v1',
      entity: `component:default/${service}`,
      occurredAt: iso(at),
      data: {
        provider: 'pager',
        instance: pagerHost,
        externalId: id,
        title: incident.title,
        state,
        severity: incident.severity,
        startedAt: iso(incident.startedAt),
        service,
        ...(incident.isOutside ? { changeRelated: false } : {}),
        causes: version ? [{ kind: 'version', id: version }] : [],
        observedAt: iso(at),
        url: `https://${pagerHost}/incidents/${id}`,
        ...more,
      },
    }));
  return [
    tell('triggered', incident.startedAt),
    tell('acknowledged', incident.acknowledgedAt),
    ...(resolvedAt
      ? [tell('resolved', resolvedAt, { resolvedAt: iso(resolvedAt) })]
      : []),
  ];
}
