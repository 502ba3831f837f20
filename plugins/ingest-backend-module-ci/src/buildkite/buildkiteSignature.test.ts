import { createHmac } from 'node:crypto';
import {
  buildkiteBuild,
  buildkiteJobBody,
  now,
} from '../__testUtils__/hookExamples';
import { buildkiteProvider } from './buildkiteProvider';

describe('signature and key of a Buildkite delivery', () => {
  const body = Buffer.from(JSON.stringify(buildkiteJobBody));
  const seconds = now.getTime() / 1000;
  const sign = (secret: string, timestamp: number) => {
    const hex = createHmac('sha256', secret)
      .update(`${timestamp}.${body}`)
      .digest('hex');
    return `timestamp=${timestamp},signature=${hex}`;
  };
  const verify = (headers: Record<string, string>) =>
    buildkiteProvider.verify({
      headers,
      body,
      secrets: ['first', 'second'],
      now,
    });

  it.each([
    [
      'a signature by the first secret',
      { 'x-buildkite-signature': sign('first', seconds) },
      'verified',
    ],
    [
      'a signature by the second secret',
      { 'x-buildkite-signature': sign('second', seconds - 299) },
      'verified',
    ],
    ['a token', { 'x-buildkite-token': 'second' }, 'verified'],
    [
      'an old signature',
      { 'x-buildkite-signature': sign('first', seconds - 301) },
      'stale',
    ],
    [
      'a signature of tomorrow',
      { 'x-buildkite-signature': sign('first', seconds + 301) },
      'stale',
    ],
    [
      'another secret',
      { 'x-buildkite-signature': sign('other', seconds) },
      'invalid',
    ],
    [
      'a wrong signature beside a good token',
      {
        'x-buildkite-signature': sign('other', seconds),
        'x-buildkite-token': 'first',
      },
      'invalid',
    ],
    ['another form', { 'x-buildkite-signature': 'sha256=abc' }, 'invalid'],
    ['another token', { 'x-buildkite-token': 'third' }, 'invalid'],
    ['nothing', {}, 'missing'],
  ])('with %s', (_, headers, outcome) => {
    expect(verify(headers)).toMatchObject({ outcome });
  });

  const key = (change: object) =>
    buildkiteProvider.deliveryKey({
      headers: {},
      body: Buffer.from(JSON.stringify({ ...buildkiteJobBody, ...change })),
    });

  it('is the same for a repeat, and differs by event, state, job and wait', () => {
    const job = { ...buildkiteJobBody.job, id: 'another' };
    const build = { ...buildkiteBuild, finished_at: '2026-03-01T11:00:00Z' };
    const keys = [
      key({}),
      key({ event: 'job.started' }),
      key({ job }),
      key({ build }),
      key({ build: { ...buildkiteBuild, state: 'canceled' } }),
    ];
    expect(new Set(keys).size).toBe(keys.length);
    expect(key({ sender: { id: 'another' } })).toBe(keys[0]);
  });
});
