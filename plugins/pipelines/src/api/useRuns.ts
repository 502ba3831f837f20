import {
  PIPELINES_SIGNAL_CHANNEL,
  pipelinesContract,
} from '@quarterdeck/plugin-pipelines-common';
import { RouteInput } from '@quarterdeck/plugin-portal-common';
import { useKeyset } from '@quarterdeck/plugin-portal-react';
import { usePipelinesClient } from './usePipelinesClient';

/** Filters of the list, as the API takes them. */
export type RunFilter = NonNullable<
  RouteInput<(typeof pipelinesContract)['listRuns']>['query']
>;

/**
 * The run list: pages by keyset. Rows change in place when something happened;
 * every page that is loaded is read again, so nothing is listed twice.
 */
export function useRuns(
  filter: RunFilter,
  options: { enabled?: boolean } = {},
) {
  const client = usePipelinesClient();
  const list = useKeyset({
    channel: PIPELINES_SIGNAL_CHANNEL,
    queryKey: ['pipelines', 'runs', filter],
    enabled: options.enabled,
    load: (cursor, signal) =>
      client.listRuns(
        { query: { ...filter, cursor, total: cursor === undefined } },
        { signal },
      ),
  });
  return {
    ...list,
    /** Names the list: another filter is another list. */
    listKey: list.isPlaceholder ? 'before' : JSON.stringify(filter),
  };
}
