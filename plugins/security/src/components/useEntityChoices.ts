import { useQuery } from '@tanstack/react-query';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { useApi } from '@backstage/frontend-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';

const none: string[] = [];

/** Entities of a kind to choose from; any other ref can be written. */
export function useEntityChoices(kind: string | undefined): string[] {
  const catalog = useApi(catalogApiRef);
  const { data } = useQuery({
    queryKey: ['security-entity-choices', kind],
    enabled: kind !== undefined,
    queryFn: async () => {
      const { items } = await catalog.queryEntities({
        filter: { kind: kind ?? '' },
        fields: ['kind', 'metadata.namespace', 'metadata.name'],
        orderFields: { field: 'metadata.name', order: 'asc' },
        limit: 500,
      });
      return items.map(entity => stringifyEntityRef(entity));
    },
    staleTime: 60_000,
  });
  return (kind && data) || none;
}
