import { IncidentReport } from '@quarterdeck/plugin-ingest-common';
import { ParsedEvent } from '@quarterdeck/plugin-ingest-node';
import { environmentTier } from '../environmentTier';
import { EventInputs, providerEvent } from '../providerEvent';
import { artifactOf, CdEvent, idOf, linkOf, subjectAt } from './cdEvent';
import { chainOf } from './cdEventRuns';

const states = new Map<string, IncidentReport['state']>([
  ['detected', 'triggered'],
  // A ticket was made of it.
  ['reported', 'triggered'],
  ['resolved', 'resolved'],
]);

/** Nobody but its makers uses it: no failure of production. */
const inner = new Set(['staging', 'testing', 'development']);

/**
 * `incident.*`: one turn of an incident. When it began none of them says, so
 * the first that is told counts. The artifact of an incident is what ran when
 * it came; that of its end is what ran when it was gone.
 */
export function incident(event: CdEvent): ParsedEvent[] {
  const { subject, content, predicate, at } = event;
  const state = states.get(predicate);
  if (!state) return [];
  const service = content.service?.id.slice(0, 255);
  // As deployments of the service name it.
  const place = {
    instance: event.instance,
    project: content.service?.id.slice(0, 512) ?? event.project,
  };
  const environment = content.environment?.name ?? content.environment?.id;
  const resolved = state === 'resolved';
  const artifact = resolved ? undefined : artifactOf(content.artifactId);
  const named = (artifact?.digest ?? artifact?.version)?.slice(0, 512);
  const data: EventInputs['incident.v1'] = {
    provider: 'cdevents',
    instance: place.instance,
    externalId: idOf(subject.id),
    title: content.description?.split('\n', 1)[0] || subject.id,
    state,
    startedAt: at,
    resolvedAt: resolved ? at : undefined,
    partial: true,
    service,
    environment,
    changeRelated:
      environment && inner.has(environmentTier({ name: environment }))
        ? false
        : undefined,
    causes: named
      ? [{ kind: artifact?.digest ? 'artifact' : 'version', id: named }]
      : [],
    observedAt: at,
    url: content.ticketURI ?? linkOf(event),
  };
  return [
    providerEvent({
      type: 'incident.v1',
      subject: subjectAt(place, { environment }),
      at,
      correlation: { incident: data.externalId, chain: chainOf(event) },
      data,
    }),
  ];
}
