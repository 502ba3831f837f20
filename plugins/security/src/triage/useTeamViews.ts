import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { TeamViews, useToast } from '@quarterdeck/plugin-portal-react';
import { ContractClient } from '@quarterdeck/plugin-portal-common';
import { securityContract } from '@quarterdeck/plugin-security-common';
import { useSecurityClient } from '../api/useSecurityClient';
import { personName } from '../components/findingWords';

type Client = ContractClient<typeof securityContract>;

/** Views of the list that the person's teams have; a person's own stay in their settings. */
export function useTeamViews(): TeamViews {
  const client = useSecurityClient();
  const cache = useQueryClient();
  const toast = useToast();
  const queryKey = ['security-views'];
  const { data } = useQuery({
    queryKey,
    queryFn: ({ signal }) => client.listSavedViews({}, { signal }),
    staleTime: 60_000,
  });
  const { mutate } = useMutation({
    mutationFn: (change: (of: Client) => Promise<unknown>) => change(client),
    onSuccess: () => cache.invalidateQueries({ queryKey }),
    onError: error => toast({ text: `Not kept: ${error.message}` }),
  });
  const owners = new Map(data?.items.map(({ id, owner }) => [id, owner]));
  return {
    views: (data?.items ?? [])
      .filter(({ shared }) => shared)
      .map(({ id, name, query, owner }) => ({
        id,
        name,
        query,
        owner: personName(owner),
      })),
    owners: (data?.owners ?? [])
      .filter(ref => ref.startsWith('group:'))
      .map(value => ({ value, label: personName(value) })),
    create: body => mutate(of => of.createSavedView({ body })),
    change: ({ id, name, query }) =>
      mutate(of =>
        of.changeSavedView({
          params: { id },
          body: { name, query, owner: owners.get(id) },
        }),
      ),
    remove: ({ id }) => mutate(of => of.deleteSavedView({ params: { id } })),
  };
}
