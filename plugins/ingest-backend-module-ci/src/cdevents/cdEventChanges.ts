import { ParsedEvent } from '@quarterdeck/plugin-ingest-node';
import { EventInputs, providerEvent } from '../providerEvent';
import { CdEvent, idOf, linkOf, repositoryPlace, subjectAt } from './cdEvent';
import { chainOf } from './cdEventRuns';

const states = new Map<string, EventInputs['change.v1']['state']>([
  ['created', 'open'],
  ['updated', 'open'],
  ['merged', 'merged'],
  ['abandoned', 'closed'],
]);

/** `change.*`: a change as it now stands, or a review of it. */
export function change(event: CdEvent): ParsedEvent[] {
  const { context, subject, content, predicate, at } = event;
  const place = repositoryPlace(event);
  const externalId = idOf(subject.id);
  const correlation = {
    change: `${place.project}#${externalId}`.slice(0, 512),
    chain: chainOf(event),
  };
  const base = { provider: 'cdevents', ...pick(place) };
  const shared = { subject: subjectAt(place), at, correlation };
  if (predicate === 'reviewed') {
    const data: EventInputs['change.reviewed.v1'] = {
      ...base,
      externalId: idOf(context.id),
      changeExternalId: externalId,
      // The event does not say what the review came to.
      state: 'commented',
      submittedAt: at,
      url: linkOf(event),
    };
    return [providerEvent({ type: 'change.reviewed.v1', ...shared, data })];
  }
  const state = states.get(predicate);
  if (!state) return [];
  const author = content.creator ?? content.user;
  const data: EventInputs['change.v1'] = {
    ...base,
    externalId,
    title: content.description?.split('\n', 1)[0] ?? subject.id,
    state,
    author: author ? { login: author } : undefined,
    createdAt: predicate === 'created' ? at : undefined,
    mergedAt: state === 'merged' ? at : undefined,
    closedAt: state === 'open' ? undefined : at,
    observedAt: at,
    url: linkOf(event),
  };
  return [providerEvent({ type: 'change.v1', ...shared, data })];
}

/** `branch.*`: a branch came or went. */
export function branch(event: CdEvent): ParsedEvent[] {
  const { subject, predicate, at } = event;
  if (predicate !== 'created' && predicate !== 'deleted') return [];
  const place = repositoryPlace(event);
  return [
    providerEvent({
      type: 'ref.changed.v1',
      subject: subjectAt(place),
      at,
      correlation: { chain: chainOf(event) },
      data: {
        provider: 'cdevents',
        ...pick(place),
        ref: subject.id.startsWith('refs/')
          ? subject.id
          : `refs/heads/${subject.id}`,
        refKind: 'branch',
        change: predicate,
        at,
      },
    }),
  ];
}

function pick({ instance, project }: { instance: string; project: string }) {
  return { instance, project };
}
