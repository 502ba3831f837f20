import { useQuery } from '@tanstack/react-query';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { useApi } from '@backstage/frontend-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';

/** Components of the catalog to choose from; any other ref can be written. */
export function useEntityChoices(): string[] {
  const catalog = useApi(catalogApiRef);
  const { data } = useQuery({
    queryKey: ['security-entity-choices'],
    queryFn: () =>
      catalog.queryEntities({
        filter: { kind: 'Component' },
        fields: ['kind', 'metadata.namespace', 'metadata.name'],
        orderFields: { field: 'metadata.name', order: 'asc' },
        limit: 500,
      }),
    staleTime: 60_000,
  });
  return data?.items.map(entity => stringifyEntityRef(entity)) ?? [];
}
