import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { scanFormatEntries } from '@quarterdeck/plugin-ingest-backend-module-scanners';
import { readReport } from './readReport';

const folder = resolve(__dirname, '../../../../../shared/fixtures/security');
const formats = scanFormatEntries().map(({ format }) => format);

/** Keyed by what they found, so that any key is a record; or told by layout. */
const shapeless = /license-checker|yarn-4|-none\.json|EXPECTED|SEQUENCES|GATES/;

const own: Record<string, string> = {
  'own/scan.sarif': JSON.stringify({
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'Scanner' } },
        results: [{ ruleId: 'a', message: { text: 'é and 😀' } }],
      },
    ],
  }),
  'own/grype.json': JSON.stringify({
    matches: [
      {
        vulnerability: { id: 'CVE-2030-10001', severity: 'High' },
        artifact: { name: 'rope', version: '1.0', type: 'npm' },
      },
    ],
    descriptor: { name: 'grype', version: '0.90.0' },
  }),
};

const publicFiles = existsSync(folder)
  ? readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
      name =>
        /\.(?:json|sarif)$/.test(name) &&
        !/k8s-policy|rego/.test(name) &&
        !shapeless.test(name),
    )
  : [];
if (publicFiles.length === 0) {
  process.stdout.write(`Left out: no reports of scanners at ${folder}.\n`);
}

function textOf(name: string): string {
  if (own[name]) return own[name];
  const bytes = readFileSync(join(folder, name));
  return new TextDecoder(bytes[0] === 0xff ? 'utf-16le' : 'utf-8').decode(
    bytes,
  );
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, inner]) => [key, reversed(inner)]),
  );
}

const padding = 'a "text" {with} [brackets] '.repeat(8_000);

/** All that tells stands behind 200 kB that tell nothing. */
const late = (value: unknown) =>
  isObject(value) ? { aPadding: [padding], ...value } : value;

const wide = (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le');

const shapes: [string, (text: string) => Buffer][] = [
  ['with a byte order mark', text => Buffer.from(`\ufeff${text}`)],
  ['as UTF-16, low bytes first', wide],
  ['as UTF-16, high bytes first', text => wide(text).swap16()],
  [
    'with lines that end as on Windows',
    text => Buffer.from(text.replace(/\r?\n/g, '\r\n')),
  ],
  [
    'on one line, its keys the other way round',
    text => Buffer.from(JSON.stringify(reversed(JSON.parse(text)))),
  ],
  [
    'over many lines, behind much else',
    text => Buffer.from(JSON.stringify(late(JSON.parse(text)), null, 4)),
  ],
];

async function read(bytes: Buffer) {
  async function* pieces() {
    for (let at = 0; at < bytes.length; at += 50_000) {
      yield bytes.subarray(at, at + 50_000);
    }
  }
  const outcome = await readReport({
    pieces: pieces(),
    hint: {
      category: 'security',
      format: 'unknown',
      maxDepth: 100,
      maxBytes: 1e9,
    },
    formats,
    secretKey: new Uint8Array(32),
    onRecord: () => undefined,
  });
  return outcome.kind === 'read'
    ? {
        format: outcome.format,
        records: outcome.recordCount,
        rejected: outcome.rejectedCount,
        status: outcome.figures.status,
        summary: outcome.figures.summary,
      }
    : { kind: outcome.kind };
}

const isJson = (text: string) => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

describe.each(shapes)('a report %s', (_, shaped) => {
  it('is known and counted as it is without', async () => {
    for (const name of [...Object.keys(own), ...publicFiles]) {
      const text = textOf(name);
      if (!isJson(text)) continue;
      const got = await read(shaped(text));
      expect({ name, ...got }).toEqual({
        name,
        ...(await read(Buffer.from(text))),
      });
    }
  });
});
