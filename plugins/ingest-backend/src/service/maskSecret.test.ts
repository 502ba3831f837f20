import { maskSecret, secretKeyOf } from './maskSecret';

const key = secretKeyOf({ id: 'a', key: Buffer.alloc(32, 1) });
const value = 'FAKE-SECRET-0001/äü+"quoted"';

const finding = (more: object) => ({
  record: 'finding',
  kind: 'secret',
  ruleId: 'generic-api-key',
  title: 'A secret',
  ...more,
});

describe('maskSecret', () => {
  it('leaves HMAC and mask, and masks the value in every other text', () => {
    const masked = maskSecret(
      finding({
        title: `Found ${value}`,
        description: `key = ${value}; again ${JSON.stringify(value)}`,
        locations: [
          {
            path: `a/${encodeURIComponent(value)}`,
            snippet: `x=${value}`,
            url: `https://x.example/?k=${encodeURIComponent(value)}`,
          },
        ],
        tags: [value],
        fingerprints: { own: `f:${value}` },
        secret: { value, commit: 'abc', verified: true },
      }),
      key,
    );
    const text = JSON.stringify(masked);
    expect(text).not.toContain('SECRET-0001');
    expect(masked).toMatchObject({
      ruleId: 'generic-api-key',
      title: 'Found ••••',
      secret: { mask: 'FAKE••••', commit: 'abc', verified: true },
    });
    expect(masked).toHaveProperty(
      'secret.hmac',
      expect.stringMatching(/^[0-9a-f]{64}$/),
    );
  });

  it('masks the lines of a key, and what was cut off within the value', () => {
    const block = '-----BEGIN FAKE KEY-----\nFAKEFAKEFAKE1\nFAKEFAKEFAKE2\n';
    const text = JSON.stringify(
      maskSecret(
        finding({
          description: 'line 2 is FAKEFAKEFAKE1',
          title: 'ends with FAKEFAKEFA',
          secret: { value: block },
        }),
        key,
      ),
    );
    expect(text).not.toContain('FAKEFAKE');
  });

  it('gives one value one HMAC, and another key another', () => {
    const hmacOf = (text: string, with_ = key) =>
      (
        maskSecret(finding({ secret: { value: text } }), with_) as {
          secret: { hmac: string };
        }
      ).secret.hmac;
    const other = secretKeyOf({ id: 'b', key: Buffer.alloc(32, 2) });
    expect(hmacOf(value)).toBe(hmacOf(value));
    expect(hmacOf(value)).not.toBe(hmacOf(`${value}x`));
    expect(hmacOf(value)).not.toBe(hmacOf(value, other));
  });

  it('does not cut short values out of names', () => {
    expect(
      maskSecret(
        finding({ description: 'api is bad', secret: { value: 'api-' } }),
        key,
      ),
    ).toMatchObject({ ruleId: 'generic-api-key', secret: { mask: '••••' } });
  });

  it.each([
    [{ suite: 'a', name: 'b' }],
    [{ secret: { mask: '••••' } }],
    [{ secret: null }],
  ])('leaves other records as they are', record => {
    expect(maskSecret(record, key)).toBe(record);
  });
});
