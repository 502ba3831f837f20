import { ContractClient } from '@quarterdeck/plugin-portal-common';
import { useContractClient } from '@quarterdeck/plugin-portal-react';
import { doraContract } from '@quarterdeck/plugin-dora-common';

/** The typed client of this area. */
export const useDoraClient = (): ContractClient<typeof doraContract> =>
  useContractClient(doraContract, 'dora');
