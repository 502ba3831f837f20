import { WebhookProvider } from '@quarterdeck/plugin-ingest-node';
import { tokenHeader } from '../tokenHeader';
import { parseArgocd } from './parseArgocd';

/** Argo CD, by the notification template of docs/providers/argocd.md. */
export const argocdProvider: WebhookProvider = {
  kind: 'argocd',
  check: 'webhook, token',
  verify: tokenHeader,
  // Notifications carry no id: the hash of the body stands in for ten minutes.
  deliveryKey: () => undefined,
  parse: parseArgocd,
  keepHeaders: ['content-type', 'user-agent'],
  annotations: [
    {
      annotation: 'argocd/app-name',
      value: subject =>
        subject.project.slice(subject.project.lastIndexOf('/') + 1) ||
        undefined,
    },
  ],
};
