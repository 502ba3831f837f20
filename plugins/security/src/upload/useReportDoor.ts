import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import {
  discoveryApiRef,
  fetchApiRef,
  useApi,
} from '@backstage/frontend-plugin-api';
import { usePermission } from '@backstage/plugin-permission-react';
import { previewReport, ReportAbout, sendReport } from './reportDoor';

/** The door's permission, by its name: its own package belongs to another area. */
const mayUpload = {
  type: 'basic',
  name: 'ingest.report.write',
  attributes: { action: 'create' },
} as const;

/** Trying and sending a report, and whether this person may send one. */
export function useReportDoor() {
  const { fetch } = useApi(fetchApiRef);
  const discovery = useApi(discoveryApiRef);
  const cache = useQueryClient();
  const { allowed } = usePermission({ permission: mayUpload });
  const address = useQuery({
    queryKey: ['ingest-door-address'],
    queryFn: () => discovery.getBaseUrl('ingest'),
    staleTime: Infinity,
  });
  return {
    allowed,
    baseUrl: address.data ?? `${window.location.origin}/api/ingest`,
    preview: useMutation({
      mutationFn: (input: { about: ReportAbout; file: Blob }) =>
        previewReport(fetch, input.about, input.file),
    }),
    send: useMutation({
      mutationFn: (input: { about: ReportAbout; file: Blob }) =>
        sendReport(fetch, input.about, input.file),
      onSuccess: () => cache.invalidateQueries({ queryKey: ['security'] }),
    }),
  };
}
