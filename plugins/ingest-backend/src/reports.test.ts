import { randomBytes } from 'node:crypto';
import { deflateRawSync, gzipSync } from 'node:zlib';
import { LogEvent } from '@quarterdeck/plugin-ingest-node';
import { startTestDoor, TestDoor } from './__testUtils__/startTestDoor';

const suite = (cases: string, more = '') =>
  `<testsuite name="cart" ${more}>${cases}</testsuite>`;
const small = suite(
  '<testcase name="adds" classname="Cart" time="0.5"/><testcase name="removes" classname="Cart"><failure message="expected 1"/></testcase>',
  'tests="2" failures="1"',
);
const large = suite(
  Array.from(
    { length: 20_000 },
    (_, index) =>
      `<testcase name="holds item ${index} of the cart" classname="com.acme.shop.CartTest" time="0.01"/>`,
  ).join(''),
);

/** A zip with one stored file. */
function zipOf(name: string, content: Buffer, files = 1): Buffer {
  const packed = deflateRawSync(content);
  const local = Buffer.alloc(30 + name.length);
  local.writeUInt32LE(0x04034b50, 0);
  local.writeUInt16LE(8, 8);
  local.writeUInt16LE(name.length, 26);
  local.write(name, 30);
  const entry = Buffer.alloc(46 + name.length);
  entry.writeUInt32LE(0x02014b50, 0);
  entry.writeUInt16LE(8, 10);
  entry.writeUInt32LE(packed.length, 20);
  entry.writeUInt16LE(name.length, 28);
  entry.write(name, 46);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(files, 10);
  end.writeUInt32LE(local.length + packed.length, 16);
  const entries = Array.from({ length: files }, () => entry);
  return Buffer.concat([local, packed, ...entries, end]);
}

