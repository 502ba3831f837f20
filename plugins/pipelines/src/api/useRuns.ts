import { useEffect, useMemo, useRef } from 'react';
import {
  InfiniteData,
  keepPreviousData,
  useInfiniteQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { useSignal } from '@backstage/plugin-signals-react';
import {
  PIPELINES_SIGNAL_CHANNEL,
  pipelinesContract,
  RunSummary,
} from '@quarterdeck/plugin-pipelines-common';
import { RouteInput, RouteOutput } from '@quarterdeck/plugin-portal-common';
import { usePipelinesClient } from './usePipelinesClient';

/** Filters of the list, as the API takes them. */
export type RunFilter = NonNullable<
  RouteInput<(typeof pipelinesContract)['listRuns']>['query']
>;
type Answer = RouteOutput<(typeof pipelinesContract)['listRuns']>;

/**
 * The run list: pages by keyset. Rows change in place when something happened;
 * every page that is loaded is read again, so nothing is listed twice.
 */
export function useRuns(
  filter: RunFilter,
  options: { enabled?: boolean } = {},
) {
  const client = usePipelinesClient();
  const cache = useQueryClient();
  const queryKey = useMemo(() => ['pipelines', 'runs', filter], [filter]);
  const query = useInfiniteQuery<
    Answer,
    Error,
    InfiniteData<Answer>,
    unknown[],
    string | undefined
  >({
    queryKey,
    enabled: options.enabled,
    initialPageParam: undefined,
    queryFn: ({ pageParam, signal }) =>
      client.listRuns(
        {
          query: {
            ...filter,
            cursor: pageParam,
            total: pageParam === undefined,
          },
        },
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
  const rows = useMemo<RunSummary[]>(
    () => pages?.flatMap(page => page.items) ?? [],
    [pages],
  );
  return {
    ...query,
    rows,
    /** Names the list: another filter is another list. */
    listKey: query.isPlaceholderData ? 'before' : JSON.stringify(filter),
    total: pages?.[0]?.total ?? null,
    meta: pages?.[0]?.meta,
  };
}
