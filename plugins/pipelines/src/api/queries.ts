import { parseEntityRef } from '@backstage/catalog-model';
import { PIPELINES_SIGNAL_CHANNEL } from '@quarterdeck/plugin-pipelines-common';
import { useLiveQuery } from '@quarterdeck/plugin-portal-react';
import { usePipelinesClient } from './usePipelinesClient';

/** Names one attempt, as in the URL. */
export interface RunParams {
  instance: string;
  externalId: string;
  attempt: number;
}

const channel = PIPELINES_SIGNAL_CHANNEL;
const zone = new Intl.DateTimeFormat().resolvedOptions().timeZone;

/** The tiles. */
export function useOverview(query: {
  scope?: string;
  from: string;
  to: string;
}) {
  const client = usePipelinesClient();
  return useLiveQuery({
    channel,
    queryKey: ['pipelines', 'overview', query],
    queryFn: options => client.overview({ query: { ...query, zone } }, options),
  });
}

/** Default branches that are red now. */
export function useFailing(query: { scope?: string }) {
  const client = usePipelinesClient();
  return useLiveQuery({
    channel,
    queryKey: ['pipelines', 'failing', query],
    queryFn: options => client.failing({ query }, options),
  });
}

/** What the filters offer. */
export function useFacets(query: { scope?: string; entity?: string[] }) {
  const client = usePipelinesClient();
  return useLiveQuery({
    queryKey: ['pipelines', 'facets', query],
    queryFn: options => client.facets({ query }, options),
  });
}

/** One attempt with all that hangs on it. */
export function useRun(params: RunParams) {
  const client = usePipelinesClient();
  return useLiveQuery({
    channel,
    queryKey: ['pipelines', 'run', params],
    queryFn: options => client.getRun({ params }, options),
  });
}

/** Commits since the last green run. */
export function useSinceGreen(params: RunParams) {
  const client = usePipelinesClient();
  return useLiveQuery({
    channel,
    queryKey: ['pipelines', 'since-green', params],
    queryFn: options => client.sinceGreen({ params }, options),
  });
}

/** The last runs of the same pipeline and branch. */
export function useRunHistory(params: RunParams) {
  const client = usePipelinesClient();
  return useLiveQuery({
    channel,
    queryKey: ['pipelines', 'history', params],
    queryFn: options =>
      client.runHistory({ params, query: { limit: 30 } }, options),
  });
}

/** Runs and durations per day. */
export function useTrend(query: { scope?: string; from: string; to: string }) {
  const client = usePipelinesClient();
  return useLiveQuery({
    channel,
    queryKey: ['pipelines', 'trend', query],
    queryFn: options => client.trend({ query: { ...query, zone } }, options),
  });
}

/** What takes longest. */
export function useSlowest(query: {
  scope?: string;
  from: string;
  to: string;
  of: 'pipelines' | 'jobs';
}) {
  const client = usePipelinesClient();
  return useLiveQuery({
    channel,
    queryKey: ['pipelines', 'slowest', query],
    queryFn: options => client.slowest({ query }, options),
  });
}

/** An entity's default branch now. */
export function useEntitySummary(entityRef: string) {
  const client = usePipelinesClient();
  const { kind, namespace, name } = parseEntityRef(entityRef);
  const params = { kind, namespace, name };
  return useLiveQuery({
    channel,
    queryKey: ['pipelines', 'entity', params],
    queryFn: options => client.entitySummary({ params, query: {} }, options),
  });
}

/** The services of a person or team. */
export function useHome(scope: string | undefined) {
  const client = usePipelinesClient();
  return useLiveQuery({
    channel,
    enabled: scope !== undefined,
    queryKey: ['pipelines', 'home', scope],
    queryFn: options =>
      client.home({ query: { scope: scope ?? '', limit: 20 } }, options),
  });
}

/** Jobs of every attempt of a run. */
export function useAttemptJobs(run: { project: string; externalId: string }) {
  const client = usePipelinesClient();
  const query = {
    project: run.project,
    runExternalId: run.externalId,
    limit: 200,
  };
  return useLiveQuery({
    channel,
    queryKey: ['pipelines', 'attempt-jobs', query],
    queryFn: options => client.listJobs({ query }, options),
  });
}
