import { SECURITY_SIGNAL_CHANNEL } from '@quarterdeck/plugin-security-common';
import { useKeyset } from '@quarterdeck/plugin-portal-react';
import { ListFilter, Query } from './answerTypes';
import { useSecurityClient } from './useSecurityClient';

const channel = SECURITY_SIGNAL_CHANNEL;

/** The first page comes at once, the next ones are as long as the server allows. */
const firstPage = 100;
const nextPages = 200;
/** A list that was scrolled further is not read again under its reader. */
const livePages = 4;

/** The findings that match, by keyset. */
export function useFindings(
  filter: ListFilter,
  sort: Query<'listFindings'>['sort'],
  enabled = true,
) {
  const client = useSecurityClient();
  return useKeyset({
    channel,
    enabled,
    livePages,
    queryKey: ['security', 'findings', filter, sort],
    load: (cursor, signal) =>
      client.listFindings(
        {
          query: {
            ...filter,
            sort,
            cursor,
            limit: cursor ? nextPages : firstPage,
            withTotal: cursor === undefined,
          },
        },
        { signal },
      ),
  });
}

/** Counts of the findings that match, by one property. */
export function useGroups(
  filter: ListFilter,
  groupBy: Query<'findingGroups'>['groupBy'],
) {
  const client = useSecurityClient();
  return useKeyset({
    channel,
    queryKey: ['security', 'groups', filter, groupBy],
    load: (cursor, signal) =>
      client.findingGroups(
        { query: { ...filter, groupBy, cursor } },
        { signal },
      ),
  });
}

/** What happened to a finding, newest first. */
export function useHistory(id: string) {
  const client = useSecurityClient();
  return useKeyset({
    channel,
    queryKey: ['security', 'history', id],
    load: (cursor, signal) =>
      client.findingHistory({ params: { id }, query: { cursor } }, { signal }),
  });
}

/** Accepted risks, the next to end first. */
export function useAcceptances(query: Query<'listAcceptances'>) {
  const client = useSecurityClient();
  return useKeyset({
    channel,
    queryKey: ['security', 'acceptances', query],
    load: (cursor, signal) =>
      client.listAcceptances({ query: { ...query, cursor } }, { signal }),
  });
}

/** Leaked secrets, those that work first. */
export function useSecrets(query: Query<'listSecrets'>) {
  const client = useSecurityClient();
  return useKeyset({
    channel,
    queryKey: ['security', 'secrets', query],
    load: (cursor, signal) =>
      client.listSecrets({ query: { ...query, cursor } }, { signal }),
  });
}

/** Reports taken in, newest first. */
export function useImports(query: Query<'listImports'>) {
  const client = useSecurityClient();
  return useKeyset({
    channel,
    queryKey: ['security', 'imports', query],
    load: (cursor, signal) =>
      client.listImports({ query: { ...query, cursor } }, { signal }),
  });
}

/** What an import did to which finding. */
export function useImportFindings(
  id: string,
  outcome: Query<'importFindings'>['outcome'],
) {
  const client = useSecurityClient();
  return useKeyset({
    channel,
    queryKey: ['security', 'import-findings', id, outcome],
    load: (cursor, signal) =>
      client.importFindings(
        { params: { id }, query: { outcome, cursor } },
        { signal },
      ),
  });
}

/** Which scans every entity has. */
export function useCoverage(query: Query<'listCoverage'>) {
  const client = useSecurityClient();
  return useKeyset({
    channel,
    queryKey: ['security', 'coverage', query],
    load: (cursor, signal) =>
      client.listCoverage({ query: { ...query, cursor } }, { signal }),
  });
}
