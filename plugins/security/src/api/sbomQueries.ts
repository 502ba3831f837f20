import { useKeyset, useLiveQuery } from '@quarterdeck/plugin-portal-react';
import { SECURITY_SIGNAL_CHANNEL } from '@quarterdeck/plugin-security-common';
import { Query } from './answerTypes';
import { useSecurityClient } from './useSecurityClient';

const channel = SECURITY_SIGNAL_CHANNEL;

/** Who ships it. */
export function useComponentSearch(query: Query<'searchComponents'>) {
  const client = useSecurityClient();
  return useKeyset({
    channel,
    enabled: query.name.trim() !== '',
    queryKey: ['security', 'components', query],
    load: (cursor, signal) =>
      client.searchComponents({ query: { ...query, cursor } }, { signal }),
  });
}

/** SBOMs, newest first. */
export function useSboms(query: Query<'listSboms'>, enabled = true) {
  const client = useSecurityClient();
  return useKeyset({
    channel,
    enabled,
    queryKey: ['security', 'sboms', query],
    load: (cursor, signal) =>
      client.listSboms({ query: { ...query, cursor } }, { signal }),
  });
}

/** One SBOM with counts by ecosystem and licence. */
export function useSbom(id: string) {
  const client = useSecurityClient();
  return useLiveQuery({
    channel,
    queryKey: ['security', 'sbom', id],
    queryFn: options => client.getSbom({ params: { id } }, options),
  });
}

/** Its components by name. */
export function useSbomComponents(id: string, query: Query<'sbomComponents'>) {
  const client = useSecurityClient();
  return useKeyset({
    channel,
    queryKey: ['security', 'sbom-components', id, query],
    load: (cursor, signal) =>
      client.sbomComponents(
        { params: { id }, query: { ...query, cursor, limit: 100 } },
        { signal },
      ),
  });
}

/** What differs between two. */
export function useSbomDiff(from: string, to: string) {
  const client = useSecurityClient();
  return useLiveQuery({
    channel,
    queryKey: ['security', 'sbom-diff', from, to],
    queryFn: options => client.diffSboms({ query: { from, to } }, options),
  });
}

/** Licences by how many components have them. */
export function useLicences(query: Query<'listLicences'>) {
  const client = useSecurityClient();
  return useKeyset({
    channel,
    queryKey: ['security', 'licences', query],
    load: (cursor, signal) =>
      client.listLicences({ query: { ...query, cursor } }, { signal }),
  });
}

/** VEX documents taken in. */
export function useVexDocuments(query: Query<'listVexDocuments'>) {
  const client = useSecurityClient();
  return useKeyset({
    channel,
    queryKey: ['security', 'vex', query],
    load: (cursor, signal) =>
      client.listVexDocuments({ query: { ...query, cursor } }, { signal }),
  });
}

/** What became of every statement of a document. */
export function useVexReport(
  id: string,
  outcome: Query<'getVexReport'>['outcome'],
) {
  const client = useSecurityClient();
  return useKeyset({
    channel,
    queryKey: ['security', 'vex-report', id, outcome],
    load: (cursor, signal) =>
      client.getVexReport(
        { params: { id }, query: { outcome, cursor } },
        { signal },
      ),
  });
}
