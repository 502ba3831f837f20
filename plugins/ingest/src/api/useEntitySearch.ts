import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useApi } from '@backstage/frontend-plugin-api';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { catalogApiRef } from '@backstage/plugin-catalog-react';

/** An entity a person may choose. */
export interface EntityChoice {
  ref: string;
  name: string;
  kind: string;
  title?: string;
}

/** Components, APIs, resources and systems whose name or title holds the text. */
export function useEntitySearch(text: string) {
  const catalog = useApi(catalogApiRef);
  return useQuery({
    queryKey: ['ingest-entity-search', text],
    queryFn: async (): Promise<EntityChoice[]> => {
      const { items } = await catalog.queryEntities({
        filter: { kind: ['Component', 'API', 'Resource', 'System'] },
        fields: [
          'kind',
          'metadata.name',
          'metadata.namespace',
          'metadata.title',
        ],
        fullTextFilter: text
          ? { term: text, fields: ['metadata.name', 'metadata.title'] }
          : undefined,
        orderFields: [{ field: 'metadata.name', order: 'asc' }],
        limit: 20,
      });
      return items.map(entity => ({
        ref: stringifyEntityRef(entity),
        name: entity.metadata.name,
        kind: entity.kind,
        title: entity.metadata.title,
      }));
    },
    placeholderData: keepPreviousData,
    staleTime: 30_000,
  });
}
