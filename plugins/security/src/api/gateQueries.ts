import { parseEntityRef } from '@backstage/catalog-model';
import { useKeyset, useLiveQuery } from '@quarterdeck/plugin-portal-react';
import { SECURITY_SIGNAL_CHANNEL } from '@quarterdeck/plugin-security-common';
import { Query } from './answerTypes';
import { useSecurityClient } from './useSecurityClient';

const channel = SECURITY_SIGNAL_CHANNEL;

/** Where each entity stands at the gate of each environment. */
export function useGateMatrix(query: Query<'gateMatrix'>) {
  const client = useSecurityClient();
  return useKeyset({
    channel,
    queryKey: ['security', 'gate-matrix', query],
    load: (cursor, signal) =>
      client.gateMatrix({ query: { ...query, cursor } }, { signal }),
  });
}

/** Decisions of the gate, newest first. */
export function useEvaluations(query: Query<'listGateEvaluations'>) {
  const client = useSecurityClient();
  return useKeyset({
    channel,
    queryKey: ['security', 'evaluations', query],
    load: (cursor, signal) =>
      client.listGateEvaluations({ query: { ...query, cursor } }, { signal }),
  });
}

/** One decision. */
export function useEvaluation(id: string) {
  const client = useSecurityClient();
  return useLiveQuery({
    channel,
    queryKey: ['security', 'evaluation', id],
    queryFn: options => client.getGateEvaluation({ params: { id } }, options),
  });
}

/** The policy that counts for an entity. */
export function useEffectivePolicy(entityRef: string, environment?: string) {
  const client = useSecurityClient();
  const { kind, namespace, name } = parseEntityRef(entityRef);
  const params = { kind, namespace, name };
  return useLiveQuery({
    channel,
    queryKey: ['security', 'gate-policy', params, environment],
    queryFn: options =>
      client.effectiveGatePolicy({ params, query: { environment } }, options),
  });
}
