import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import zlib from 'node:zlib';
import { LogEvent } from '@quarterdeck/plugin-ingest-node';
import { startTestDoor, TestDoor } from './__testUtils__/startTestDoor';

/** Begins every planted value; what is left of it anywhere is a leak. */
const mark = 'FAKE-SECRET-DOOR';
let planted = 0;
const plant = () => {
  planted += 1;
  return `${mark}-${String(planted).padStart(5, '0')}-${'q'.repeat(12)}`;
};

const gitleaks = (value: string) => ({
  Description: 'A key',
  StartLine: 1,
  EndLine: 1,
  Match: `key = "${value}"`,
  Secret: value,
  File: 'a.env',
  Commit: 'abc',
  RuleID: 'generic-api-key',
  Message: `add ${value}`,
  Fingerprint: 'abc:a.env:generic-api-key:1',
});

const hog = (value: string) => ({
  SourceMetadata: { Data: { Git: { file: 'a.env', commit: 'abc', line: 1 } } },
  DetectorName: 'AWS',
  Verified: false,
  Raw: value,
  RawV2: `${value}:${value}`,
  Redacted: value.slice(0, 4),
});

const reports: [string, () => string][] = [
  ['gitleaks 8', () => JSON.stringify([gitleaks(plant())])],
  [
    'gitleaks 7',
    () => {
      const value = plant();
      return JSON.stringify([
        {
          line: `key=${value}`,
          lineNumber: 1,
          offender: value,
          rule: 'Generic',
          file: 'a.env',
          commitMessage: `add ${value}`,
        },
      ]);
    },
  ],
  ['trufflehog 3', () => `${JSON.stringify(hog(plant()))}\n`],
  [
    'trufflehog 2',
    () => {
      const value = plant();
      return `${JSON.stringify({
        reason: 'High Entropy',
        path: 'a',
        diff: `+${value}`,
        printDiff: `+${value}`,
        stringsFound: [value],
      })}\n`;
    },
  ],
  [
    'secretlint',
    () => {
      const value = plant();
      return JSON.stringify([
        {
          filePath: 'a.env',
          sourceContent: `KEY=${value}`,
          sourceContentType: 'text',
          messages: [
            {
              ruleId: 'aws',
              message: `found AWS Secret Access Key: ${value}`,
              data: { KEY: value },
              severity: 'error',
            },
          ],
        },
      ]);
    },
  ],
  [
    'gitlab',
    () => {
      const value = plant();
      return JSON.stringify({
        version: '15.0.0',
        scan: { type: 'secret_detection', status: 'success' },
        vulnerabilities: [
          {
            id: '1',
            name: 'Key',
            description: `The key ${value} leaked`,
            severity: 'Critical',
            raw_source_code_extract: value,
            identifiers: [{ type: 'x', name: 'x', value: 'x' }],
            location: { file: 'a.env', start_line: 1 },
          },
        ],
      });
    },
  ],
  [
    'github',
    () =>
      JSON.stringify([
        { number: 1, state: 'open', secret_type: 'key', secret: plant() },
      ]),
  ],
  [
    'SARIF of a secret scanner',
    () => {
      const value = plant();
      return JSON.stringify({
        version: '2.1.0',
        runs: [
          {
            tool: { driver: { name: 'gitleaks' } },
            results: [
              {
                ruleId: 'key',
                message: { text: `found ${value}` },
                locations: [
                  {
                    physicalLocation: {
                      artifactLocation: { uri: 'a.env' },
                      region: { startLine: 1, snippet: { text: value } },
                    },
                  },
                ],
              },
            ],
          },
        ],
      });
    },
  ],
  [
    'bandit',
    () => {
      const value = plant();
      return JSON.stringify({
        errors: [],
        results: [
          {
            test_id: 'B105',
            filename: 'a.py',
            issue_severity: 'LOW',
            issue_text: `Possible hardcoded password: '${value}'`,
            code: `password = '${value}'`,
          },
        ],
      });
    },
  ],
  [
    'one of its records bad',
    () =>
      JSON.stringify([
        gitleaks(plant()),
        { ...gitleaks(plant()), RuleID: null },
      ]),
  ],
  ['cut off', () => JSON.stringify([gitleaks(plant())]).slice(0, -20)],
  [
    'large, read in a thread',
    () => JSON.stringify(Array.from({ length: 6000 }, () => gitleaks(plant()))),
  ],
];

/** Every reading of bytes that a database may hold packed. */
function readings(bytes: Buffer): string[] {
  const unpacked = [
    zlib.gunzipSync,
    zlib.inflateSync,
    zlib.inflateRawSync,
    zlib.zstdDecompressSync,
    zlib.brotliDecompressSync,
  ].flatMap(unpack => {
    try {
      return [unpack(bytes).toString('latin1')];
    } catch {
      return [];
    }
  });
  return [bytes.toString('latin1'), ...unpacked];
}

const hexBytes = /\\\\?x((?:[0-9a-f]{2}){8,})/g;

