import { createHash } from 'node:crypto';
import { z } from 'zod';
import { Subject } from '@quarterdeck/plugin-ingest-common';
import { WebhookProvider } from '@quarterdeck/plugin-ingest-node';
import { lenient, maybeFlag, maybeId, maybeText } from '../bodyValues';
import { headerValue } from '../headerValue';
import { buildkiteSignature } from './buildkiteSignature';
import { parseBuildkite } from './parseBuildkite';

const keySchema = z.object({
  event: maybeText,
  pipeline: lenient(z.object({ id: maybeId, slug: maybeText })),
  build: z.object({
    id: maybeId,
    number: maybeId,
    state: maybeText,
    blocked: maybeFlag,
    finished_at: maybeText,
  }),
  job: lenient(
    z.object({ id: maybeId, state: maybeText, finished_at: maybeText }),
  ),
});

/**
 * Buildkite sends no delivery id. What makes one delivery differ from the next
 * is the pipeline, the number, the event, the state and the job; the finish
 * time tells apart the waits of one build at two block steps.
 */
function buildkiteKey(event: string | undefined, body: Buffer) {
  let value: unknown;
  try {
    value = JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
  const read = keySchema.safeParse(value);
  if (!read.success) return undefined;
  const { build, pipeline, job } = read.data;
  if (build.id === undefined && build.number === undefined) return undefined;
  return createHash('sha256')
    .update(
      JSON.stringify([
        pipeline?.id ?? pipeline?.slug,
        build.id,
        build.number,
        read.data.event ?? event,
        build.state,
        build.blocked,
        build.finished_at,
        job?.id,
        job?.state,
        job?.finished_at,
      ]),
    )
    .digest('hex');
}

/** Buildkite: builds, jobs and block steps. */
export const buildkiteProvider: WebhookProvider = {
  kind: 'buildkite',
  check: 'webhook, HMAC or token',
  verify: buildkiteSignature,
  deliveryKey: ({ headers, body }) =>
    buildkiteKey(headerValue(headers, 'x-buildkite-event'), body),
  parse: parseBuildkite,
  keepHeaders: [
    'content-type',
    'user-agent',
    'x-buildkite-event',
    'x-buildkite-request',
  ],
  annotations: [
    {
      annotation: 'buildkite.com/project-slug',
      value: (subject: Subject) => subject.project,
    },
  ],
};
