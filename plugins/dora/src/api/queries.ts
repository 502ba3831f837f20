import {
  BenchmarkId,
  BucketUnit,
  DORA_SIGNAL_CHANNEL,
} from '@quarterdeck/plugin-dora-common';
import { useLiveQuery } from '@quarterdeck/plugin-portal-react';
import { useDoraClient } from './useDoraClient';

const channel = DORA_SIGNAL_CHANNEL;

/** Whose numbers, and when. */
export interface RangeQuery {
  scope?: string;
  from: string;
  to: string;
  /** Failures by when they were made good, or by when they began. */
  recoveryBy?: 'recovered' | 'failed';
}

/** What the tiles and charts of a page ask for. */
export interface ViewQuery extends RangeQuery {
  unit: BucketUnit;
  /** Absent: what the settings of the scope say. */
  benchmark?: BenchmarkId;
  industry?: string;
  compare: 'previous' | 'marker' | 'none';
  marker?: string;
}

/** The five tiles. */
export function useOverview(query: ViewQuery, enabled = true) {
  const client = useDoraClient();
  return useLiveQuery({
    channel,
    enabled,
    queryKey: ['dora', 'overview', query],
    queryFn: options => client.overview({ query }, options),
  });
}

/** The metrics per bucket. */
export function useSeries(view: ViewQuery) {
  const client = useDoraClient();
  const { scope, from, to, unit, benchmark, recoveryBy } = view;
  const query = { scope, from, to, unit, benchmark, recoveryBy };
  return useLiveQuery({
    channel,
    queryKey: ['dora', 'series', query],
    queryFn: options => client.series({ query }, options),
  });
}

/** Single changes or recoveries, as dots. */
export function useScatter(
  view: RangeQuery,
  metric: 'change_lead_time' | 'failed_deployment_recovery_time',
) {
  const client = useDoraClient();
  const { scope, from, to, recoveryBy } = view;
  // As many as a chart of this width can show apart.
  const query = { scope, from, to, recoveryBy, metric, limit: 240 };
  return useLiveQuery({
    channel,
    queryKey: ['dora', 'scatter', query],
    queryFn: options => client.scatter({ query }, options),
  });
}

/** The formulas in words, under the settings of a scope. */
export function useHowComputed(scope: string | undefined, enabled = true) {
  const client = useDoraClient();
  return useLiveQuery({
    channel,
    enabled,
    queryKey: ['dora', 'how-computed', scope],
    queryFn: options => client.howComputed({ query: { scope } }, options),
  });
}

/** Scales to compare with. */
export function useBenchmarks(scope: string | undefined, enabled = true) {
  const client = useDoraClient();
  return useLiveQuery({
    enabled,
    queryKey: ['dora', 'benchmarks', scope],
    queryFn: options => client.benchmarks({ query: { scope } }, options),
  });
}

/** Markers that hold for a scope. */
export function useMarkers(scope: string | undefined, enabled = true) {
  const client = useDoraClient();
  return useLiveQuery({
    channel,
    enabled,
    queryKey: ['dora', 'markers', scope],
    queryFn: options => client.listMarkers({ query: { scope } }, options),
  });
}

/** One deployment: how it counts, why, and what people said. */
export function useCountedDeployment(key: {
  instance: string;
  externalId: string;
}) {
  const client = useDoraClient();
  return useLiveQuery({
    channel,
    queryKey: ['dora', 'deployment', key],
    queryFn: options => client.getDeployment({ params: key }, options),
  });
}
