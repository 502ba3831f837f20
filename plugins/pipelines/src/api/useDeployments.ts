import {
  PIPELINES_SIGNAL_CHANNEL,
  pipelinesContract,
} from '@quarterdeck/plugin-pipelines-common';
import { RouteInput } from '@quarterdeck/plugin-portal-common';
import { useKeyset } from '@quarterdeck/plugin-portal-react';
import { usePipelinesClient } from './usePipelinesClient';

/** Filters of the list, as the API takes them. */
export type DeploymentFilter = NonNullable<
  RouteInput<(typeof pipelinesContract)['listDeployments']>['query']
>;

/** The deployment list by keyset; rows change in place when something happened. */
export function useDeployments(filter: DeploymentFilter) {
  const client = usePipelinesClient();
  const list = useKeyset({
    channel: PIPELINES_SIGNAL_CHANNEL,
    queryKey: ['pipelines', 'deployments', filter],
    load: (cursor, signal) =>
      client.listDeployments({ query: { ...filter, cursor } }, { signal }),
  });
  return {
    ...list,
    /** Names the list: another filter is another list. */
    listKey: list.isPlaceholder ? 'before' : JSON.stringify(filter),
  };
}
