import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { parseEntityRef } from '@backstage/catalog-model';
import { PIPELINES_SIGNAL_CHANNEL } from '@quarterdeck/plugin-pipelines-common';
import { useKeyset, useLiveQuery } from '@quarterdeck/plugin-portal-react';
import { RunParams } from './queries';
import { usePipelinesClient } from './usePipelinesClient';

const channel = PIPELINES_SIGNAL_CHANNEL;

/** Components, with the delivery policy that covers them. */
export function usePolicies(query: { scope?: string; only?: 'problems' }) {
  const client = usePipelinesClient();
  return useKeyset({
    channel,
    queryKey: ['pipelines', 'policies', query],
    load: (cursor, signal) =>
      client.listPolicies({ query: { ...query, cursor } }, { signal }),
  });
}

/** The policy that counts for an entity. */
export function usePolicy(entityRef: string) {
  const client = usePipelinesClient();
  const { kind, namespace, name } = parseEntityRef(entityRef);
  const params = { kind, namespace, name };
  return useLiveQuery({
    channel,
    queryKey: ['pipelines', 'policy', params],
    queryFn: options => client.getPolicy({ params }, options),
  });
}

/** What is wrong in a text. Empty text is not asked about. */
export function useCheckedPolicy(text: string) {
  const client = usePipelinesClient();
  return useQuery({
    enabled: text.trim() !== '',
    staleTime: Infinity,
    queryKey: ['policy-check', text],
    queryFn: ({ signal }) =>
      client.validatePolicy({ body: { text } }, { signal }),
    placeholderData: keepPreviousData,
  });
}

/** The seven stages of a run. */
export function useRunStages(params: RunParams) {
  const client = usePipelinesClient();
  return useLiveQuery({
    channel,
    queryKey: ['pipelines', 'run-stages', params],
    queryFn: options => client.runStages({ params }, options),
  });
}
