import { Subject } from '@quarterdeck/plugin-ingest-common';
import { WebhookProvider } from '@quarterdeck/plugin-ingest-node';
import { bodyField } from '../deliveryParts';
import { circleciSignature } from './circleciSignature';
import { parseCircleci } from './parseCircleci';

const shortNames: Readonly<Record<string, string>> = {
  github: 'gh',
  gh: 'github',
  bitbucket: 'bb',
  bb: 'bitbucket',
};

/** CircleCI writes `github/acme/shop` and `gh/acme/shop` for the same project. */
function otherSlug({ project }: Subject): string | undefined {
  const slash = project.indexOf('/');
  const other = shortNames[project.slice(0, slash)];
  return other && other + project.slice(slash);
}

/** CircleCI cloud and server. It tells the end of workflows and jobs, never their start. */
export const circleciProvider: WebhookProvider = {
  kind: 'circleci',
  check: 'webhook, HMAC',
  verify: circleciSignature,
  deliveryKey({ body }) {
    const key = bodyField(body, 'id');
    return key && key.length <= 128 ? key : undefined;
  },
  parse: parseCircleci,
  keepHeaders: ['content-type', 'user-agent', 'circleci-event-type'],
  annotations: [
    {
      annotation: 'circleci.com/project-slug',
      value: ({ project }: Subject) => project,
    },
    { annotation: 'circleci.com/project-slug', value: otherSlug },
  ],
};
