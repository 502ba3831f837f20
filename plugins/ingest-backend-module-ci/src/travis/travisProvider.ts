import { createHash } from 'node:crypto';
import { Subject } from '@quarterdeck/plugin-ingest-common';
import {
  isForm,
  readFormField,
  WebhookProvider,
} from '@quarterdeck/plugin-ingest-node';
import { parseTravis } from './parseTravis';
import { travisField, travisSignature } from './travisSignature';

/** Travis CI: notifications of builds with the jobs of their matrix, sent as forms. */
export const travisProvider: WebhookProvider = {
  kind: 'travis',
  check: 'webhook, RSA signature or token',
  formField: travisField,
  verify: travisSignature,
  // There is no delivery id, and a repeat is the same notification: a build that
  // is started again differs in its state or its times.
  deliveryKey({ headers, body }) {
    const payload = isForm(headers['content-type'])
      ? readFormField(body, travisField)
      : undefined;
    return createHash('sha256')
      .update(payload ?? body)
      .digest('hex');
  },
  parse: parseTravis,
  keepHeaders: ['content-type', 'user-agent', 'travis-repo-slug'],
  annotations: [
    {
      annotation: 'travis-ci.com/repo-slug',
      value: (subject: Subject) => subject.project,
    },
  ],
};
