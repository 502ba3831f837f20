import { Subject } from '@quarterdeck/plugin-ingest-common';
import { WebhookProvider } from '@quarterdeck/plugin-ingest-node';
import { githubSignature } from './githubSignature';
import { headerValue } from '../headerValue';
import { parseGithub } from './parseGithub';

/**
 * GitHub.com, GitHub Enterprise Cloud and Server.
 *
 * The form that GitHub offers first (`payload=…`) is read as well as JSON; the
 * signature is over the bytes as they came in both.
 */
export const githubProvider: WebhookProvider = {
  kind: 'github',
  check: 'webhook, HMAC',
  formField: 'payload',
  verify: githubSignature,
  deliveryKey({ headers }) {
    const key = headerValue(headers, 'x-github-delivery');
    return key && key.length <= 128 ? key : undefined;
  },
  parse: parseGithub,
  keepHeaders: [
    'content-type',
    'user-agent',
    'x-github-delivery',
    'x-github-event',
    'x-github-hook-id',
    'x-github-hook-installation-target-id',
    'x-github-hook-installation-target-type',
    'x-github-enterprise-host',
    'x-github-enterprise-version',
  ],
  annotations: [
    {
      annotation: 'github.com/project-slug',
      value: (subject: Subject) => subject.project,
    },
  ],
};
