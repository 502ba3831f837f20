import { createHmac } from 'node:crypto';
import { githubProvider } from './githubProvider';

const body = Buffer.from('{"zen":"Non-blocking is better than blocking. ✓"}');
const now = new Date('2026-01-01T00:00:00Z');

function sign(secret: string, bytes: Buffer = body, algorithm = 'sha256') {
  const hex = createHmac(algorithm, secret).update(bytes).digest('hex');
  return `${algorithm}=${hex}`;
}

function verify(
  headers: Record<string, string | string[]>,
  secrets = ['first-secret', 'second-secret'],
  bytes = body,
) {
  return githubProvider.verify({ headers, body: bytes, secrets, now });
}

describe('signature of a GitHub delivery', () => {
  it.each([
    ['the first live secret', 'first-secret', 0],
    ['the second live secret', 'second-secret', 1],
  ])('is verified with %s', (_, secret, secretIndex) => {
    expect(verify({ 'x-hub-signature-256': sign(secret) })).toEqual({
      outcome: 'verified',
      secretIndex,
    });
  });

  it("is verified for GitHub's documented example", () => {
    expect(
      verify(
        {
          'x-hub-signature-256':
            'sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17',
        },
        ["It's a Secret to Everybody"],
        Buffer.from('Hello, World!'),
      ),
    ).toEqual({ outcome: 'verified', secretIndex: 0 });
  });

  it('accepts capital hex digits', () => {
    const signature = `sha256=${sign('first-secret').slice(7).toUpperCase()}`;
    expect(verify({ 'x-hub-signature-256': signature }).outcome).toBe(
      'verified',
    );
  });

  const good = sign('first-secret');
  it.each<[string, Record<string, string | string[]>, string, RegExp]>([
    ['no header', {}, 'missing', /not signed.*secret/],
    [
      'an empty header',
      { 'x-hub-signature-256': ' ' },
      'missing',
      /not signed/,
    ],
    [
      'SHA-1 alone',
      { 'x-hub-signature': sign('first-secret', body, 'sha1') },
      'missing',
      /SHA-1.*X-Hub-Signature-256.*set the secret/,
    ],
    [
      'another secret',
      { 'x-hub-signature-256': sign('other') },
      'invalid',
      /does not match/,
    ],
    [
      'other bytes',
      { 'x-hub-signature-256': sign('first-secret', Buffer.from('{}')) },
      'invalid',
      /does not match/,
    ],
    [
      'another algorithm in the header',
      { 'x-hub-signature-256': sign('first-secret', body, 'sha1') },
      'invalid',
      /must start with "sha256="/,
    ],
    [
      'a digit too few',
      { 'x-hub-signature-256': good.slice(0, -1) },
      'invalid',
      /64 hex digits.*63/,
    ],
    [
      'a digit too many',
      { 'x-hub-signature-256': `${good}0` },
      'invalid',
      /64 hex digits.*65/,
    ],
    ['no digits', { 'x-hub-signature-256': 'sha256=' }, 'invalid', /holds 0/],
    [
      'a character that is no hex digit',
      { 'x-hub-signature-256': `${good.slice(0, -1)}g` },
      'invalid',
      /not hex digits/,
    ],
    [
      'the header twice',
      { 'x-hub-signature-256': [good, good] },
      'missing',
      /not signed/,
    ],
    [
      'two values in one header',
      { 'x-hub-signature-256': `${good}, ${good}` },
      'invalid',
      /64 hex/,
    ],
  ])('is refused with %s', (_, headers, outcome, message) => {
    const result = verify(headers);
    expect(result).toEqual({
      outcome,
      message: expect.stringMatching(message),
    });
  });

  it('trusts nothing when the source has no secret, not even the empty one', () => {
    const headers = { 'x-hub-signature-256': sign('') };
    expect(verify(headers, []).outcome).toBe('invalid');
    expect(verify(headers, ['']).outcome).toBe('invalid');
    expect(verify(headers, ['', 'first-secret']).outcome).toBe('invalid');
  });

  it('never names the secret or the body in a message', () => {
    const result = verify({ 'x-hub-signature-256': sign('other') });
    expect(JSON.stringify(result)).not.toMatch(/first-secret|blocking/);
  });
});

describe('delivery key of a GitHub delivery', () => {
  it.each<[string, Record<string, string>, string | undefined]>([
    [
      'is the delivery id',
      { 'x-github-delivery': ' 72d3162e-cc78 ' },
      '72d3162e-cc78',
    ],
    ['is left to the hash of the body without one', {}, undefined],
    [
      'is left to the hash when absurd',
      { 'x-github-delivery': 'x'.repeat(129) },
      undefined,
    ],
  ])('%s', (_, headers, key) => {
    expect(githubProvider.deliveryKey({ headers, body })).toBe(key);
  });

  it('keeps no signature among the headers', () => {
    expect(
      githubProvider.keepHeaders.filter(h => /signature|auth|token/.test(h)),
    ).toEqual([]);
  });
});
