import { useQuery } from '@tanstack/react-query';
import { identityApiRef, useApi } from '@backstage/frontend-plugin-api';
import { useScope } from '@quarterdeck/plugin-portal-react';
import { scopeName } from '../view/scopeSentence';
import { usualQuery } from '../view/viewQuery';
import { FiveLinesCard } from './FiveLinesCard';

/** For team leads: the five metrics of the scope they chose, else of their teams. */
export function HomeDora() {
  const identity = useApi(identityApiRef);
  const { scope } = useScope();
  const me = useQuery({
    queryKey: ['portal', 'me'],
    staleTime: Infinity,
    queryFn: () => identity.getBackstageIdentity(),
  });
  const whose = scope ?? me.data?.userEntityRef;
  return (
    <FiveLinesCard
      title={scope ? `DORA, ${scopeName(scope)}` : 'DORA, your teams'}
      query={usualQuery(whose)}
      href={whose ? `/dora?scope=${encodeURIComponent(whose)}` : '/dora'}
      waiting={!whose}
    />
  );
}
