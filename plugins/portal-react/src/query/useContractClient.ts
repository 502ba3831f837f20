import { useMemo } from 'react';
import { fetchApiRef, useApi } from '@backstage/frontend-plugin-api';
import {
  Contract,
  ContractClient,
  createContractClient,
} from '@quarterdeck/plugin-portal-common';

/** The typed client of a plugin's contract, with the person's credentials. */
export function useContractClient<C extends Contract>(
  contract: C,
  pluginId: string,
): ContractClient<C> {
  const { fetch } = useApi(fetchApiRef);
  return useMemo(
    () =>
      createContractClient(contract, {
        fetch,
        baseUrl: `plugin://${pluginId}`,
      }),
    [contract, fetch, pluginId],
  );
}
