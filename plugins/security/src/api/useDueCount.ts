import { z } from 'zod';
import {
  fetchApiRef,
  identityApiRef,
  useApi,
} from '@backstage/frontend-plugin-api';
import { useLiveQuery, useScope } from '@quarterdeck/plugin-portal-react';

const answerSchema = z.object({ pastDue: z.number() });

/**
 * Findings of this person's scope that are past due, for the sidebar; `undefined`
 * while unknown or not permitted. It loads with the first page, so the contract
 * stays out.
 */
export function useDueCount() {
  const { fetch } = useApi(fetchApiRef);
  const identity = useApi(identityApiRef);
  const { scope } = useScope();
  const { data } = useLiveQuery({
    channel: 'security',
    queryKey: ['security', 'due-count', scope ?? 'me'],
    queryFn: async ({ signal }) => {
      const { userEntityRef } = await identity.getBackstageIdentity();
      const query = new URLSearchParams({
        scope: scope ?? userEntityRef,
        limit: '1',
      });
      const response = await fetch(`plugin://security/v1/home?${query}`, {
        signal,
      });
      if (!response.ok) return null;
      return answerSchema.parse(await response.json()).pastDue;
    },
  });
  return data ? { value: data, tone: 'failing' as const } : undefined;
}
