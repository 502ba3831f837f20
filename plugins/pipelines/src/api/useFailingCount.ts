import { z } from 'zod';
import { fetchApiRef, useApi } from '@backstage/frontend-plugin-api';
import { PIPELINES_SIGNAL_CHANNEL } from '@quarterdeck/plugin-pipelines-common';
import { useLiveQuery, useScope } from '@quarterdeck/plugin-portal-react';

const answerSchema = z.object({
  items: z.array(
    z.object({
      instance: z.string(),
      project: z.string(),
      branch: z.string(),
    }),
  ),
});

/**
 * Red default branches of the scope, for the sidebar; `undefined` while unknown or
 * not permitted. The sidebar loads with the first page, so the contract stays out.
 */
export function useFailingCount() {
  const { fetch } = useApi(fetchApiRef);
  const { scope } = useScope();
  const { data } = useLiveQuery({
    channel: PIPELINES_SIGNAL_CHANNEL,
    queryKey: ['pipelines', 'failing-count', scope],
    queryFn: async ({ signal }) => {
      const query = new URLSearchParams({
        limit: '200',
        ...(scope && { scope }),
      });
      const response = await fetch(`plugin://pipelines/v1/failing?${query}`, {
        signal,
      });
      if (!response.ok) return null;
      const { items } = answerSchema.parse(await response.json());
      // Two red pipelines make one red branch.
      return new Set(
        items.map(item => `${item.instance}/${item.project}/${item.branch}`),
      ).size;
    },
  });
  return data ? { value: data, tone: 'failing' as const } : undefined;
}
