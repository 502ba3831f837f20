import { useQuery } from '@tanstack/react-query';
import { useApi } from '@backstage/frontend-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { Repository, repositoryOf } from '@quarterdeck/plugin-security-common';

/** Where the code of an entity lies, as its annotations say. */
export function useRepository(
  entityRef: string | null,
): Repository | undefined {
  const catalog = useApi(catalogApiRef);
  const { data } = useQuery({
    queryKey: ['security-repository', entityRef],
    enabled: entityRef !== null,
    staleTime: 60_000,
    queryFn: async () => {
      const entity = await catalog.getEntityByRef(entityRef ?? '');
      return repositoryOf(entity?.metadata.annotations ?? {}) ?? null;
    },
  });
  return data ?? undefined;
}
