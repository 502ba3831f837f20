import { parseEntityRef } from '@backstage/catalog-model';
import { useLiveQuery } from '@quarterdeck/plugin-portal-react';
import { SECURITY_SIGNAL_CHANNEL } from '@quarterdeck/plugin-security-common';
import { ListFilter, Query } from './answerTypes';
import { useSecurityClient } from './useSecurityClient';

const channel = SECURITY_SIGNAL_CHANNEL;
const zone = new Intl.DateTimeFormat().resolvedOptions().timeZone;

/** The tiles, each with the period before. */
export function useOverview(query: Query<'overview'>) {
  const client = useSecurityClient();
  return useLiveQuery({
    channel,
    queryKey: ['security', 'overview', query],
    queryFn: options => client.overview({ query: { ...query, zone } }, options),
  });
}

/** Days as they were counted when they ended. */
export function useOverviewDays(query: Query<'overviewDays'>) {
  const client = useSecurityClient();
  return useLiveQuery({
    channel,
    queryKey: ['security', 'days', query],
    queryFn: options =>
      client.overviewDays({ query: { ...query, zone } }, options),
  });
}

/** Worst components, advisories and rules. */
export function useTopRisks(query: Query<'topRisks'>) {
  const client = useSecurityClient();
  return useLiveQuery({
    channel,
    queryKey: ['security', 'top', query],
    queryFn: options => client.topRisks({ query: { ...query, zone } }, options),
  });
}

/** Met, breached and due by severity. */
export function useSla(query: Query<'sla'>) {
  const client = useSecurityClient();
  return useLiveQuery({
    channel,
    queryKey: ['security', 'sla', query],
    queryFn: options => client.sla({ query: { ...query, zone } }, options),
  });
}

/** What is left to do until each is due. */
export function useBurnDown(query: Query<'slaBurnDown'>) {
  const client = useSecurityClient();
  return useLiveQuery({
    channel,
    queryKey: ['security', 'burn-down', query],
    queryFn: options =>
      client.slaBurnDown({ query: { ...query, zone } }, options),
  });
}

/** How many match per value of each filter. */
export function useFacets(filter: ListFilter) {
  const client = useSecurityClient();
  return useLiveQuery({
    channel,
    queryKey: ['security', 'facets', filter],
    queryFn: options => client.findingFacets({ query: filter }, options),
  });
}

/** One finding. */
export function useFinding(id: string | undefined) {
  const client = useSecurityClient();
  return useLiveQuery({
    channel,
    enabled: id !== undefined,
    queryKey: ['security', 'finding', id],
    queryFn: options =>
      client.getFinding({ params: { id: id ?? '' } }, options),
  });
}

/** The same elsewhere. */
export function useRelated(id: string) {
  const client = useSecurityClient();
  return useLiveQuery({
    channel,
    queryKey: ['security', 'related', id],
    queryFn: options =>
      client.relatedFindings({ params: { id }, query: { limit: 10 } }, options),
  });
}

/** The card of an entity. */
export function useEntitySecurity(entityRef: string) {
  const client = useSecurityClient();
  const { kind, namespace, name } = parseEntityRef(entityRef);
  const params = { kind, namespace, name };
  return useLiveQuery({
    channel,
    queryKey: ['security', 'entity', params],
    queryFn: options => client.entitySummary({ params }, options),
  });
}

/** What needs the caller. */
export function useHome(scope: string | undefined) {
  const client = useSecurityClient();
  return useLiveQuery({
    channel,
    enabled: scope !== undefined,
    queryKey: ['security', 'home', scope],
    queryFn: options => client.home({ query: { scope, limit: 5 } }, options),
  });
}

/** One import with what it could not read. */
export function useImport(id: string) {
  const client = useSecurityClient();
  return useLiveQuery({
    channel,
    queryKey: ['security', 'import', id],
    queryFn: options => client.getImport({ params: { id } }, options),
  });
}

/** One leaked secret with its places. */
export function useSecret(id: string) {
  const client = useSecurityClient();
  return useLiveQuery({
    channel,
    queryKey: ['security', 'secret', id],
    queryFn: options => client.getSecret({ params: { id } }, options),
  });
}

/** How old the scores and the list of exploited ones are. */
export function useFeeds() {
  const client = useSecurityClient();
  return useLiveQuery({
    channel,
    queryKey: ['security', 'feeds'],
    queryFn: options => client.listFeeds({}, options),
  });
}
