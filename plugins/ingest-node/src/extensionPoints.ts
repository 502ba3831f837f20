import { createExtensionPoint } from '@backstage/backend-plugin-api';
import { WebhookProvider } from './webhookProvider';

/** Where modules of the door register what they can read. */
export interface IngestExtensionPoint {
  addWebhookProvider(provider: WebhookProvider): void;
}

/** @see IngestExtensionPoint */
export const ingestExtensionPoint = createExtensionPoint<IngestExtensionPoint>({
  id: 'ingest.providers',
});
