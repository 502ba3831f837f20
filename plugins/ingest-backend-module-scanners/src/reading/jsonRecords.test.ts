import fc from 'fast-check';
import { bodyOf } from '@quarterdeck/plugin-ingest-node/testUtils';
import { jsonRecords } from './jsonRecords';

const cut = async (
  text: string,
  patterns: readonly string[],
  options?: Parameters<typeof jsonRecords>[2],
  pieceLength?: number,
) => {
  const { rest, records } = await jsonRecords(
    bodyOf(text, pieceLength),
    patterns,
    options,
  );
  return {
    rest,
    records: [...records()].map(record => ({
      path: record.path,
      value: record.read(),
    })),
  };
};

describe('jsonRecords', () => {
  const text = JSON.stringify({
    version: '1',
    runs: [
      { results: [{ a: '}]"\\' }, 5, null, 'x', [[1]]], tool: { n: 1 } },
      { tool: { n: 2 }, results: [] },
    ],
  });

  it.each([1, 2, 3, 7, 4096])(
    'cuts records whatever the size of the pieces (%i)',
    async pieceLength => {
      expect(await cut(text, ['/runs/*/results/*'], {}, pieceLength)).toEqual({
        rest: {
          version: '1',
          runs: [
            { results: [], tool: { n: 1 } },
            { tool: { n: 2 }, results: [] },
          ],
        },
        records: [
          { path: '/runs/0/results/0', value: { a: '}]"\\' } },
          { path: '/runs/0/results/1', value: 5 },
          { path: '/runs/0/results/2', value: null },
          { path: '/runs/0/results/3', value: 'x' },
          { path: '/runs/0/results/4', value: [[1]] },
        ],
      });
    },
  );

  it('cuts values of objects, leaves named ones as null, drops what nobody needs', async () => {
    expect(
      await cut(
        '{"v":{"a/b":{"x":1}, "c\\n":2},"big":[1,2],"keep":[{"y":{}}],"one":{"z":1}}',
        ['/v/*', '/one'],
        { drop: ['/big'] },
        3,
      ),
    ).toEqual({
      rest: { v: {}, big: null, keep: [{ y: {} }], one: null },
      records: [
        { path: '/v/a~1b', value: { x: 1 } },
        { path: '/v/c\n', value: 2 },
        { path: '/one', value: { z: 1 } },
      ],
    });
  });

  it.each([
    ['lines', '{"a":1}\n{"a":2}\n'],
    ['a list', '[{"a":1},{"a":2}]'],
    ['values one after the other', '{"a":1}{"a":2}'],
    ['lists one after the other', '[{"a":1}]\n[{"a":2}]'],
  ])('takes documents as %s', async (_, documents) => {
    const { records } = await cut(documents, [], { documents: true }, 2);
    expect(records.map(({ value }) => value)).toEqual([{ a: 1 }, { a: 2 }]);
  });

  it('rejects one bad record and reads the others', async () => {
    const { records } = await jsonRecords(
      bodyOf('[{"a":1},{"a":tru},{"a":3}]'),
      ['/*'],
    );
    const [first, second, third] = [...records()];
    expect(first.read()).toEqual({ a: 1 });
    expect(() => second.read()).toThrow('It is not valid JSON.');
    expect(second.path).toBe('/1');
    expect(third.read()).toEqual({ a: 3 });
  });

  it.each([
    ['{"runs":[{"results":[{"a":1},{"a"', 'cut off'],
    ['[[{"a":1}', 'cut off'],
    ['{"a":"', 'cut off'],
    ['{"a', 'cut off'],
    ['   ', 'empty'],
    ['{"a":1} x', 'more text'],
    ['{"a":]}', 'closes what it has not opened'],
    ['{"a" 1 2}', 'a colon is missing'],
    ['{"a":truth}', 'not valid JSON'],
    ['[[{}{}]]', 'a comma is missing'],
    ['{"a":'.repeat(200), 'nests deeper'],
    [`[${'['.repeat(200)}`, 'nests deeper'],
  ])('refuses %s', async (bad, message) => {
    await expect(
      jsonRecords(bodyOf(bad, 5), ['/runs/*/results/*', '/*/*']),
    ).rejects.toThrow(message);
  });

  it('replaces what a database cannot hold', async () => {
    const { records } = await cut('["a\\u0000b\\ud800", "\\ud83d\\ude00"]', [
      '/*',
    ]);
    expect(records.map(({ value }) => value)).toEqual(['a\ufffdb\ufffd', '😀']);
  });

  it('gives what JSON.parse gives, for any document and any pieces', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.record({ head: fc.jsonValue(), list: fc.array(fc.jsonValue()) }),
        fc.integer({ min: 1, max: 40 }),
        fc.constantFrom(undefined, 1),
        async (value, pieceLength, indent) => {
          const whole = JSON.stringify(value, null, indent);
          const read = await cut(whole, ['/list/*'], {}, pieceLength);
          const parsed: unknown = JSON.parse(whole);
          expect({
            ...(read.rest as object),
            list: read.records.map(record => record.value),
          }).toEqual(parsed);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('holds many records compressed and gives them back in order', async () => {
    const filler = 'x'.repeat(1_000_000);
    const long = `[${Array.from(
      { length: 40 },
      (_, index) => `{"n":${index},"f":"${filler}é"}`,
    ).join(',')}]`;
    const { records } = await jsonRecords(bodyOf(long, 65_536), ['/*']);
    expect(
      [...records()].map(record => (record.read() as { n: number }).n),
    ).toEqual(Array.from({ length: 40 }, (_, index) => index));
  });
});
