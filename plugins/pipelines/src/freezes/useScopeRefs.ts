import { useQuery } from '@tanstack/react-query';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { useApi } from '@backstage/frontend-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { Freeze } from '@quarterdeck/plugin-pipelines-common';

const none: readonly string[] = [];

/** What a freeze of this reach may name: deployed services, systems or domains. */
export function useScopeRefs(
  scope: Freeze['scope'],
  services: readonly string[],
): readonly string[] {
  const catalog = useApi(catalogApiRef);
  const fromCatalog = scope === 'system' || scope === 'domain';
  const { data } = useQuery({
    queryKey: ['portal', 'freeze-scopes', scope],
    enabled: fromCatalog,
    staleTime: 300_000,
    queryFn: async () => {
      const { items } = await catalog.queryEntities({
        filter: { kind: scope },
        fields: ['kind', 'metadata.name', 'metadata.namespace'],
        limit: 500,
      });
      return items
        .map(item => stringifyEntityRef(item).toLocaleLowerCase('en-US'))
        .sort((a, b) => a.localeCompare(b));
    },
  });
  return fromCatalog ? data ?? none : services;
}
