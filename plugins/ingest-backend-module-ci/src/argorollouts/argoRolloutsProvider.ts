import { WebhookProvider } from '@quarterdeck/plugin-ingest-node';
import { rolloutAnnotations } from '../rolloutPlace';
import { tokenHeader } from '../tokenHeader';
import { parseArgoRollouts } from './parseArgoRollouts';

/** Argo Rollouts, by the notification template of docs/providers/argo-rollouts.md. */
export const argoRolloutsProvider: WebhookProvider = {
  kind: 'argorollouts',
  check: 'webhook, token',
  verify: tokenHeader,
  // Notifications carry no id: the hash of the body stands in for ten minutes.
  deliveryKey: () => undefined,
  parse: parseArgoRollouts,
  keepHeaders: ['content-type', 'user-agent'],
  annotations: rolloutAnnotations,
};
