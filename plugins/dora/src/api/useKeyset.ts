import { useEffect, useRef } from 'react';
import {
  InfiniteData,
  keepPreviousData,
  useInfiniteQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { useSignal } from '@backstage/plugin-signals-react';
import { DORA_SIGNAL_CHANNEL } from '@quarterdeck/plugin-dora-common';

/** A page of a list. */
export interface KeysetPage<Item> {
  items: Item[];
  nextCursor: string | null;
}

/**
 * A list by keyset that follows the signal of the area: every page that is
 * loaded is read again, rows change in place.
 */
export function useKeyset<Item, More>(options: {
  queryKey: unknown[];
  load: (
    cursor: string | undefined,
    signal: AbortSignal,
  ) => Promise<More & KeysetPage<Item>>;
  enabled?: boolean;
}) {
  const { queryKey, load, enabled } = options;
  const cache = useQueryClient();
  const query = useInfiniteQuery<
    More & KeysetPage<Item>,
    Error,
    InfiniteData<More & KeysetPage<Item>>,
    unknown[],
    string | undefined
  >({
    queryKey,
    enabled,
    initialPageParam: undefined,
    queryFn: ({ pageParam, signal }) => load(pageParam, signal),
    getNextPageParam: last => last.nextCursor ?? undefined,
    refetchInterval: 30_000,
    placeholderData: keepPreviousData,
  });
  const { lastSignal } = useSignal(DORA_SIGNAL_CHANNEL);
  const key = useRef(queryKey);
  key.current = queryKey;
  useEffect(() => {
    if (lastSignal) cache.invalidateQueries({ queryKey: key.current });
  }, [lastSignal, cache]);
  const pages = query.data?.pages;
  return {
    error: query.error,
    refetch: query.refetch,
    data: pages && {
      items: pages.flatMap(page => page.items),
      first: pages[0],
      /** There are more than these. */
      partial: query.hasNextPage,
    },
    /** For `DataTable`; absent at the end of the list. */
    more: query.hasNextPage
      ? {
          load: () => {
            query.fetchNextPage();
          },
          loading: query.isFetchingNextPage,
        }
      : undefined,
  };
}
