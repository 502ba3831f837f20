import { useEffect } from 'react';
import {
  keepPreviousData,
  QueryKey,
  useQuery,
  useQueryClient,
  UseQueryResult,
} from '@tanstack/react-query';
import { useSignal } from '@backstage/plugin-signals-react';

/** Slow enough to cost nothing, quick enough when a signal is lost. */
const safetyNetMs = 30_000;

/**
 * A query that asks again when the plugin hints that something changed. Hints
 * carry no data and may be lost, so it also asks every half minute. The old
 * data stays while new data comes.
 */
export function useLiveQuery<T>(options: {
  queryKey: QueryKey;
  queryFn: (context: { signal: AbortSignal }) => Promise<T>;
  /** Signal channel; without one the query only polls. */
  channel?: string;
  enabled?: boolean;
}): UseQueryResult<T, Error> {
  const { queryKey, queryFn, channel, enabled } = options;
  const client = useQueryClient();
  const { lastSignal, isSignalsAvailable } = useSignal(channel ?? 'none');
  const query = useQuery<T, Error>({
    queryKey,
    queryFn,
    enabled,
    refetchInterval:
      isSignalsAvailable && channel ? safetyNetMs : safetyNetMs / 3,
    placeholderData: keepPreviousData,
  });
  const key = JSON.stringify(queryKey);
  useEffect(() => {
    if (lastSignal && channel) {
      client.invalidateQueries({ queryKey: JSON.parse(key) as QueryKey });
    }
  }, [lastSignal, channel, client, key]);
  return query;
}
