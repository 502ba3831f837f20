import { useMutation, useQueryClient } from '@tanstack/react-query';
import { ContractClient } from '@quarterdeck/plugin-portal-common';
import {
  securityContract,
  SECURITY_SIGNAL_CHANNEL,
} from '@quarterdeck/plugin-security-common';
import { useKeyset } from '@quarterdeck/plugin-portal-react';
import { Query } from './answerTypes';
import { useSecurityClient } from './useSecurityClient';

const channel = SECURITY_SIGNAL_CHANNEL;

type Client = ContractClient<typeof securityContract>;
type PolicyBody = Parameters<Client['createGatePolicy']>[0]['body'];

/** Policies of the gate and where each holds. */
export function usePolicies(query: Query<'listGatePolicies'>) {
  const client = useSecurityClient();
  return useKeyset({
    channel,
    queryKey: ['security', 'gate-policies', query],
    load: (cursor, signal) =>
      client.listGatePolicies({ query: { ...query, cursor } }, { signal }),
  });
}

/** Every version of a policy, newest first; the first is the one that counts. */
export function usePolicyVersions(id: string) {
  const client = useSecurityClient();
  return useKeyset({
    channel,
    queryKey: ['security', 'gate-policy-versions', id],
    load: (cursor, signal) =>
      client.gatePolicyVersions(
        { params: { id }, query: { cursor } },
        { signal },
      ),
  });
}

/** Sets a new policy, or a new version of one. */
export function useSavePolicy(id: string | undefined) {
  const client = useSecurityClient();
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (body: PolicyBody) =>
      id === undefined
        ? client.createGatePolicy({ body })
        : client.updateGatePolicy({ params: { id }, body }),
    // Not waited for: with what is read anew the asking button may be gone.
    onSuccess: () => {
      cache.invalidateQueries({ queryKey: ['security'] });
    },
  });
}

/** Ends a policy; the next wider one counts. */
export function useEndPolicy(id: string) {
  const client = useSecurityClient();
  const cache = useQueryClient();
  return useMutation({
    mutationFn: () => client.deleteGatePolicy({ params: { id } }),
    // Not waited for: with what is read anew the asking button may be gone.
    onSuccess: () => {
      cache.invalidateQueries({ queryKey: ['security'] });
    },
  });
}
