import { eventInputSchema } from '@quarterdeck/plugin-ingest-common';
import fc from 'fast-check';
import { readEnvelope } from './readEnvelope';

const plain = {
  type: 'release.v1',
  subject: 'code.example/acme/shop',
  entity: 'component:default/shop',
  occurredAt: '2026-02-03T04:05:06.789Z',
  data: { tag: 'v1' },
};

const oddities = fc.oneof(
  fc.constantFrom<unknown>(
    undefined,
    null,
    '',
    'ab',
    7,
    [],
    {},
    'x'.repeat(5000),
    '2026-02-30T00:00:00.000Z',
    '2026-02-03T04:05:06Z',
    '2026-02-03T04:05:06.789+01:00',
    '+02026-02-03T04:05:06.7Z',
    { instance: 'code.example', project: 'acme/shop' },
    { sha: 'abc' },
  ),
  fc.jsonValue(),
);

describe('readEnvelope', () => {
  it('answers what the schema answers', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(
          'id',
          'type',
          'subject',
          'entity',
          'occurredAt',
          'correlation',
          'data',
          'other',
        ),
        oddities,
        (key, value) => {
          const item = { ...plain, [key]: value };
          const bySchema = eventInputSchema.safeParse(item);
          const read = readEnvelope(item);
          expect(read.success).toBe(bySchema.success);
          // A key that is there and undefined is no difference to any reader.
          expect(read.data).toEqual(bySchema.data);
          expect(read.error).toEqual(bySchema.error);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('passes the common form on as it is', () => {
    expect(readEnvelope(plain).data).toBe(plain);
  });

  it.each([null, 'text', 7, []])('leaves %j to the schema', item => {
    expect(readEnvelope(item).success).toBe(false);
  });
});
