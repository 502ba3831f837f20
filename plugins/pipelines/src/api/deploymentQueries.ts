import {
  PIPELINES_SIGNAL_CHANNEL,
  pipelinesContract,
} from '@quarterdeck/plugin-pipelines-common';
import { RouteInput, RouteOutput } from '@quarterdeck/plugin-portal-common';
import { useLiveQuery } from '@quarterdeck/plugin-portal-react';
import { usePipelinesClient } from './usePipelinesClient';

type Routes = typeof pipelinesContract;
type Query<Name extends keyof Routes> = NonNullable<
  RouteInput<Routes[Name]>['query']
>;

/** What each service runs where. */
export type MatrixAnswer = RouteOutput<Routes['environmentMatrix']>;

/** The numbers above the matrix. */
export type TilesAnswer = RouteOutput<Routes['environmentTiles']>;

/** Lanes of deployments and the freezes of a range. */
export type TimelineAnswer = RouteOutput<Routes['deploymentTimeline']>;

/** Everything the deployment page shows. */
export type DeploymentPageAnswer = RouteOutput<Routes['getDeployment']>;

/** Two deployments of one service side by side. */
export type CompareAnswer = RouteOutput<Routes['compareDeployments']>;

/** Names a deployment, as in the URL. */
export interface DeploymentKey {
  instance: string;
  externalId: string;
}

const channel = PIPELINES_SIGNAL_CHANNEL;
const zone = new Intl.DateTimeFormat().resolvedOptions().timeZone;

/** What each service runs in each environment. */
export function useMatrix(query: Query<'environmentMatrix'>) {
  const client = usePipelinesClient();
  return useLiveQuery({
    channel,
    queryKey: ['pipelines', 'matrix', query],
    queryFn: options => client.environmentMatrix({ query }, options),
  });
}

/** The numbers above the matrix. */
export function useEnvironmentTiles(query: Query<'environmentTiles'>) {
  const client = usePipelinesClient();
  return useLiveQuery({
    channel,
    queryKey: ['pipelines', 'environment-tiles', query],
    queryFn: options =>
      client.environmentTiles({ query: { ...query, zone } }, options),
  });
}

/** Deployments and freezes of a range, a lane per place. */
export function useTimeline(query: Query<'deploymentTimeline'>) {
  const client = usePipelinesClient();
  return useLiveQuery({
    channel,
    queryKey: ['pipelines', 'deployment-timeline', query],
    queryFn: options => client.deploymentTimeline({ query }, options),
  });
}

/** Places of a service that run different things. */
export function useDrift(query: Query<'environmentDrift'>) {
  const client = usePipelinesClient();
  return useLiveQuery({
    channel,
    queryKey: ['pipelines', 'drift', query],
    queryFn: options => client.environmentDrift({ query }, options),
  });
}

/** Freezes that hold or will hold, and whether one may change them. */
export function useFreezes(query: Query<'listFreezes'>) {
  const client = usePipelinesClient();
  return useLiveQuery({
    channel,
    queryKey: ['pipelines', 'freezes', query],
    queryFn: options => client.listFreezes({ query }, options),
  });
}

/** One deployment with all that hangs on it. */
export function useDeployment(params: DeploymentKey) {
  const client = usePipelinesClient();
  return useLiveQuery({
    channel,
    queryKey: ['pipelines', 'deployment', params],
    queryFn: options => client.getDeployment({ params }, options),
  });
}

/** Two deployments of one service, and the commits between them. */
export function useCompare(left: DeploymentKey, right: DeploymentKey) {
  const client = usePipelinesClient();
  const query = {
    leftInstance: left.instance,
    leftExternalId: left.externalId,
    rightInstance: right.instance,
    rightExternalId: right.externalId,
  };
  return useLiveQuery({
    channel,
    queryKey: ['pipelines', 'compare', query],
    queryFn: options => client.compareDeployments({ query }, options),
  });
}
