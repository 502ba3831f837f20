import {
  Fields,
  fieldsList,
  fieldsOf,
  flagOf,
  idOf,
  maybeFields,
  textList,
  textOf,
} from '../fields';
import { rejectedAt, Rejection } from '../readDelivery';
import { timeOf } from '../times';

/** One revision, or one per source of an application with several. */
export interface Revisions {
  revision?: string;
  revisions: string[];
}

const revisionsOf = (fields: Fields): Revisions => ({
  revision: textOf(fields.revision),
  revisions: textList(fields.revisions, 50),
});

const sourceOf = (source: Fields) => ({
  repoURL: textOf(source.repoURL),
  chart: textOf(source.chart),
});

const healthOf = (health: Fields) => ({
  status: textOf(health.status),
  message: textOf(health.message),
  lastTransitionTime: timeOf(health.lastTransitionTime),
});

function operationOf(value: unknown) {
  const state = maybeFields(value);
  if (!state) return undefined;
  const operation = fieldsOf(state.operation);
  const by = fieldsOf(operation.initiatedBy);
  return {
    phase: textOf(state.phase),
    message: textOf(state.message),
    startedAt: timeOf(state.startedAt),
    finishedAt: timeOf(state.finishedAt),
    initiatedBy: {
      username: textOf(by.username),
      automated: flagOf(by.automated),
    },
    asked: revisionsOf(fieldsOf(operation.sync)),
    synced: revisionsOf(fieldsOf(state.syncResult)),
  };
}

function statusOf(status: Fields) {
  return {
    operationState: operationOf(status.operationState),
    sync: revisionsOf(fieldsOf(status.sync)),
    health: healthOf(fieldsOf(status.health)),
    history: fieldsList(status.history, 200).map(entry => ({
      id: idOf(entry.id),
      ...revisionsOf(entry),
      deployedAt: timeOf(entry.deployedAt),
      deployStartedAt: timeOf(entry.deployStartedAt),
    })),
    images: textList(fieldsOf(status.summary).images, 50),
    resources: fieldsList(status.resources, 2000).map(resource =>
      fieldsOf(resource.health),
    ),
    reconciledAt: timeOf(status.reconciledAt),
  };
}

function specOf(spec: Fields) {
  const destination = fieldsOf(spec.destination);
  const sources = fieldsList(spec.sources, 50);
  return {
    project: textOf(spec.project),
    destination: {
      server: textOf(destination.server),
      name: textOf(destination.name),
      namespace: textOf(destination.namespace),
    },
    sources: (sources.length > 0 ? sources : [fieldsOf(spec.source)]).map(
      sourceOf,
    ),
  };
}

/** The parts of an Application that are read. */
export interface Application {
  name: string;
  namespace?: string;
  spec: ReturnType<typeof specOf>;
  status: ReturnType<typeof statusOf>;
}

/** The body of our notification template. */
export interface ArgocdNotification {
  trigger?: string;
  argocdUrl?: string;
  environment?: string;
  version?: string;
  app: Application;
}

const what = 'The Argo CD notification';

/** Reads the body of our template, or says which part stops it. */
export function readArgocdNotification(
  body: unknown,
): ArgocdNotification | Rejection {
  const fields = maybeFields(body);
  if (!fields) return rejectedAt([], body, what);
  const app = fieldsOf(fields.app);
  const metadata = fieldsOf(app.metadata);
  const name = idOf(metadata.name, 253);
  if (!name) return rejectedAt(['app', 'metadata', 'name'], body, what);
  const status = maybeFields(app.status);
  if (!status) return rejectedAt(['app', 'status'], body, what);
  return {
    trigger: textOf(fields.trigger),
    argocdUrl: textOf(fields.argocdUrl),
    environment: textOf(fields.environment),
    version: textOf(fields.version),
    app: {
      name,
      namespace: textOf(metadata.namespace),
      spec: specOf(fieldsOf(app.spec)),
      status: statusOf(status),
    },
  };
}
