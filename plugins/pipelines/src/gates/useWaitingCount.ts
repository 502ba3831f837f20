import { z } from 'zod';
import { fetchApiRef, useApi } from '@backstage/frontend-plugin-api';
import { PIPELINES_SIGNAL_CHANNEL } from '@quarterdeck/plugin-pipelines-common';
import { useLiveQuery } from '@quarterdeck/plugin-portal-react';

const answerSchema = z.object({ items: z.array(z.unknown()) });

/**
 * Gates that wait for this person, for the sidebar; `undefined` while unknown
 * or not permitted. It loads with the first page, so the contract stays out.
 */
export function useWaitingCount() {
  const { fetch } = useApi(fetchApiRef);
  const { data } = useLiveQuery({
    channel: PIPELINES_SIGNAL_CHANNEL,
    queryKey: ['pipelines', 'waiting-count'],
    queryFn: async ({ signal }) => {
      const response = await fetch(
        'plugin://pipelines/v1/gate-requests?forMe=true&limit=200',
        { signal },
      );
      if (!response.ok) return null;
      return answerSchema.parse(await response.json()).items.length;
    },
  });
  return data ? { value: data, tone: 'waiting' as const } : undefined;
}
