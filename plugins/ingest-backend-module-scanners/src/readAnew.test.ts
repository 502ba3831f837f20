import { codeExamples } from './__testUtils__/examples/codeExamples';
import { readExample } from './__testUtils__/readExample';

const alert = (number: number) => ({
  number,
  state: 'open',
  html_url: `https://github.com/acme/shop/security/code-scanning/${number}`,
  rule: { id: `r${number}`, severity: 'error', description: 'Bad' },
  tool: { name: 'Lintel' },
  most_recent_instance: { location: { path: 'src/a.ts', start_line: number } },
});
const rulesOf = async (report: string) =>
  (await readExample(report)).findings.map(({ ruleId }) => ruleId);

describe('alerts of GitHub, as its command line prints pages', () => {
  const pages = [[alert(1), alert(2)], [alert(3)]];
  it.each([
    ['one after the other', pages.map(page => JSON.stringify(page)).join('')],
    [
      'one after the other, over many lines',
      pages.map(page => JSON.stringify(page, null, 2)).join('\n'),
    ],
    [
      'taken apart',
      pages
        .flat()
        .map(one => JSON.stringify(one))
        .join('\n'),
    ],
    [
      'taken apart, over many lines',
      pages
        .flat()
        .map(one => JSON.stringify(one, null, 2))
        .join('\n'),
    ],
  ])('are all read: %s', async (_, text) => {
    expect(await rulesOf(text)).toEqual(['r1', 'r2', 'r3']);
    expect((await readExample(text)).figures.status).toBeUndefined();
  });

  it('of one alert are never a whole scan', async () => {
    const { figures, findings } = await readExample(alert(1));
    expect([figures.status, findings.length]).toEqual(['partial', 1]);
  });
});

describe('ESLint with metadata', () => {
  it('says what its list says', async () => {
    const example = codeExamples.find(({ format }) => format === 'eslint');
    const list: unknown = JSON.parse(example?.text ?? '[]');
    const plain = await readExample(list);
    const more = await readExample({
      results: list,
      metadata: { cwd: '/src', rulesMeta: {} },
    });
    expect(plain.records.length).toBeGreaterThan(0);
    expect(more.records).toEqual(plain.records);
    expect(more.format).toBe('eslint');
  });
});

describe('TruffleHog3', () => {
  it('has a rule, a place and the secret', async () => {
    const { findings, format } = await readExample([
      {
        id: 'a1',
        rule: { id: 'acme-key', message: 'A key', severity: 'HIGH' },
        path: '/src/keys.env',
        line: '3',
        secret: 'FAKE-SECRET-0001',
        context: { 3: 'KEY=FAKE-SECRET-0001' },
        branch: 'main',
        commit: 'abcdef1234567',
      },
    ]);
    expect(format).toBe('trufflehog');
    expect(findings).toMatchObject([
      {
        kind: 'secret',
        tool: { name: 'TruffleHog3' },
        severity: 'high',
        locations: [{ startLine: 3 }],
        secret: { value: 'FAKE-SECRET-0001', commit: 'abcdef1234567' },
      },
    ]);
  });
});

describe('a clean report that says little', () => {
  it.each([
    ['tfsec', { results: null }],
    ['semgrep', { results: [], errors: [] }],
  ])('is known: %s', async (format, report) => {
    const read = await readExample(report);
    expect([read.format, read.records, read.figures.status]).toEqual([
      format,
      [],
      undefined,
    ]);
  });
});

describe('CycloneDX of something without a name', () => {
  it('is read whole: there is nothing wrong with what it lists', async () => {
    const { components, rejected } = await readExample({
      bomFormat: 'CycloneDX',
      specVersion: '1.4',
      metadata: { component: { type: 'application', name: '' } },
      components: [{ type: 'library', name: 'rope', version: '1' }],
    });
    expect([components.length, rejected]).toEqual([1, []]);
  });
});
