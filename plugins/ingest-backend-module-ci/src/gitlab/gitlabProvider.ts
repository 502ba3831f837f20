import { Subject } from '@quarterdeck/plugin-ingest-common';
import { WebhookProvider } from '@quarterdeck/plugin-ingest-node';
import { headerValue } from '../headerValue';
import { gitlabSignature } from './gitlabSignature';
import { parseGitlab } from './parseGitlab';

/** GitLab.com, GitLab Dedicated and self-managed. */
export const gitlabProvider: WebhookProvider = {
  kind: 'gitlab',
  check: 'webhook, token or HMAC',
  verify: gitlabSignature,
  deliveryKey({ headers }) {
    // X-Gitlab-Event-UUID is no delivery id: hooks that set off each other share it.
    const key =
      headerValue(headers, 'idempotency-key') ??
      headerValue(headers, 'webhook-id');
    return key && key.length <= 128 ? key : undefined;
  },
  parse: parseGitlab,
  keepHeaders: [
    'content-type',
    'user-agent',
    'idempotency-key',
    'webhook-id',
    'webhook-timestamp',
    'x-gitlab-event',
    'x-gitlab-event-uuid',
    'x-gitlab-instance',
    'x-gitlab-webhook-uuid',
  ],
  annotations: [
    {
      annotation: 'gitlab.com/project-slug',
      value: (subject: Subject) => subject.project,
      // Two GitLab servers may hold projects of one name.
      unless: [
        {
          annotation: 'gitlab.com/instance',
          value: (subject: Subject) => subject.instance,
        },
      ],
    },
  ],
};
