import { useQuery } from '@tanstack/react-query';
import { parseEntityRef } from '@backstage/catalog-model';
import { identityApiRef, useApi } from '@backstage/frontend-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';

/** Where the catalog keeps what a person is called at a provider. */
const annotations = ['github.com/user-login', 'gitlab.com/user-login'];

/** What the signed-in person is called at the providers; the own name if nothing says. */
export function useMyLogins(enabled: boolean): string[] | undefined {
  const identity = useApi(identityApiRef);
  const catalog = useApi(catalogApiRef);
  const { data } = useQuery({
    queryKey: ['portal', 'my-logins'],
    staleTime: Infinity,
    enabled,
    queryFn: async () => {
      const { userEntityRef } = await identity.getBackstageIdentity();
      const user = await catalog.getEntityByRef(userEntityRef);
      const known = annotations.flatMap(
        name => user?.metadata.annotations?.[name] ?? [],
      );
      return known.length > 0 ? known : [parseEntityRef(userEntityRef).name];
    },
  });
  return data;
}