describe('a leaked secret in a report', () => {
  const before = process.env.TMPDIR;
  const folder = mkdtempSync(join(tmpdir(), 'door-'));
  let test: TestDoor;
  const answers: string[] = [];

  beforeAll(async () => {
    process.env.TMPDIR = folder;
    test = await startTestDoor({
      sources: {
        scans: {
          kind: 'events',
          tokenSubjects: ['external:ci-*'],
          entities: ['component:default/shop'],
        },
      },
    });
    const ask = async (
      method: string,
      path: string,
      options: Parameters<TestDoor['request']>[2] = {},
    ) => {
      const { status, json, headers } = await test.request(
        method,
        path,
        options,
      );
      answers.push(JSON.stringify([json, [...headers]]));
      return { status, json };
    };
    const asPerson = { as: 'user:default/somebody' };
    for (const [, report] of reports) {
      const body = report();
      const query =
        'entity=component:default/shop&category=secret&commit=abcdef1';
      const request = {
        as: 'external:ci-1',
        body,
        headers: { 'content-type': 'application/octet-stream' },
      };
      await ask('POST', `/v1/preview/reports?${query}`, request);
      const { json } = await ask('POST', `/v1/reports?${query}`, request);
      const receipt = json.receipt ?? json.error?.receipt;
      await ask('GET', `/v1/receipts/${receipt}`);
      await ask('GET', `/v1/deliveries/${receipt}`, asPerson);
      await ask('GET', `/v1/deliveries/${receipt}/body`, asPerson);
      await ask('POST', `/v1/deliveries/${receipt}/replay`, {
        ...asPerson,
        body: '{}',
        headers: { 'content-type': 'application/json' },
      });
    }
    await ask('GET', '/v1/deliveries', asPerson);
  });
  afterAll(async () => {
    await test.stop();
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
    rmSync(folder, { recursive: true, force: true });
  });

  it('was read: the records hold an HMAC and a mask of each', async () => {
    const { rows } = await test.knex.raw<{
      rows: { position: string; data: { recordCount: number } }[];
    }>('select position::text, data from log.event order by position');
    const secrets: object[] = [];
    const texts: string[] = [];
    for (const { position } of rows) {
      const event = { position } as LogEvent;
      for await (const record of test.eventLog.records(event)) {
        texts.push(JSON.stringify(record));
        if ('secret' in record && record.secret) {
          secrets.push(record.secret as object);
        }
      }
    }
    // Each was sent once and read again once.
    expect(secrets.length).toBeGreaterThanOrEqual(6000 + reports.length - 2);
    for (const secret of secrets) {
      expect(secret).toMatchObject({
        hmac: expect.stringMatching(/^[0-9a-f]{64}$/),
        mask: expect.stringMatching(/^FAKE••••$/),
      });
    }
    expect(texts.join('\n')).not.toContain(mark);
  });

  it('stands in no answer and in no line of the log', () => {
    expect(answers.length).toBe(reports.length * 6 + 1);
    expect(answers.find(answer => answer.includes(mark))).toBeUndefined();
    expect(test.logged.join('\n')).not.toContain(mark);
  });

  it('stands in no table, packed or not; the body only encrypted', async () => {
    const { rows: tables } = await test.knex.raw<{
      rows: { schema: string; name: string }[];
    }>(
      `select table_schema as schema, table_name as name
         from information_schema.tables
        where table_type = 'BASE TABLE'
          and table_schema not in ('pg_catalog', 'information_schema')`,
    );
    expect(tables.map(({ name }) => name)).toContain('delivery_body');
    const found: string[] = [];
    let bytesSeen = 0;
    for (const { schema, name } of tables) {
      const { rows } = await test.knex.raw<{ rows: { row: string }[] }>(
        `select t::text as row from ??.?? t`,
        [schema, name],
      );
      for (const { row } of rows) {
        const packed = [...row.matchAll(hexBytes)].flatMap(([, hex]) =>
          readings(Buffer.from(hex, 'hex')),
        );
        bytesSeen += packed.length;
        if ([row, ...packed].some(text => text.includes(mark))) {
          found.push(`${schema}.${name}`);
        }
      }
    }
    expect(bytesSeen).toBeGreaterThan(0);
    expect(found).toEqual([]);
  });

  it('stands in no temporary file and in no file of the database', async () => {
    await test.knex.raw('checkpoint');
    const { rows } = await test.knex.raw<{
      rows: { folder: string; oid: string }[];
    }>(
      `select current_setting('data_directory') as folder, oid::text
         from pg_database where datname = current_database()`,
    );
    const [database] = rows;
    const folders = [
      folder,
      join(database.folder, 'base', database.oid),
      join(database.folder, 'pg_wal'),
    ].filter(existsSync);
    const needle = Buffer.from(mark);
    const found: string[] = [];
    for (const each of folders) {
      for (const entry of readdirSync(each, { withFileTypes: true })) {
        if (!entry.isFile()) continue;
        const file = join(each, entry.name);
        if (readFileSync(file).includes(needle)) found.push(file);
      }
    }
    expect(found).toEqual([]);
  });
});
