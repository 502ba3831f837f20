import { z } from 'zod';
import { Subject } from '@quarterdeck/plugin-ingest-common';
import { ParseOutcome, WebhookProvider } from '@quarterdeck/plugin-ingest-node';
import { headerValue } from '../headerValue';
import { readDelivery } from '../readDelivery';
import { BitbucketDelivery, repositorySchema } from './bitbucketBody';
import { bitbucketSignature } from './bitbucketSignature';
import { parseDeployment } from './parseDeployment';
import { parsePipeline } from './parsePipeline';
import { parsePullRequest } from './parsePullRequest';
import { parsePush } from './parsePush';
import { parseStatus } from './parseStatus';

const envelopeSchema = z.object({
  repository: repositorySchema,
  pipeline: z.unknown().optional(),
  deployment: z.unknown().optional(),
});

const isPart = (part: unknown) => typeof part === 'object' && part !== null;

function parserOf(
  event: string,
  envelope: z.output<typeof envelopeSchema>,
): ((delivery: BitbucketDelivery) => ParseOutcome) | undefined {
  if (event === 'repo:push') return parsePush;
  if (/^repo:commit_status_(?:created|updated)$/.test(event)) {
    return parseStatus;
  }
  if (event.startsWith('pullrequest:')) return parsePullRequest;
  if (isPart(envelope.deployment)) return parseDeployment;
  if (isPart(envelope.pipeline)) return parsePipeline;
  return undefined;
}

/** Turns a Bitbucket delivery into events. Never throws. */
const parse: WebhookProvider['parse'] = ({ headers, body, now }) => {
  const event = headerValue(headers, 'x-event-key');
  if (!event || !/^[a-z0-9_:]{1,64}$/i.test(event)) {
    return {
      outcome: 'rejected',
      message:
        'The header X-Event-Key is missing or names no event. Bitbucket always sends it: check the proxy in between.',
      path: '',
    };
  }
  const read = readDelivery(
    envelopeSchema,
    body,
    `Bitbucket's ${event} webhook`,
  );
  if (!read.ok) return read.rejection;
  const parser = parserOf(event, read.value);
  if (!parser) {
    return {
      outcome: 'ignored',
      parsedAs: event,
      reason: `Bitbucket's ${event} events say nothing about pipelines, changes or deployments.`,
    };
  }
  const { full_name: project, mainbranch } = read.value.repository;
  return parser({
    event,
    project,
    webUrl: `https://bitbucket.org/${project}`,
    defaultBranch: mainbranch?.name,
    body,
    now,
  });
};

/** Bitbucket Cloud: pushes, pull requests, Pipelines and deployments. */
export const bitbucketProvider: WebhookProvider = {
  kind: 'bitbucket',
  check: 'webhook, HMAC',
  verify: bitbucketSignature,
  deliveryKey({ headers }) {
    const key = headerValue(headers, 'x-request-uuid');
    return key && key.length <= 128 ? key : undefined;
  },
  parse,
  keepHeaders: [
    'content-type',
    'user-agent',
    'x-event-key',
    'x-request-uuid',
    'x-hook-uuid',
    'x-attempt-number',
  ],
  annotations: [
    {
      // Backstage's own discovery of Bitbucket Cloud sets it.
      annotation: 'bitbucket.org/repo-url',
      value: (subject: Subject) => `https://bitbucket.org/${subject.project}`,
    },
    {
      annotation: 'bitbucket.org/project-slug',
      value: (subject: Subject) => subject.project,
    },
  ],
};
