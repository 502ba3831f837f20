import { createHmac } from 'node:crypto';
import { gitlabProvider } from './gitlabProvider';

const body = Buffer.from('{"object_kind":"pipeline"}');
const now = new Date('2026-03-01T10:00:00Z');
const seconds = String(now.getTime() / 1000);
const key = Buffer.from('an obviously fake signing key');
const secret = `whsec_${key.toString('base64')}`;

function sign(
  signingKey: Buffer | string,
  { id = 'msg_1', timestamp = seconds, bytes = body } = {},
) {
  const hmac = createHmac('sha256', signingKey);
  return `v1,${hmac
    .update(`${id}.${timestamp}.`)
    .update(bytes)
    .digest('base64')}`;
}

function verify(
  headers: Record<string, string | string[]>,
  secrets = ['plain-secret', secret],
) {
  return gitlabProvider.verify({ headers, body, secrets, now });
}

const signed = (signature: string, timestamp = seconds) => ({
  'webhook-id': 'msg_1',
  'webhook-timestamp': timestamp,
  'webhook-signature': signature,
});

describe('secret token of a GitLab delivery', () => {
  it.each([
    ['plain-secret', 0],
    [secret, 1],
  ])('%s is verified', (token, secretIndex) => {
    expect(verify({ 'x-gitlab-token': token })).toEqual({
      outcome: 'verified',
      secretIndex,
    });
  });

  it.each<[string, Record<string, string | string[]>, string]>([
    ['none', {}, 'missing'],
    ['an empty one', { 'x-gitlab-token': '' }, 'missing'],
    ['another', { 'x-gitlab-token': 'plain-secre' }, 'invalid'],
    ['two', { 'x-gitlab-token': ['plain-secret', 'x'] }, 'missing'],
    ['one in another header', { authorization: 'Bearer x' }, 'missing'],
  ])('%s is refused', (_, headers, outcome) => {
    const result = verify(headers);
    expect(result.outcome).toBe(outcome);
    expect(JSON.stringify(result)).not.toContain('plain-secret');
  });

  it('is never the empty secret', () => {
    expect(verify({ 'x-gitlab-token': 'x' }, ['']).outcome).toBe('invalid');
  });
});

describe('signing token of a GitLab delivery', () => {
  it('is verified with a key in base64 and with a plain secret', () => {
    expect(verify(signed(sign(key)))).toEqual({
      outcome: 'verified',
      secretIndex: 1,
    });
    expect(verify(signed(sign('plain-secret')))).toEqual({
      outcome: 'verified',
      secretIndex: 0,
    });
  });

  it('is verified when one of several signatures fits', () => {
    const several = `v1a,${'A'.repeat(43)}= ${sign('other')} ${sign(key)}`;
    expect(verify(signed(several)).outcome).toBe('verified');
  });

  it.each<[string, Record<string, string>, string]>([
    ['another key', signed(sign('other')), 'invalid'],
    [
      'another body',
      signed(sign(key, { bytes: Buffer.from('{}') })),
      'invalid',
    ],
    ['another id', signed(sign(key, { id: 'msg_2' })), 'invalid'],
    ['another version', signed(sign(key).replace('v1', 'v2')), 'invalid'],
    ['no id', { ...signed(sign(key)), 'webhook-id': '' }, 'invalid'],
    ['words as time', signed(sign(key), 'now'), 'invalid'],
  ])('with %s is refused', (_, headers, outcome) => {
    expect(verify(headers).outcome).toBe(outcome);
  });

  it.each([
    [299, 'verified'],
    [-299, 'verified'],
    [301, 'stale'],
    [-301, 'stale'],
  ])('signed %d seconds ago is %s', (age, outcome) => {
    const timestamp = String(Number(seconds) - age);
    expect(verify(signed(sign(key, { timestamp }), timestamp)).outcome).toBe(
      outcome,
    );
  });

  it('that does not fit is not mended by a token beside it', () => {
    expect(
      verify({ ...signed(sign('other')), 'x-gitlab-token': 'plain-secret' })
        .outcome,
    ).toBe('invalid');
  });
});

describe('delivery key of a GitLab delivery', () => {
  it.each<[string, Record<string, string>, string | undefined]>([
    ['the idempotency key', { 'idempotency-key': 'a', 'webhook-id': 'b' }, 'a'],
    ['the id that is signed', { 'webhook-id': 'b' }, 'b'],
    [
      'never the event UUID, which hooks that set off each other share',
      { 'x-gitlab-event-uuid': 'c' },
      undefined,
    ],
    ['none when absurd', { 'idempotency-key': 'x'.repeat(129) }, undefined],
  ])('is %s', (_, headers, deliveryKey) => {
    expect(gitlabProvider.deliveryKey({ headers, body })).toBe(deliveryKey);
  });

  it('leaves no secret among the kept headers', () => {
    expect(
      gitlabProvider.keepHeaders.filter(h => /signature|auth|token/.test(h)),
    ).toEqual([]);
  });
});
