import {
  keepPreviousData,
  useInfiniteQuery,
  useQuery,
} from '@tanstack/react-query';
import { RouteInput } from '@quarterdeck/plugin-portal-common';
import { ingestContract } from '@quarterdeck/plugin-ingest-common';
import { useIngestClient } from './useIngestClient';

/** First part of every query key of the page. */
export const ingestKey = 'ingest';

/** How often numbers are read again; they count minutes, so often is enough. */
const freshMs = 10_000;

type Client = ReturnType<typeof useIngestClient>;

function useIngestQuery<T>(
  key: readonly unknown[],
  read: (client: Client, signal: AbortSignal) => Promise<T>,
  options: { enabled?: boolean; live?: boolean } = {},
) {
  const client = useIngestClient();
  return useQuery({
    queryKey: [ingestKey, ...key],
    queryFn: ({ signal }) => read(client, signal),
    enabled: options.enabled ?? true,
    refetchInterval: options.live === false ? false : freshMs,
  });
}

function useIngestPages<Item>(
  key: readonly unknown[],
  read: (
    client: Client,
    cursor: string | undefined,
    signal: AbortSignal,
  ) => Promise<{ items: Item[]; nextCursor?: string }>,
) {
  const client = useIngestClient();
  return useInfiniteQuery({
    queryKey: [ingestKey, ...key],
    queryFn: ({ signal, pageParam }) => read(client, pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: page => page.nextCursor,
    // A changed filter keeps the old rows until the new ones are here.
    placeholderData: keepPreviousData,
    refetchInterval: freshMs,
  });
}

/** The tiles of the page and the counts of its tabs. */
export const useOverview = () =>
  useIngestQuery(['overview'], (client, signal) =>
    client.getOverview({}, { signal }),
  );

/** All configured sources. */
export const useSources = () =>
  useIngestQuery(['sources'], (client, signal) =>
    client.listSources({}, { signal }),
  );

/** How far each reader of the log has come. */
export const useReaders = () =>
  useIngestQuery(['readers'], (client, signal) =>
    client.listReaders({}, { signal }),
  );

/** Rejected deliveries by cause. */
export const useRejectedCauses = (source: string[] = []) =>
  useIngestQuery(['rejected', source], (client, signal) =>
    client.listRejected({ query: { source } }, { signal }),
  );

/** What `listDeliveries` filters by. */
export type DeliveryFilter = Omit<
  NonNullable<RouteInput<(typeof ingestContract)['listDeliveries']>['query']>,
  'cursor' | 'limit'
>;

/** Deliveries, newest first. */
export const useDeliveries = (filter: DeliveryFilter) =>
  useIngestPages(['deliveries', filter], (client, cursor, signal) =>
    client.listDeliveries({ query: { ...filter, cursor } }, { signal }),
  );

/** One delivery with its events and tries. */
export const useDelivery = (receipt: string | undefined) =>
  useIngestQuery(
    ['delivery', receipt],
    (client, signal) =>
      client.getDelivery({ params: { receipt: receipt ?? '' } }, { signal }),
    { enabled: receipt !== undefined, live: false },
  );

/** Kept headers and masked body of a delivery. */
export const useDeliveryBody = (receipt: string | undefined) =>
  useIngestQuery(
    ['delivery-body', receipt],
    (client, signal) =>
      client.getDeliveryBody(
        { params: { receipt: receipt ?? '' } },
        { signal },
      ),
    { enabled: receipt !== undefined, live: false },
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
