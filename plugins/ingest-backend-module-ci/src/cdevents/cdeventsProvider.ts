import { Subject } from '@quarterdeck/plugin-ingest-common';
import { WebhookProvider } from '@quarterdeck/plugin-ingest-node';
import { cloudEventHeaders, cloudEventKey } from '../cloudEventDelivery';
import { tokenHeader } from '../tokenHeader';
import { parseCdEvent } from './parseCdEvent';

/** CDEvents 0.3 to 0.6-draft, by webhook and, with a token, by the events door. */
export const cdeventsProvider: WebhookProvider = {
  kind: 'cdevents',
  check: 'CDEvents, token',
  verify: tokenHeader,
  deliveryKey: cloudEventKey,
  parse: parseCdEvent,
  cloudEventTypes: /^dev\.cdevents(?:x)?\./,
  keepHeaders: cloudEventHeaders,
  annotations: [
    {
      annotation: 'cdevents.dev/project',
      value: (subject: Subject) => subject.project,
    },
  ],
};
