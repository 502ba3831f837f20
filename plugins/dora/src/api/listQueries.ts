import {
  DORA_SIGNAL_CHANNEL,
  DeploymentKind,
  MetricName,
  QualityKind,
} from '@quarterdeck/plugin-dora-common';
import { useKeyset } from '@quarterdeck/plugin-portal-react';
import { RangeQuery, ViewQuery } from './queries';
import { useDoraClient } from './useDoraClient';

const channel = DORA_SIGNAL_CHANNEL;

/** Which samples. */
export interface SampleQuery extends RangeQuery {
  metric: MetricName;
  kind?: DeploymentKind[];
  failed?: boolean;
  rework?: boolean;
  open?: boolean;
  sample?: string;
  order?: 'newest' | 'longest';
}

/** The samples behind a number or a point. */
export function useSamples(query: SampleQuery, enabled = true) {
  const client = useDoraClient();
  return useKeyset({
    channel,
    queryKey: ['dora', 'samples', query],
    enabled,
    load: (cursor, signal) =>
      client.listSamples({ query: { ...query, cursor } }, { signal }),
  });
}

/** The services of a scope by name. */
export function useServices(query: ViewQuery) {
  const client = useDoraClient();
  return useKeyset({
    channel,
    queryKey: ['dora', 'services', query],
    load: (cursor, signal) =>
      client.listServices(
        { query: { ...query, cursor, limit: 50 } },
        { signal },
      ),
  });
}

/** What the numbers cannot tell, or had to mend. */
export function useQuality(query: RangeQuery & { kind?: QualityKind[] }) {
  const client = useDoraClient();
  return useKeyset({
    channel,
    queryKey: ['dora', 'quality', query],
    load: (cursor, signal) =>
      client.listQuality({ query: { ...query, cursor } }, { signal }),
  });
}

/** Later deployments of a service, that may have repaired one. */
export function useRepairs(
  service: string | null,
  after: string,
  enabled: boolean,
) {
  const client = useDoraClient();
  return useKeyset({
    channel,
    queryKey: ['dora', 'repairs', service, after],
    enabled: enabled && service !== null,
    load: (cursor, signal) =>
      client.listSamples(
        {
          query: {
            scope: service ?? undefined,
            metric: 'deployment_frequency',
            from: after,
            to: 'now',
            cursor,
            limit: 50,
          },
        },
        { signal },
      ),
  });
}
