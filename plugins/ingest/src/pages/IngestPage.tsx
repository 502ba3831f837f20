import {
  PortalQueryProvider,
  ToastProvider,
} from '@quarterdeck/plugin-portal-react';
import { IngestRoutes } from './IngestRoutes';

/** The ingest page with what its parts need around them. */
export function IngestPage() {
  return (
    <PortalQueryProvider>
      <ToastProvider>
        <IngestRoutes />
      </ToastProvider>
    </PortalQueryProvider>
  );
}
