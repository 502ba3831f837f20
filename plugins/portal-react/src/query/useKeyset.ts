import { useEffect, useMemo, useRef } from 'react';
import {
  InfiniteData,
  keepPreviousData,
  useInfiniteQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { useSignal } from '@backstage/plugin-signals-react';

/** A page of a list. */
export interface KeysetPage<Item> {
  items: Item[];
  nextCursor: string | null;
}

/** Slow enough to cost nothing, quick enough when a signal is lost. */
const safetyNetMs = 30_000;

/**
 * A list by keyset that follows the area's signal: the pages that are loaded are
 * read again and rows change in place. With `livePages` a longer list stays as it
 * is and says so by `outdated`: hundreds of pages are not read again.
 */
export function useKeyset<Page extends KeysetPage<unknown>>(options: {
  /** The area's signal. */
  channel: string;
  queryKey: unknown[];
  load: (cursor: string | undefined, signal: AbortSignal) => Promise<Page>;
  enabled?: boolean;
  /** Past this many pages a change is only told. */
  livePages?: number;
}) {
  const { channel, queryKey, load, enabled, livePages = Infinity } = options;
  const cache = useQueryClient();
  const isLive = (count = 0) => count <= livePages;
  const query = useInfiniteQuery<
    Page,
    Error,
    InfiniteData<Page>,
    unknown[],
    string | undefined
  >({
    queryKey,
    enabled,
    initialPageParam: undefined,
    queryFn: ({ pageParam, signal }) => load(pageParam, signal),
    getNextPageParam: last => last.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) =>
      isLive(state.data?.pages.length) ? safetyNetMs : false,
    refetchOnWindowFocus: false,
  });
  const { lastSignal } = useSignal(channel);
  const pages = query.data?.pages;
  const live = isLive(pages?.length);
  const seen = useRef(lastSignal);
  const key = useRef(queryKey);
  key.current = queryKey;
  const changed = lastSignal !== null && lastSignal !== seen.current;
  useEffect(() => {
    if (!changed || !live) return;
    seen.current = lastSignal;
    cache.invalidateQueries({ queryKey: key.current });
  }, [changed, live, lastSignal, cache]);
  const items = useMemo(
    () => (pages?.flatMap(page => page.items) ?? []) as Page['items'],
    [pages],
  );
  return {
    error: query.error,
    refetch: query.refetch,
    data: pages && {
      items,
      first: pages[0],
      /** There are more than these. */
      partial: query.hasNextPage,
      manyPages: pages.length > 1,
    },
    /** What is shown is of the filter before. */
    isPlaceholder: query.isPlaceholderData,
    /** Something changed since, and the list was not read again. */
    outdated: changed && !live,
    /** Reads the list again from its beginning. */
    readAgain: () => {
      seen.current = lastSignal;
      cache.resetQueries({ queryKey: key.current });
    },
    /** For `DataTable`; absent at the end of the list. */
    more: query.hasNextPage
      ? {
          load: () => {
            if (!query.isFetchingNextPage) query.fetchNextPage();
          },
          loading: query.isFetchingNextPage,
        }
      : undefined,
  };
}
