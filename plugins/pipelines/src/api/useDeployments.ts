import { useEffect, useMemo, useRef } from 'react';
import {
  InfiniteData,
  keepPreviousData,
  useInfiniteQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { useSignal } from '@backstage/plugin-signals-react';
import {
  DeploymentSummary,
  PIPELINES_SIGNAL_CHANNEL,
  pipelinesContract,
} from '@quarterdeck/plugin-pipelines-common';
import { RouteInput, RouteOutput } from '@quarterdeck/plugin-portal-common';
import { usePipelinesClient } from './usePipelinesClient';

/** Filters of the list, as the API takes them. */
export type DeploymentFilter = NonNullable<
  RouteInput<(typeof pipelinesContract)['listDeployments']>['query']
>;
type Answer = RouteOutput<(typeof pipelinesContract)['listDeployments']>;

/** The deployment list by keyset; rows change in place when something happened. */
export function useDeployments(filter: DeploymentFilter) {
  const client = usePipelinesClient();
  const cache = useQueryClient();
  const queryKey = useMemo(
    () => ['pipelines', 'deployments', filter],
    [filter],
  );
  const query = useInfiniteQuery<
    Answer,
    Error,
    InfiniteData<Answer>,
    unknown[],
    string | undefined
  >({
    queryKey,
    initialPageParam: undefined,
    queryFn: ({ pageParam, signal }) =>
      client.listDeployments(
        { query: { ...filter, cursor: pageParam } },
        { signal },
      ),
    getNextPageParam: last => last.nextCursor ?? undefined,
    refetchInterval: 30_000,
    placeholderData: keepPreviousData,
  });
  const { lastSignal } = useSignal(PIPELINES_SIGNAL_CHANNEL);
  const key = useRef(queryKey);
  key.current = queryKey;
  useEffect(() => {
    if (lastSignal) cache.invalidateQueries({ queryKey: key.current });
  }, [lastSignal, cache]);

  const pages = query.data?.pages;
  const rows = useMemo<DeploymentSummary[]>(
    () => pages?.flatMap(page => page.items) ?? [],
    [pages],
  );
  return {
    ...query,
    rows,
    listKey: query.isPlaceholderData ? 'before' : JSON.stringify(filter),
    meta: pages?.[0]?.meta,
  };
}
