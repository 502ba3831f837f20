import { ingestContract } from '@quarterdeck/plugin-ingest-common';
import { useContractClient } from '@quarterdeck/plugin-portal-react';

/** The typed client of the ingest backend. */
export function useIngestClient() {
  return useContractClient(ingestContract, 'ingest');
}
