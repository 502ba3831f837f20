import {
  GateRequestState,
  OutboxCall,
  PIPELINES_SIGNAL_CHANNEL,
} from '@quarterdeck/plugin-pipelines-common';
import { useKeyset, useLiveQuery } from '@quarterdeck/plugin-portal-react';
import { usePipelinesClient } from './usePipelinesClient';

const channel = PIPELINES_SIGNAL_CHANNEL;

/** Which gates of the portal. */
export interface GateFilter {
  scope?: string;
  entity?: string[];
  environment?: string[];
  commit?: string;
  state?: GateRequestState[];
  forMe?: boolean;
  instance?: string;
  deployment?: string;
  limit?: number;
}

/** Gates of the portal, waiting ones first. */
export function useGateRequests(filter: GateFilter, enabled = true) {
  const client = usePipelinesClient();
  return useKeyset({
    channel,
    enabled,
    queryKey: ['pipelines', 'gate-requests', filter],
    load: (cursor, signal) =>
      client.listGateRequests({ query: { ...filter, cursor } }, { signal }),
  });
}

/** One gate with its checklist. */
export function useGateRequest(id: string) {
  const client = usePipelinesClient();
  return useLiveQuery({
    channel,
    queryKey: ['pipelines', 'gate-request', id],
    queryFn: options => client.getGateRequest({ params: { id } }, options),
  });
}

/** Every decision of a gate, newest first. */
export function useGateEvaluations(id: string) {
  const client = usePipelinesClient();
  return useKeyset({
    channel,
    queryKey: ['pipelines', 'gate-evaluations', id],
    load: (cursor, signal) =>
      client.listGateEvaluations(
        { params: { id }, query: { cursor, limit: 20 } },
        { signal },
      ),
  });
}

/** Gates the providers keep themselves. */
export function useProviderGates(query: { scope?: string }, enabled = true) {
  const client = usePipelinesClient();
  return useLiveQuery({
    channel,
    enabled,
    queryKey: ['pipelines', 'provider-gates', query],
    queryFn: options =>
      client.listGates({ query: { ...query, limit: 100 } }, options),
  });
}

/** How long gates held things up. */
export function useGateWaits(query: {
  scope?: string;
  from: string;
  to: string;
}) {
  const client = usePipelinesClient();
  return useLiveQuery({
    channel,
    queryKey: ['pipelines', 'gate-waits', query],
    queryFn: options => client.gateWaits({ query }, options),
  });
}

/** Which calls to providers. */
export interface OutboxFilter {
  scope?: string;
  entity?: string[];
  purpose?: OutboxCall['purpose'][];
  state?: OutboxCall['state'][];
  instance?: string;
  deployment?: string;
  run?: string;
}

/** Calls the portal makes to providers, newest first. */
export function useOutbox(filter: OutboxFilter, enabled = true) {
  const client = usePipelinesClient();
  return useKeyset({
    channel,
    enabled,
    queryKey: ['pipelines', 'outbox', filter],
    load: (cursor, signal) =>
      client.listOutbox({ query: { ...filter, cursor } }, { signal }),
  });
}
