import { ReportError, ReportFormat } from '@quarterdeck/plugin-ingest-node';
import { group1Examples } from './__testUtils__/group1Examples';
import {
  formatsThatKnow,
  readScan,
  ReadScan,
  securityFixtures,
} from './__testUtils__/securityFixtures';

/** What was read, or why it was refused; anything else thrown fails the test. */
async function outcome(
  text: string,
  format: ReportFormat,
): Promise<ReadScan | ReportError> {
  try {
    return await readScan(text, format);
  } catch (error) {
    if (error instanceof ReportError) return error;
    // `json()` of the door says it in its own words.
    if (error instanceof SyntaxError) return new ReportError(error.message);
    throw error;
  }
}

const clean = (read: ReadScan | ReportError) =>
  !(read instanceof ReportError) &&
  read.figures.status === undefined &&
  read.rejected.length === 0;

const junk: readonly unknown[] = [
  null,
  true,
  -7,
  1.5e300,
  '',
  'x'.repeat(70_000),
  '\u0000\ud800',
  [],
  [[]],
  [null, 7],
  {},
  { a: { b: 1 } },
];

/** Every copy of a value with one place of it replaced. */
function* replaced(value: unknown, by: unknown): Generator<unknown> {
  yield by;
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) {
      for (const inner of replaced(item, by)) yield value.with(index, inner);
    }
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, item] of Object.entries(value)) {
      for (const inner of replaced(item, by)) yield { ...value, [key]: inner };
    }
  }
}

const knownBy = (text: string) => {
  const [format] = formatsThatKnow(text);
  if (!format) throw new Error('No format knows the example.');
  return format;
};

describe.each(
  group1Examples.map(
    example => [`${example.format}: ${example.name}`, example.text] as const,
  ),
)('%s', (_, text) => {
  const format = knownBy(text);
  const isLines =
    text.trimEnd().includes('}\n{') ||
    (!text.startsWith('[') && format.format === 'trufflehog');

  it('is never clean when it is cut off', async () => {
    for (let part = 0; part < 40; part += 1) {
      const cut = text.slice(0, Math.floor((text.length * part) / 40));
      const read = await outcome(cut, format);
      // Whole lines are whole records.
      expect([part, !isLines && clean(read)]).toEqual([part, false]);
    }
  });

  it('never fails for values of other types, whatever place they take', async () => {
    const value: unknown = isLines
      ? text
          .trim()
          .split('\n')
          .map(line => JSON.parse(line) as unknown)
      : JSON.parse(text);
    let count = 0;
    for (const by of junk) {
      for (const changed of replaced(value, by)) {
        count += 1;
        const read = await outcome(JSON.stringify(changed), format);
        expect(read).toBeDefined();
      }
    }
    expect(count).toBeGreaterThan(junk.length);
  });

  it('bears long texts and deep nesting', async () => {
    const long = text.replace(
      /"[^"\\]{3,}"(?=\s*[,}\]])/g,
      `"${'y'.repeat(9000)}"`,
    );
    expect(await outcome(long, format)).toBeDefined();
    const deep = `${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}`;
    expect(await outcome(`[${deep}]`, format)).toBeInstanceOf(ReportError);
    const inside = text.replace(/\}(\s*[\])}]*\s*)$/, `,"z":${deep}}$1`);
    expect(clean(await outcome(inside, format))).toBe(false);
  });
});

describe('public reports cut off', () => {
  const fixtures = securityFixtures([
    'bandit-json',
    'checkov-json',
    'github-dependabot-api',
    'gitlab-sast',
    'gosec-json',
    'grype-json',
    'sarif',
    'semgrep-json',
    'trivy-json',
    'trivy-operator',
  ]);

  it('are never clean', async () => {
    for (const { path, text } of fixtures) {
      const whole = text();
      const format = knownBy(whole);
      for (const part of [0.1, 0.33, 0.5, 0.8, 0.95, 0.999]) {
        // What is only white space may go.
        const cut = whole
          .trimEnd()
          .slice(0, Math.floor(whole.trimEnd().length * part));
        expect([path, part, clean(await outcome(cut, format))]).toEqual([
          path,
          part,
          false,
        ]);
      }
    }
  });
});

describe('what no format reads', () => {
  it.each([
    ['null'],
    ['{}'],
    ['[]'],
    ['""'],
    ['7'],
    ['{"error":{"code":"X"}}'],
    ['<html></html>'],
    ['{"message":"Not Found","documentation_url":"https://docs.example"}'],
    ['{"ok":true}'],
    ['[null]'],
    ['[[[]]]'],
  ])('%s', text => {
    expect(formatsThatKnow(text).map(({ format }) => format)).toEqual([]);
  });

  it('is refused by every format that is named for it, or no clean scan', async () => {
    const formats = new Map(
      group1Examples.map(({ text }) => [knownBy(text).format, knownBy(text)]),
    );
    for (const [name, format] of formats) {
      for (const text of [
        'null',
        '7',
        '"x"',
        '{}',
        '{"error":{"code":"X"}}',
        '',
      ]) {
        const read = await outcome(text, format);
        expect([name, text, clean(read)]).toEqual([name, text, false]);
      }
    }
  });
});
