import { useQuery } from '@tanstack/react-query';
import { identityApiRef, useApi } from '@backstage/frontend-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { useScope } from '@quarterdeck/plugin-portal-react';
import { scopeName } from '../view/scopeSentence';
import { usualQuery } from '../view/viewQuery';
import { FiveLinesCard } from './FiveLinesCard';

/** Who somebody is, and whether they or their groups own a component. */
function useOwner() {
  const identity = useApi(identityApiRef);
  const catalog = useApi(catalogApiRef);
  const me = useQuery({
    queryKey: ['portal', 'me'],
    staleTime: Infinity,
    queryFn: () => identity.getBackstageIdentity(),
  });
  const refs = me.data?.ownershipEntityRefs ?? [];
  const owned = useQuery({
    queryKey: ['portal', 'owns-components', refs],
    enabled: me.isSuccess,
    staleTime: 300_000,
    queryFn: async () => {
      if (refs.length === 0) return false;
      const { totalItems } = await catalog.queryEntities({
        filter: { kind: 'component', 'relations.ownedBy': refs },
        fields: ['kind'],
        limit: 1,
      });
      return totalItems > 0;
    },
  });
  // Where the catalog does not answer nobody can say that they own nothing.
  return { me: me.data?.userEntityRef, owns: owned.isError || owned.data };
}

/**
 * For team leads, who are those whose teams own services: the five metrics of
 * the scope they chose, else of their teams. Who owns none sees those of a scope
 * they chose; without one there is nothing to show them, and no card.
 */
export function HomeDora() {
  const { scope } = useScope();
  const { me, owns } = useOwner();
  if (!scope && !owns) return <></>;
  const whose = scope ?? me;
  return (
    <FiveLinesCard
      title={scope ? `DORA, ${scopeName(scope)}` : 'DORA, your teams'}
      query={usualQuery(whose)}
      href={whose ? `/dora?scope=${encodeURIComponent(whose)}` : '/dora'}
      waiting={!whose}
    />
  );
}