describe('reports at the door', () => {
  let test: TestDoor;
  beforeAll(async () => {
    test = await startTestDoor({
      sources: {
        scans: {
          kind: 'events',
          tokenSubjects: ['external:ci-*'],
          entities: ['component:default/shop'],
          limits: { bodyBytes: 8_000_000, decompressedBytes: 16_000_000 },
        },
      },
    });
  });
  afterAll(() => test.stop());

  const send = (
    body: string | Buffer,
    query = '',
    headers: Record<string, string> = {},
    path = '/v1/reports',
  ) =>
    test.request(
      'POST',
      `${path}?entity=component:default/shop&category=tests&commit=abcdef1${query}`,
      {
        as: 'external:ci-1',
        body,
        headers: { 'content-type': 'application/octet-stream', ...headers },
      },
    );
  const eventOf = async (receipt: unknown) => {
    const { rows } = await test.knex.raw(
      'select position::text, data from log.event where delivery_id = ? order by position desc limit 1',
      [String(receipt)],
    );
    return rows[0] as { position: string; data: Record<string, unknown> };
  };
  const recordsOf = async (position: string) => {
    const records: unknown[] = [];
    const event = { position } as LogEvent;
    for await (const record of test.eventLog.records(event)) {
      records.push(record);
    }
    return records;
  };

  it('find the format and keep records beside the event', async () => {
    const answer = await send(
      small,
      '&instance=ci.example&run=77&attempt=2&job=unit&ref=refs/heads/main',
    );
    expect(answer).toMatchObject({ status: 202, json: { events: 1 } });
    const { position, data } = await eventOf(answer.json.receipt);
    expect(data).toMatchObject({
      format: 'junit',
      commit: 'abcdef1',
      branch: 'main',
      recordCount: 2,
      rejectedCount: 0,
      summary: { tests: 2, passed: 1, failed: 1, skipped: 0 },
      run: {
        instance: 'ci.example',
        externalId: '77',
        attempt: 2,
        job: 'unit',
      },
    });
    expect(await recordsOf(position)).toEqual([
      { suite: 'Cart', name: 'adds', result: 'passed', seconds: 0.5 },
      {
        suite: 'Cart',
        name: 'removes',
        result: 'failed',
        message: 'expected 1',
      },
    ]);
  });

  it('read large ones in a thread, and answer with their end', async () => {
    const answer = await send(large);
    expect(answer).toMatchObject({ status: 202, json: { events: 1 } });
    const { position, data } = await eventOf(answer.json.receipt);
    expect(data).toMatchObject({ format: 'junit', recordCount: 20_000 });
    expect(await recordsOf(position)).toHaveLength(20_000);
    const { rows } = await test.knex.raw('select * from report_waiting');
    expect(rows).toEqual([]);
  });

  it.each<[string, string | Buffer, Record<string, string>]>([
    [
      'gzip as content-encoding',
      gzipSync(small),
      { 'content-encoding': 'gzip' },
    ],
    ['gzip as the file', gzipSync(small), {}],
    ['a zip with one file', zipOf('junit.xml', Buffer.from(small)), {}],
    ['a byte order mark', `\ufeff${small}`, {}],
    ['UTF-16', Buffer.from(`\ufeff${small}`, 'utf16le'), {}],
    ['UTF-16 without a mark', Buffer.from(small, 'utf16le'), {}],
  ])('take %s', async (_, body, headers) => {
    const answer = await send(body, '', headers);
    expect(answer).toMatchObject({ status: 202, json: { events: 1 } });
    const { data } = await eventOf(answer.json.receipt);
    expect(data).toMatchObject({ format: 'junit', recordCount: 2 });
  });

  it('take windows-1252, where the file says so', async () => {
    const text =
      '<?xml version="1.0" encoding="windows-1252"?><testsuite name="s"><testcase name="pr\u00e9cis \u00fcber"/></testsuite>';
    const answer = await send(Buffer.from(text, 'latin1'));
    expect(answer).toMatchObject({ status: 202, json: { events: 1 } });
    const { position } = await eventOf(answer.json.receipt);
    expect(await recordsOf(position)).toMatchObject([
      { name: 'pr\u00e9cis \u00fcber' },
    ]);
  });

  it.each<[string, string | Buffer, string, RegExp]>([
    ['cut off', small.slice(0, -30), '', /ends too early/],
    ['large and cut off', large.slice(0, -30), '', /ends too early/],
    ['no known format', 'hello', '', /none of the formats.*junit/],
    ['of another category', 'TN:\nSF:a.ts\nend_of_record\n', '', /"coverage"/],
    ['named as a format there is not', small, '&format=tap', /no format/i],
    [
      'a zip of several files',
      zipOf('a', Buffer.from(small), 2),
      '',
      /several/,
    ],
    [
      'a bomb',
      gzipSync(
        Buffer.concat([
          Buffer.from('<testsuite>'),
          Buffer.alloc(30_000_000, ' '),
        ]),
      ),
      '',
      /larger than 16,000,000/,
    ],
    [
      'a billion laughs',
      `<!DOCTYPE t [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>${small}`,
      '',
      /entities of its own/,
    ],
    [
      'nested too deep',
      `${'<testsuite name="a">'.repeat(5000)}`,
      '',
      /deeper than 100/,
    ],
  ])(
    'reject what is %s with a reason, and keep it',
    async (_, body, query, reason) => {
      const answer = await send(body, query);
      expect(answer.status).toBe(422);
      expect(answer.json.error?.message).toMatch(reason);
      expect(answer.json.error?.path).toMatch(/^\//);
      const receipt = await test.request(
        'GET',
        `/v1/receipts/${answer.json.error?.receipt}`,
      );
      expect(receipt.json).toMatchObject({ status: 'rejected', events: 0 });
    },
  );

  it('rejects a record without rejecting the others, with its path', async () => {
    const answer = await send(
      suite('<testcase name="adds"/><testcase time="1"/>'),
    );
    expect(answer.status).toBe(202);
    const { data } = await eventOf(answer.json.receipt);
    expect(data).toMatchObject({ recordCount: 1, rejectedCount: 1 });
    const receipt = await test.request(
      'GET',
      `/v1/receipts/${answer.json.receipt}`,
    );
    expect(receipt.json.reason).toMatch(
      /1 of its records could not be read: \/testsuite\/testcase\[2\]\/@name/,
    );
  });

  it('previews what it would store', async () => {
    const answer = await send(small, '', {}, '/v1/preview/reports');
    expect(answer.json).toMatchObject({
      status: 202,
      format: 'junit',
      events: [{ data: { recordCount: 2 } }],
    });
  });

  it('reads a stored report again when a person asks', async () => {
    const first = await send(small, '&branch=main');
    const receipt = String(first.json.receipt);
    const before = await eventOf(receipt);
    const replay = await test.request(
      'POST',
      `/v1/deliveries/${receipt}/replay`,
      {
        as: 'user:default/mei',
        body: '{}',
        headers: { 'content-type': 'application/json' },
      },
    );
    expect(replay.json).toMatchObject({ outcome: 'accepted', events: 1 });
    const after = await eventOf(receipt);
    expect(after.position).not.toBe(before.position);
    expect(after.data).toEqual(before.data);
  });

  it('reads what a stopped process left behind, once', async () => {
    const answer = await send(large, '', { 'idempotency-key': 'left-behind' });
    const receipt = String(answer.json.receipt);
    await test.knex.transaction(async tx => {
      await tx.raw(`delete from delivery_key where receipt = ?`, [receipt]);
      await tx.raw(
        `update delivery set status = 'receiving', events = 0 where receipt = ?`,
        [receipt],
      );
      await tx.raw(
        `insert into report_waiting (receipt, draft, taken_at)
         values (?, ?::jsonb, now() - interval '1 hour')`,
        [
          receipt,
          JSON.stringify({
            about: {
              entityRef: 'component:default/shop',
              category: 'tests',
              format: 'unknown',
            },
            source: 'scans',
            bytes: large.length,
            check: 'Token of external:ci-1',
            receivedAt: new Date(),
          }),
        ],
      );
    });
    const both = await Promise.all([
      test.stored.takeOver(),
      test.stored.takeOver(),
    ]);
    expect(both.sort()).toEqual([0, 1]);
    const { rows } = await test.knex.raw(
      'select count(*)::int as n from log.event where delivery_id = ?',
      [receipt],
    );
    expect(rows[0].n).toBe(2);
  });
});

describe('the thread that reads reports', () => {
  it('may die without taking the door with it: the report is rejected', async () => {
    const test = await startTestDoor({
      sources: {
        scans: {
          kind: 'events',
          tokenSubjects: ['external:ci-*'],
          entities: 'all',
        },
      },
      reader: { timeoutMs: 1 },
    });
    const about =
      '/v1/reports?source=scans&entity=component:default/shop&category=tests';
    const answer = await test.request('POST', about, {
      as: 'external:ci-1',
      body: large,
    });
    expect(answer.status).toBe(422);
    expect(answer.json.error?.message).toMatch(
      /could not be read.*longer than/,
    );
    const still = await test.request('POST', about, {
      as: 'external:ci-1',
      body: small,
    });
    expect(still.status).toBe(202);
    await test.stop();
  });

  it('that runs out of memory is a reason, too', async () => {
    const test = await startTestDoor({
      sources: {
        scans: {
          kind: 'events',
          tokenSubjects: ['external:ci-*'],
          entities: 'all',
        },
      },
      reader: { maxMegabytes: 48 },
    });
    const noise = Array.from({ length: 120_000 }, () => ({
      title: randomBytes(40).toString('hex'),
      status: 'passed',
    }));
    const answer = await test.request(
      'POST',
      '/v1/reports?source=scans&entity=component:default/shop&category=tests',
      {
        as: 'external:ci-1',
        body: JSON.stringify({
          numTotalTests: noise.length,
          testResults: [{ name: 'a.test.ts', assertionResults: noise }],
        }),
      },
    );
    expect(answer.status).toBe(422);
    expect(answer.json.error?.message).toMatch(/more than 48 MiB/);
    await test.stop();
  });
});
