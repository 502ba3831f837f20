import { WebhookProvider } from '@quarterdeck/plugin-ingest-node';
import { rolloutAnnotations } from '../rolloutPlace';
import { tokenHeader } from '../tokenHeader';
import { parseFlagger } from './parseFlagger';

/** Flagger's event webhook: canaries, blue/green and A/B of a cluster. */
export const flaggerProvider: WebhookProvider = {
  kind: 'flagger',
  check: 'webhook, token',
  verify: tokenHeader,
  // Flagger has no delivery ids; its body carries the time, so the hash will do.
  deliveryKey: () => undefined,
  parse: parseFlagger,
  keepHeaders: ['content-type', 'user-agent'],
  annotations: rolloutAnnotations,
};
