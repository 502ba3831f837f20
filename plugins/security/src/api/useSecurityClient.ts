import { ContractClient } from '@quarterdeck/plugin-portal-common';
import { useContractClient } from '@quarterdeck/plugin-portal-react';
import { securityContract } from '@quarterdeck/plugin-security-common';

/** The typed client of this area. */
export const useSecurityClient = (): ContractClient<typeof securityContract> =>
  useContractClient(securityContract, 'security');
