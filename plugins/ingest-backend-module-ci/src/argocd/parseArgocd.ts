import { ParsedEvent, WebhookProvider } from '@quarterdeck/plugin-ingest-node';
import { latest } from '../bodyValues';
import { containerImage } from '../containerImage';
import { EventInputs, providerEvent } from '../providerEvent';
import {
  bounded,
  cut,
  environmentOf,
  placeParts,
  RolloutPlace,
  rolloutSubject,
} from '../rolloutPlace';
import {
  Application,
  ArgocdNotification,
  readArgocdNotification,
} from './applicationObject';
import { ArgocdStanding, argocdStanding } from './argocdStanding';
import { SyncedRevisions, syncedRevisions } from './syncHistory';

const what = 'The Argo CD notification';

/** Turns the body of our notification template into events. Never throws. */
export const parseArgocd: WebhookProvider['parse'] = ({ body, now }) => {
  const notification = readArgocdNotification(body);
  if ('outcome' in notification) return notification;
  const { app } = notification;
  const parsedAs = notification.trigger?.slice(0, 64) ?? 'application';
  const operation = app.status.operationState;
  if (!operation) {
    return {
      outcome: 'ignored',
      parsedAs,
      reason: 'The application has not been synced, so nothing was deployed.',
    };
  }
  const synced = syncedRevisions(app);
  // An operation is known by its start: it stands in every notification of it,
  // in the history too, and two syncs of one revision stay two.
  const mark = operation.startedAt ?? synced.current.join('+');
  if (!mark) {
    return {
      outcome: 'rejected',
      message: `${what} cannot be read: /app/status/operationState/startedAt is missing, and no revision stands in for it.`,
      path: '/app/status/operationState/startedAt',
    };
  }
  const place = placeOf(notification);
  const externalId = bounded(`${place.project}@${mark}`, 128);
  const standing = argocdStanding(app);
  const observedAt = observed(app) ?? now.toISOString();
  const data: EventInputs['deployment.v1'] = {
    ...deploymentOf(notification, place, standing, synced),
    externalId,
    observedAt,
  };
  const shared = {
    subject: rolloutSubject(place),
    at: observedAt,
    correlation: { deployment: externalId, sha: data.sha },
  };
  const events: ParsedEvent[] = [
    providerEvent({ ...shared, type: 'deployment.v1', data }),
  ];
  if (standing.pause) {
    events.push(
      providerEvent({
        ...shared,
        type: 'gate.v1',
        data: {
          ...placeParts(place),
          externalId: `${externalId}/${standing.pause}`,
          kind: 'manual',
          state: 'pending',
          environment: place.environment,
          deploymentExternalId: externalId,
          sha: data.sha,
          askedAt: app.status.health.lastTransitionTime,
          comment: standing.reason,
          observedAt,
          url: data.url,
        },
      }),
    );
  }
  return { outcome: 'parsed', parsedAs, events };
};

function placeOf(notification: ArgocdNotification): RolloutPlace {
  const { name, namespace, spec } = notification.app;
  return {
    provider: 'argocd',
    instance: hostOf(notification.argocdUrl)?.slice(0, 255) ?? 'argocd',
    project: namespace ? `${cut(namespace, 253)}/${name}` : name,
    environment: cut(
      notification.environment ?? spec.destination.namespace ?? name,
      255,
    ),
  };
}

function deploymentOf(
  notification: ArgocdNotification,
  place: RolloutPlace,
  standing: ArgocdStanding,
  synced: SyncedRevisions,
): Omit<EventInputs['deployment.v1'], 'externalId' | 'observedAt'> {
  const { app } = notification;
  const { status, spec } = app;
  const operation = status.operationState;
  const { charts, revisions } = sourcesOf(app, synced);
  const images = status.images.map(containerImage);
  const by = operation?.initiatedBy;
  return {
    ...placeParts(place),
    environment: environmentOf(place),
    state: standing.state,
    rawState: [operation?.phase, status.health.status]
      .filter(word => word !== undefined)
      .join(', '),
    service: app.name,
    region: clusterOf(spec.destination),
    sha: revisions[0]?.sha,
    version: notification.version ?? charts[0]?.version ?? images[0]?.version,
    kind: synced.kind,
    strategy: 'gitops_sync',
    revisions,
    artifacts: [...charts, ...images].slice(0, 50),
    failure: standing.failure,
    reason: standing.reason,
    task: synced.historyId && `history ${synced.historyId}`,
    description: spec.project && `Argo CD project ${spec.project}`,
    actor: actorOf(by),
    createdAt: operation?.startedAt,
    startedAt: operation?.startedAt,
    finishedAt: finishOf(status, standing),
    url: pageOf(notification),
  };
}

/** Git sources are revisions; a chart's version is no commit. */
function sourcesOf(
  { spec }: Application,
  { current, previous }: SyncedRevisions,
) {
  const { sources } = spec;
  const charts: { name: string; version: string }[] = [];
  const revisions: { repo: string; sha: string; previousSha?: string }[] = [];
  current.forEach((revision, index) => {
    const source = sources[index];
    if (source?.chart) {
      charts.push({ name: source.chart, version: revision });
    } else {
      const before =
        previous.length === current.length ? previous[index] : undefined;
      revisions.push({
        repo: source?.repoURL ?? 'unknown',
        sha: revision.slice(0, 64),
        ...(before && { previousSha: before.slice(0, 64) }),
      });
    }
  });
  return { charts, revisions };
}

function actorOf(
  by: { username?: string; automated?: boolean } | undefined,
): EventInputs['deployment.v1']['actor'] {
  if (by?.username) return { login: by.username, kind: 'unknown' };
  return by?.automated ? { login: 'argocd', kind: 'bot' } : undefined;
}

/** Healthy since, and never before the sync ended. A failed sync ends with it. */
function finishOf(
  status: Application['status'],
  { state }: ArgocdStanding,
): string | undefined {
  const synced = status.operationState?.finishedAt;
  if (state !== 'succeeded' && state !== 'failed') return undefined;
  if (status.operationState?.phase?.toLowerCase() !== 'succeeded')
    return synced;
  const { lastTransitionTime } = status.health;
  return lastTransitionTime
    ? latest(lastTransitionTime, synced)
    : latest(status.reconciledAt, synced);
}

/** Argo CD manages several clusters: the name of this one, else its host. */
function clusterOf(
  destination: { server?: string; name?: string } | undefined,
): string | undefined {
  if (destination?.name) return destination.name;
  const host = hostOf(destination?.server);
  return host === 'kubernetes.default.svc' ? 'in-cluster' : host;
}

function hostOf(url: string | undefined): string | undefined {
  const host =
    url && /^https?:\/\/([a-z0-9.:[\]_-]+)(?:[/?#]|$)/i.exec(url)?.[1];
  return host ? host.toLowerCase() : undefined;
}

function pageOf({ argocdUrl, app }: ArgocdNotification): string | undefined {
  if (!argocdUrl) return undefined;
  const { name, namespace } = app;
  const path = [namespace, name]
    .filter(part => part !== undefined)
    .map(part => encodeURIComponent(part.replace(/\p{Surrogate}/gu, '')));
  return `${argocdUrl.replace(/\/+$/, '')}/applications/${path.join('/')}`;
}

/** The newest time the object carries. */
function observed({ status }: Application): string | undefined {
  return latest(
    status.operationState?.startedAt,
    status.operationState?.finishedAt,
    status.health?.lastTransitionTime,
    status.reconciledAt,
  );
}
