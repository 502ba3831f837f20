import { useQuery } from '@tanstack/react-query';
import { discoveryApiRef, useApi } from '@backstage/frontend-plugin-api';
import { ingestBasePath } from '@quarterdeck/plugin-ingest-common';

/** Where senders reach the doors, for commands to copy. */
export function useDoorAddress(): string {
  const discovery = useApi(discoveryApiRef);
  const { data } = useQuery({
    queryKey: ['ingest-door-address'],
    queryFn: () => discovery.getBaseUrl('ingest'),
    staleTime: Infinity,
  });
  return data ?? `${window.location.origin}${ingestBasePath}`;
}
