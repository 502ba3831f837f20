import { MergedIncident } from '../facts/mergeIncidents';
import { DeploymentSample, Moment } from '../types';

/** A deployment an incident may name. */
export interface Nameable {
  sample: DeploymentSample;
  finishedAt: Moment;
}

/** First bad traffic, if the rollout tells it, else the finish (rule 12). */
export const failureStart = ({ sample, finishedAt }: Nameable): Moment =>
  Math.min(sample.firstTrafficAt ?? finishedAt, finishedAt);

/** Those an incident names by id, else by release or version, oldest first. */
export function namedDirectly<T extends Nameable>(
  { links, service }: MergedIncident,
  find: {
    byId: (id: string) => T | undefined;
    byRelease: (service: string, name: string) => readonly T[];
  },
): T[] {
  const ids = links.deploymentIds.flatMap(id => find.byId(id) ?? []);
  if (ids.length > 0) return ids;
  return links.releases.flatMap(name => find.byRelease(service, name));
}

const byFinish = (a: Nameable, b: Nameable) =>
  a.finishedAt - b.finishedAt || (a.sample.id < b.sample.id ? -1 : 1);

/** Of several that are named, the last one before it began, else the first. */
export function primaryOf<T extends Nameable>(
  named: readonly T[],
  startedAt: Moment,
): T | undefined {
  const ordered = [...named].sort(byFinish);
  return ordered.findLast(one => failureStart(one) <= startedAt) ?? ordered[0];
}
