import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { signature } from '../send/signDelivery';
import { LoadOptions } from './runLoad';

/** A load as a file describes it. */
export const loadJobSchema = z.object({
  url: z.url(),
  /** Signs the bodies as GitHub does; unsigned when left out. */
  secret: z.string().min(1).optional(),
  deliveries: z
    .array(z.object({ event: z.string().min(1), body: z.string() }))
    .min(1),
  connections: z.int().positive(),
  durationMs: z.number().positive().optional(),
  requests: z.int().positive().optional(),
});

/** @see loadJobSchema */
export type LoadJob = z.output<typeof loadJobSchema>;

/** A load with bodies signed beforehand, so that the sender costs little while it is measured. */
export function loadOptionsOf(job: LoadJob): LoadOptions {
  const run = randomBytes(6).toString('hex');
  return {
    url: job.url,
    connections: job.connections,
    durationMs: job.durationMs,
    requests: job.requests,
    bodies: job.deliveries.map(({ event, body: text }) => {
      const body = Buffer.from(text);
      return {
        body,
        headers: {
          'content-type': 'application/json',
          'x-github-event': event,
          ...(job.secret && {
            'x-hub-signature-256': signature(job.secret, body),
          }),
        },
      };
    }),
    // The signature covers the body alone: an id of its own makes each one new.
    headersOf: sent => ({ 'x-github-delivery': `load-${run}-${sent}` }),
  };
}
