import { readExample } from '../__testUtils__/readExample';
import { lineHash } from './lineHash';

const weaknesses = {
  name: 'CWE',
  guid: 'AAAAAAAA-0000-4000-8000-000000000001',
  taxa: [
    { id: '79', guid: 'aaaaaaaa-0000-4000-8000-000000000079' },
    { id: 'CWE-89' },
  ],
};
const own = {
  name: 'Acme list',
  guid: 'aaaaaaaa-0000-4000-8000-000000000002',
  taxa: [{ id: 'A1' }, { id: 'CWE-22' }, { id: '798' }],
};

const read = (
  result: object,
  more: { rules?: object[]; driver?: object; run?: object } = {},
) =>
  readExample({
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: { name: 'Lintel', rules: more.rules, ...more.driver },
        },
        taxonomies: [own, weaknesses],
        results: [{ ruleId: 'r1', message: { text: 'Bad' }, ...result }],
        ...more.run,
      },
    ],
  });

describe('taxa of SARIF', () => {
  it.each<[string, object, number[]]>([
    ['by numbers', { index: 0, toolComponent: { index: 1 } }, [79]],
    [
      'by numbers, spelled out',
      { index: 1, toolComponent: { index: 1 } },
      [89],
    ],
    ['of another list', { index: 1, toolComponent: { index: 0 } }, [22]],
    [
      'of a list that is none of weaknesses',
      { index: 2, toolComponent: { index: 0 } },
      [],
    ],
    ['by the list’s name', { index: 0, toolComponent: { name: 'cwe' } }, [79]],
    [
      'by GUIDs',
      {
        guid: 'AAAAAAAA-0000-4000-8000-000000000079',
        toolComponent: { guid: weaknesses.guid },
      },
      [79],
    ],
    ['by id', { id: '352', toolComponent: { name: 'CWE' } }, [352]],
    [
      'by id, of a list that is not there',
      { id: 'CWE-352', toolComponent: { name: 'Other', index: 9 } },
      [352],
    ],
    ['of no list', { index: 1 }, [22]],
    ['that is not there', { index: 99, toolComponent: { index: 1 } }, []],
    ['of junk', { index: -1, toolComponent: { index: 'x' } }, []],
  ])('are found %s', async (_, reference, cwes) => {
    expect((await read({ taxa: [reference] })).findings[0].cwes).toEqual(cwes);
    const byRule = await read(
      {},
      { rules: [{ id: 'r1', relationships: [{ target: reference }] }] },
    );
    expect(byRule.findings[0].cwes).toEqual(cwes);
  });

  it('may stand in the tool itself', async () => {
    const { findings } = await read(
      { taxa: [{ index: 0 }] },
      { driver: { taxa: [{ id: 'CWE-611' }] } },
    );
    expect(findings[0].cwes).toEqual([611]);
  });
});

describe('a result of SARIF that quotes its code and has no fingerprint', () => {
  const file = Array.from(
    { length: 60 },
    (_, n) => `  call_number_${n}(first, second);`,
  ).join('\n');
  const linesOf = (from: number, to: number) =>
    file
      .split('\n')
      .slice(from - 1, to)
      .join('\n');
  const at = (region: object, contextRegion?: object) => ({
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: 'src/a.ts' },
          region,
          contextRegion,
        },
      },
    ],
  });
  const fingerprintOf = async (result: object) =>
    (await read(result)).findings[0].fingerprints.primaryLocationLineHash;

  it('has the hash of its line by what stands around it', async () => {
    expect(
      await fingerprintOf(
        at(
          { startLine: 10, startColumn: 3, snippet: { text: 'call_number_9' } },
          { startLine: 8, snippet: { text: linesOf(8, 20) } },
        ),
      ),
    ).toBe(`${lineHash(file, 10, true)}:1`);
  });

  it('has the same hash wherever the line has gone', async () => {
    const moved = (line: number) =>
      fingerprintOf(
        at(
          { startLine: line },
          { startLine: line - 2, snippet: { text: linesOf(8, 20) } },
        ),
      );
    expect(await moved(10)).toBe(await moved(310));
  });

  it.each([
    ['too little', at({ startLine: 10, snippet: { text: linesOf(10, 10) } })],
    [
      'a part of the line',
      at({ startLine: 10, startColumn: 5, snippet: { text: linesOf(10, 20) } }),
    ],
    [
      'other lines',
      at(
        { startLine: 10 },
        { startLine: 11, snippet: { text: linesOf(11, 30) } },
      ),
    ],
    [
      'code of no known place',
      at({ startLine: 10 }, { snippet: { text: linesOf(8, 30) } }),
    ],
  ])('has none by %s', async (_, result) => {
    expect(await fingerprintOf(result)).toBeUndefined();
  });

  it.each([
    ['before', true],
    ['behind', false],
  ])(
    'has the hash of its line by the source that stands %s the results',
    async (_, before) => {
      const artifacts = JSON.stringify([
        { location: { uri: 'src/other.ts' } },
        { location: { uri: 'src/a.ts' }, contents: { text: file } },
      ]);
      const results = JSON.stringify([
        {
          ruleId: 'r1',
          message: { text: 'Bad' },
          ...at({ startLine: 50, startColumn: 3 }),
        },
      ]);
      const parts = [`"artifacts":${artifacts}`, `"results":${results}`];
      const whole = await readExample(
        `{"version":"2.1.0","runs":[{"tool":{"driver":{"name":"Lintel"}},${(before
          ? parts
          : parts.reverse()
        ).join(',')}}]}`,
      );
      expect(whole.findings[0].fingerprints).toEqual({
        primaryLocationLineHash: `${lineHash(file, 50, true)}:1`,
      });
    },
  );

  it('keeps the fingerprints that its tool gives', async () => {
    const { findings } = await read({
      ...at(
        { startLine: 10 },
        { startLine: 8, snippet: { text: linesOf(8, 20) } },
      ),
      partialFingerprints: { own: 'f1' },
    });
    expect(findings[0].fingerprints).toEqual({ own: 'f1' });
  });

  it('has none where the code is a secret', async () => {
    const { findings } = await readExample({
      version: '2.1.0',
      runs: [
        {
          tool: { driver: { name: 'gitleaks' } },
          results: [
            {
              ruleId: 'generic-api-key',
              message: { text: 'A key' },
              ...at(
                { startLine: 1 },
                {
                  startLine: 1,
                  snippet: { text: `FAKE-SECRET-0001${linesOf(1, 9)}` },
                },
              ),
            },
          ],
        },
      ],
    });
    expect(findings[0]).toMatchObject({ kind: 'secret', fingerprints: {} });
  });
});
