import { ReportError, ReportFormat } from '@quarterdeck/plugin-ingest-node';
import { Example, group2Examples } from './__testUtils__/group2Examples';
import {
  formatsThatKnow,
  readScan,
  securityFixtures,
} from './__testUtils__/securityFixtures';
import * as formats from './formats';

const all = Object.values(formats);
const own = new Set(group2Examples.map(({ format }) => format));
const formatOf = (example: Example): ReportFormat => {
  const found = all.find(({ format }) => format === example.format);
  if (!found) throw new Error(`There is no format ${example.format}.`);
  return found;
};

/** Reads it, or says why it is refused; anything else thrown fails the test. */
async function outcome(text: string, format: ReportFormat) {
  try {
    return await readScan(text, format);
  } catch (error) {
    if (error instanceof ReportError && error.path.startsWith('/')) {
      return error;
    }
    // What the door does before a format sees it.
    if (error instanceof SyntaxError) return error;
    throw error;
  }
}

const junk: readonly unknown[] = [
  null,
  true,
  -7,
  1e300,
  '',
  'x'.repeat(20_000),
  '(-1 <a&'.repeat(2_000),
  '\ud800',
  [],
  [[]],
  [null],
  {},
  { a: 1 },
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

describe.each(
  group2Examples.map(example => [example.format, example] as const),
)('a report of %s', (_, example) => {
  const format = formatOf(example);

  it('is known by its format alone, whole or without its end', () => {
    const known = formatsThatKnow(example.text).map(item => item.format);
    expect(known).toEqual([example.format]);
  });

  it('is rejected, or read in part and says so, when it is cut off', async () => {
    // These have no end that could be missing.
    const noEnd = /spdx-tag|yarn-4/.test(example.format);
    const silent: number[] = [];
    for (let part = 1; part < 24; part += 1) {
      const text = example.text.slice(0, (example.text.length * part) / 24);
      const cut = await outcome(text, format);
      if (
        'records' in cut &&
        cut.rejected.length === 0 &&
        !cut.figures.status
      ) {
        silent.push(part);
      }
    }
    expect(noEnd ? [] : silent).toEqual([]);
  });

  it('never fails for values of other types, whatever place they take', async () => {
    let read = 0;
    for (const by of junk) {
      for (const value of replaced(example.json, by)) {
        await outcome(JSON.stringify(value) ?? 'null', format);
        read += 1;
      }
    }
    expect(read).toBeGreaterThanOrEqual(junk.length);
  });

  it('is read or refused when something in it nests deep', async () => {
    const deep = `${'['.repeat(5000)}${']'.repeat(5000)}`;
    const text = example.json
      ? example.text.replace(/\{/, `{"deep":${deep},`)
      : example.text.replace(
          /<\/[\w:]+>/,
          end => `${'<a>'.repeat(5000)}${end}`,
        );
    const read = await outcome(text, format);
    const isPlain = 'records' in read && read.rejected.length === 0;
    // What only the door reads as JSON, it has looked at for depth before.
    const isLeftToDoor = /audit|spdx-tag/.test(example.format);
    expect(isPlain).toBe(isLeftToDoor && isPlain);
  });

  it('passes as no other format, not even by name', async () => {
    const taken: string[] = [];
    for (const other of all.filter(item => own.has(item.format))) {
      const read = await outcome(example.text, other);
      if (other === format || !('records' in read)) continue;
      const { records, rejected, figures } = read;
      // No format may take another's report for one without findings.
      if (records.length + rejected.length > 0 || figures.status) continue;
      taken.push(other.format);
    }
    expect(taken).toEqual([]);
  });
});

describe('XML that means harm', () => {
  const bodies = group2Examples.filter(({ text }) => text.startsWith('<'));

  it.each(bodies.map(example => [example.format, example] as const))(
    'is refused by %s',
    async (_, example) => {
      const format = formatOf(example);
      const root = /<[a-zA-Z]/.exec(example.text)?.index ?? 0;
      const withType = (type: string) =>
        `${example.text.slice(0, root)}${type}${example.text.slice(root)}`;
      const bombs = [
        '<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>',
        '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE a [<!ENTITY % p SYSTEM "http://example.org/p.dtd">%p;]>',
      ];
      for (const bomb of bombs) {
        expect(await outcome(withType(bomb), format)).toMatchObject({
          message: expect.stringMatching(/entities of its own/),
        });
      }
    },
  );

  it('keeps no more of a long text than anybody reads', async () => {
    const [example] = bodies;
    const text = example.text.replace(
      /<description>[^<]*/,
      `<description>${'long '.repeat(400_000)}`,
    );
    const read = await readScan(text, formatOf(example));
    expect(JSON.stringify(read.records).length).toBeLessThan(100_000);
  });
});

describe('the public reports, damaged', () => {
  const folders = [
    'npm-audit-v6',
    'npm-audit-v7',
    'yarn-audit',
    'pnpm-audit',
    'snyk-json',
    'zap',
    'sonarqube-json',
    'osv-scanner-json',
    'dependency-check',
    'dependency-track-fpf',
    'license-checker-json',
    'conftest-json',
    'openreports',
    'cyclonedx',
    'cyclonedx-vex',
    'spdx',
    'openvex',
    'csaf',
  ];
  const texts = securityFixtures(folders).flatMap(({ path, text }) => {
    const whole = text();
    const [format] = formatsThatKnow(whole);
    return format ? [{ path, whole, format }] : [];
  });
  const isLines = (text: string) => /\}\s*\n\s*\{/.test(text.slice(0, 100_000));

  it('are rejected, or read in part and say so, when they are cut off', async () => {
    const silent: string[] = [];
    for (const { path, whole, format } of texts) {
      if (isLines(whole)) continue;
      for (const part of [1, 3, 6, 9]) {
        const text = whole.slice(0, (whole.length * part) / 10);
        const cut = await outcome(text, format);
        if ('records' in cut && !cut.rejected.length && !cut.figures.status) {
          silent.push(path);
        }
      }
    }
    expect(silent).toEqual([]);
  });

  it('never fail for values that are something else', async () => {
    let read = 0;
    for (const { whole, format } of texts) {
      if (whole.length > 60_000 || !/^\s*[[{]/.test(whole)) continue;
      for (const [word, by] of [
        [/: *"[^"]*"/g, ': 5'],
        [/: *"[^"]*"/g, ': ["x", null, {}]'],
        [/: *(?:\d+|true|false|null)\b/g, ': {"x": []}'],
        [/: *\[/g, ': null, "x": ['],
        [/: *"/g, `: "${'huge '.repeat(2000)}`],
      ] as const) {
        // One kind of damage everywhere, and at a few places only.
        await outcome(whole.replace(word, by), format);
        let count = 0;
        const some = whole.replace(word, found => {
          count += 1;
          return count % 7 === 3 ? by : found;
        });
        await outcome(some, format);
        read += 2;
      }
    }
    expect(read).toBeGreaterThanOrEqual(texts.length > 0 ? 100 : 0);
  });
});
