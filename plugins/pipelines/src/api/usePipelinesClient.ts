import { ContractClient } from '@quarterdeck/plugin-portal-common';
import { useContractClient } from '@quarterdeck/plugin-portal-react';
import { pipelinesContract } from '@quarterdeck/plugin-pipelines-common';

/** The typed client of this area. */
export const usePipelinesClient = (): ContractClient<
  typeof pipelinesContract
> => useContractClient(pipelinesContract, 'pipelines');
