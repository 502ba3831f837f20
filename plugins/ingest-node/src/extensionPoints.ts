import { createExtensionPoint } from '@backstage/backend-plugin-api';
import { HistorySource } from './historySource';
import { ReportFormatEntry } from './reportFormat';
import { WebhookProvider } from './webhookProvider';

/** Where modules of the door register what they can read. */
export interface IngestExtensionPoint {
  addWebhookProvider(provider: WebhookProvider): void;
  addReportFormat(entry: ReportFormatEntry): void;
  /** For kinds whose API tells what their webhooks did not. */
  addHistorySource(source: HistorySource): void;
}

/** @see IngestExtensionPoint */
export const ingestExtensionPoint = createExtensionPoint<IngestExtensionPoint>({
  id: 'ingest.providers',
});
