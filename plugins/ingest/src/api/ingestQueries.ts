import {
  keepPreviousData,
  useInfiniteQuery,
  useQuery,
} from '@tanstack/react-query';
import { RouteInput } from '@quarterdeck/plugin-portal-common';
import { ingestContract } from '@quarterdeck/plugin-ingest-common';
import { useLiveQuery } from '@quarterdeck/plugin-portal-react';
import { useIngestClient } from './useIngestClient';

/** First part of every query key of the page. */
export const ingestKey = 'ingest';

/** Signals of the door: something arrived or was decided. */
const channel = 'ingest';

/** Pages of a list are read again all together, so less often than counts. */
const freshMs = 15_000;

type Client = ReturnType<typeof useIngestClient>;

/** A list or count that is read again while the page is open. */
function useIngestList<T>(
  key: readonly unknown[],
  read: (client: Client, signal: AbortSignal) => Promise<T>,
) {
  const client = useIngestClient();
  return useLiveQuery({
    queryKey: [ingestKey, ...key],
    queryFn: ({ signal }) => read(client, signal),
    channel,
  });
}

/** One thing. Unlike a list it never shows the one before while it loads. */
function useIngestDetail<T>(
  key: readonly [string, string | undefined],
  read: (client: Client, id: string, signal: AbortSignal) => Promise<T>,
) {
  const client = useIngestClient();
  const [, id] = key;
  return useQuery({
    queryKey: [ingestKey, ...key],
    queryFn: ({ signal }) => read(client, id ?? '', signal),
    enabled: id !== undefined,
  });
}

function useIngestPages<Item>(
  key: readonly unknown[],
  read: (
    client: Client,
    cursor: string | undefined,
    signal: AbortSignal,
  ) => Promise<{ items: Item[]; nextCursor?: string }>,
  /** Rows stay where they are; the page says how many are new. */
  options: { still?: boolean } = {},
) {
  const client = useIngestClient();
  return useInfiniteQuery({
    queryKey: [ingestKey, ...key],
    queryFn: ({ signal, pageParam }) => read(client, pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: page => page.nextCursor,
    // A changed filter keeps the old rows until the new ones are here.
    placeholderData: keepPreviousData,
    refetchInterval: options.still ? false : freshMs,
    refetchOnWindowFocus: !options.still,
  });
}

/** The tiles of the page and the counts of its tabs. */
export const useOverview = () =>
  useIngestList(['overview'], (client, signal) =>
    client.getOverview({}, { signal }),
  );

/** All configured sources. */
export const useSources = () =>
  useIngestList(['sources'], (client, signal) =>
    client.listSources({}, { signal }),
  );

/** How far each reader of the log has come. */
export const useReaders = () =>
  useIngestList(['readers'], (client, signal) =>
    client.listReaders({}, { signal }),
  );

/** Rejected deliveries by cause. */
export const useRejectedCauses = (source: string[] = []) =>
  useIngestList(['rejected', source], (client, signal) =>
    client.listRejected({ query: { source } }, { signal }),
  );

/** What `listDeliveries` filters by. */
export type DeliveryFilter = Omit<
  NonNullable<RouteInput<(typeof ingestContract)['listDeliveries']>['query']>,
  'cursor' | 'limit'
>;

/** Deliveries, newest first. */
export const useDeliveries = (filter: DeliveryFilter) =>
  useIngestPages(
    ['deliveries', filter],
    (client, cursor, signal) =>
      client.listDeliveries({ query: { ...filter, cursor } }, { signal }),
    { still: true },
  );

/** How many deliveries came after the newest one shown; 50 means "or more". */
export const useNewDeliveries = (
  filter: DeliveryFilter,
  newest: string | undefined,
) => {
  const { data } = useIngestList(['deliveries-new', filter], (client, signal) =>
    client.listDeliveries({ query: { ...filter, limit: 50 } }, { signal }),
  );
  if (newest === undefined) return 0;
  // Receipts are time-ordered.
  return data?.items.filter(({ receipt }) => receipt > newest).length ?? 0;
};

/** One delivery with its events and tries. */
export const useDelivery = (id: string | undefined) =>
  useIngestDetail(['delivery', id], (client, receipt, signal) =>
    client.getDelivery({ params: { receipt } }, { signal }),
  );

/** Kept headers and masked body of a delivery. */
export const useDeliveryBody = (id: string | undefined) =>
  useIngestDetail(['delivery-body', id], (client, receipt, signal) =>
    client.getDeliveryBody({ params: { receipt } }, { signal }),
  );

/** Subjects whose events belong to no entity. */
export const useUnclaimed = (filter: { source: string[]; text?: string }) =>
  useIngestPages(['unclaimed', filter], (client, cursor, signal) =>
    client.listUnclaimed({ query: { ...filter, cursor } }, { signal }),
  );

/** Who said which subject belongs to which entity. */
export const useClaims = () =>
  useIngestPages(['claims'], (client, cursor, signal) =>
    client.listClaims({ query: { cursor } }, { signal }),
  );

/** Events that readers set aside. */
export const useDeadLetters = (consumer: string | undefined) =>
  useIngestPages(['dead-letters', consumer], (client, cursor, signal) =>
    client.listDeadLetters({ query: { consumer, cursor } }, { signal }),
  );
