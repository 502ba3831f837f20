import { ConfigReader } from '@backstage/config';
import { readIngestConfig } from './ingestConfig';

const bodyKey = Buffer.alloc(32, 1).toString('base64');
const source = { kind: 'github', secrets: ['long-enough'], entities: 'all' };
const read = (ingest: object) =>
  readIngestConfig(new ConfigReader(JSON.parse(JSON.stringify({ ingest }))));

describe('the configuration of the door', () => {
  it('has defaults for all but the key and the entities', () => {
    const [only] = read({ bodyKey, sources: { shop: source } }).sources;
    expect(only).toMatchObject({
      id: 'shop',
      title: 'shop',
      limits: { bodyBytes: 26_214_400, depth: 100 },
    });
  });

  it('hashes leaked secrets with a key that outlives the turning of keys', () => {
    const older = Buffer.alloc(32, 2).toString('base64');
    const own = Buffer.alloc(32, 3).toString('base64');
    const keyOf = (ingest: object) =>
      read({ bodyKey, ...ingest }).leakedSecretKey.key[0];
    expect(keyOf({})).toBe(1);
    expect(keyOf({ oldBodyKeys: [older] })).toBe(2);
    expect(keyOf({ oldBodyKeys: [older], leakedSecretKey: own })).toBe(3);
  });

  it('reads how long a source may be quiet', () => {
    const sources = { shop: { ...source, silentAfter: '2h' } };
    expect(read({ bodyKey, sources }).sources[0].silentAfterMs).toBe(7_200_000);
  });

  it.each([
    [{}, /ingest.bodyKey is missing.*openssl/],
    [{ bodyKey: 'c2hvcnQ=' }, /must be 32 bytes as base64, and has 5/],
    [
      { bodyKey, sources: { shop: { kind: 'github' } } },
      /ingest.sources.shop.entities is missing/,
    ],
    [
      { bodyKey, sources: { shop: { ...source, secrets: ['a', 'b', 'c'] } } },
      /sources.shop.secrets/,
    ],
    [{ bodyKey, sources: { 'Shop/1': source } }, /needs another id/],
    [
      {
        bodyKey,
        sources: {
          shop: { ...source, mapping: [{ project: 'a', entity: 'shop' }] },
        },
      },
      /not a full entity ref/,
    ],
    [
      { bodyKey, sources: { shop: { ...source, secret: 'misspelt' } } },
      /sources.shop/,
    ],
  ])('refuses %j with a sentence', (ingest, sentence) => {
    expect(() => read(ingest)).toThrow(sentence);
  });

  it('starts with a source without secrets: the door refuses it, not the start', () => {
    const sources = { shop: { kind: 'github', entities: 'all' } };
    expect(read({ bodyKey, sources }).sources[0].secrets).toEqual([]);
  });
});
