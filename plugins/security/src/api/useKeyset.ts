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

/** Past this many pages a change is told by a word: hundreds are not read again. */
const livePages = 4;

/**
 * A list by keyset that follows the area's signal. A short list is read again in
 * place; a long one stays as it is and says so by `outdated`.
 */
export function useKeyset<Page extends KeysetPage<unknown>>(options: {
  channel: string;
  queryKey: unknown[];
  load: (cursor: string | undefined, signal: AbortSignal) => Promise<Page>;
  enabled?: boolean;
}) {
  const { channel, queryKey, load, enabled } = options;
  const cache = useQueryClient();
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
    refetchOnWindowFocus: false,
  });
  const { lastSignal } = useSignal(channel);
  const pages = query.data?.pages;
  const live = (pages?.length ?? 0) <= livePages;
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
    data: pages && { items, first: pages[0] },
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
