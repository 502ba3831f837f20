import { gzipSync } from 'node:zlib';
import { startTestDoor, TestDoor } from './__testUtils__/startTestDoor';

const run = (more: object = {}) => ({
  type: 'ci.run.v1',
  entity: 'component:default/shop',
  subject: { instance: 'ci.example', project: 'acme/shop' },
  occurredAt: '2026-10-01T12:00:00Z',
  correlation: { run: '7' },
  data: {
    provider: 'own',
    instance: 'ci.example',
    project: 'acme/shop',
    externalId: '7',
    attempt: 1,
    pipeline: { name: 'build' },
    trigger: 'push',
    state: 'completed',
    result: 'success',
    observedAt: '2026-10-01T12:00:00Z',
  },
  ...more,
});

const json = { 'content-type': 'application/json' };
const lines = { 'content-type': 'application/x-ndjson' };
let serial = 0;
const post = (
  test: TestDoor,
  items: unknown,
  headers: Record<string, string> = json,
) => {
  serial += 1;
  return test.request('POST', '/v1/events', {
    body: typeof items === 'string' ? items : JSON.stringify(items),
    headers: { 'idempotency-key': `n-${serial}`, ...headers },
  });
};

describe('the doors for machines', () => {
  let test: TestDoor;
  beforeAll(async () => {
    test = await startTestDoor({
      sources: {
        pushes: {
          kind: 'events',
          tokenSubjects: ['external:pushes'],
          eventTypes: ['commits.*'],
          entities: 'all',
        },
        scans: {
          kind: 'events',
          tokenSubjects: ['external:scan-*'],
          entities: ['component:default/shop'],
          limits: { bodyBytes: 3_000_000, decompressedBytes: 4_000_000 },
        },
      },
    });
  });
  afterAll(() => test.stop());

  it('takes an object, an array, and one object per line', async () => {
    expect((await post(test, run())).json.events).toBe(1);
    expect((await post(test, [run(), run()])).json.events).toBe(2);
    const text = [run(), run(), run()].map(item => JSON.stringify(item));
    const answer = await post(test, `${text.join('\n')}\n`, lines);
    expect(answer.status).toBe(202);
    expect(answer.json.events).toBe(3);
    expect(await test.events()).toContainEqual({
      type: 'ci.run.v1',
      entity_ref: 'component:default/shop',
      delivery_id: answer.json.receipt,
    });
  });

  it('takes a CloudEvent of our types and knows it by source and id', async () => {
    const { type, entity, subject, occurredAt, data } = run();
    const cloudEvent = {
      specversion: '1.0',
      id: '1',
      source: '/ci',
      type,
      entity,
      subject: `${subject.instance}/${subject.project}`,
      time: occurredAt,
      data,
    };
    const send = () =>
      test.request('POST', '/v1/events', {
        body: JSON.stringify(cloudEvent),
        headers: { 'content-type': 'application/cloudevents+json' },
      });
    const first = await send();
    expect(first.status).toBe(202);
    const second = await send();
    expect(second.status).toBe(200);
    expect(second.json.receipt).toBe(first.json.receipt);
  });

  it.each([
    [
      'a type we do not know',
      [run(), run({ type: 'pizza.v1' })],
      422,
      '/1/type',
    ],
    [
      'a type only the portal writes',
      run({ type: 'subject.claimed.v1' }),
      403,
      '/type',
    ],
    [
      'another source’s entity',
      run({ entity: 'component:default/bank' }),
      403,
      '/entity',
    ],
    ['an entity that is no ref', run({ entity: 'shop' }), 422, '/entity'],
    [
      'data that does not fit',
      [run({ data: { attempt: 'one' } })],
      422,
      '/0/data/provider',
    ],
    [
      'a time that is none',
      run({ occurredAt: 'yesterday' }),
      422,
      '/occurredAt',
    ],
    [
      'neither entity nor subject',
      run({ entity: undefined, subject: undefined }),
      422,
      '/entity',
    ],
    ['no events', [], 400, '/'],
    ['truncated JSON', '{"type":', 400, '/'],
    ['a number', 7, 422, '/'],
  ])(
    'refuses %s and stores nothing of the request',
    async (_, items, status, path) => {
      const before = (await test.events()).length;
      const answer = await post(test, items);
      expect(answer.json.error?.path).toBe(path);
      expect(answer.status).toBe(status);
      expect(await test.events()).toHaveLength(before);
    },
  );

  it('names the line of NDJSON that is wrong', async () => {
    const answer = await post(test, `${JSON.stringify(run())}\n{oops\n`, lines);
    expect(answer.status).toBe(400);
    expect(answer.json.error?.path).toBe('/line/2');
  });

  it('refuses nesting 100,000 deep, forms and unknown encodings', async () => {
    const deep = await post(test, '['.repeat(100_000));
    expect(deep.status).toBe(400);
    const form = await post(test, 'a=b', {
      'content-type': 'application/x-www-form-urlencoded',
    });
    expect(form.status).toBe(415);
    const brotli = await post(test, '{}', {
      ...json,
      'content-encoding': 'br',
    });
    expect(brotli.status).toBe(415);
  });

  it('refuses a valid token whose subject no source names', async () => {
    const answer = await test.request('POST', '/v1/events', {
      as: 'external:somebody',
      body: JSON.stringify(run()),
      headers: json,
    });
    expect(answer.status).toBe(403);
    expect(answer.json.error?.message).toMatch(/No source takes tokens/);
  });

  it('refuses a token that names another’s source, and a type outside its own', async () => {
    const other = await test.request('POST', '/v1/events?source=ci', {
      as: 'external:pushes',
      body: JSON.stringify(run()),
      headers: json,
    });
    expect(other.status).toBe(403);
    const type = await test.request('POST', '/v1/events', {
      as: 'external:pushes',
      body: JSON.stringify(run()),
      headers: json,
    });
    expect(type.status).toBe(403);
    expect(type.json.error?.message).toMatch(/may not send "ci.run.v1"/);
  });

  describe('reports', () => {
    const about =
      '?entity=component:default/shop&category=notes&commit=abcdef1';
    const report = (
      body: string | Buffer,
      headers: Record<string, string> = {},
      query = about,
    ) =>
      test.request('POST', `/v1/reports${query}`, {
        as: 'external:scan-1',
        body,
        headers: { 'content-type': 'application/octet-stream', ...headers },
      });

    it('store a small file as one event, and the same file again as another', async () => {
      const first = await report('{"runs":[]}');
      expect(first).toMatchObject({ status: 202, json: { events: 1 } });
      const second = await report('{"runs":[]}');
      expect(second.status).toBe(202);
      expect(second.json.receipt).not.toBe(first.json.receipt);
    });

    it('stream a large one in, and know a repeat by its key only', async () => {
      const body = Buffer.alloc(2_500_000, 'scan ');
      const headers = { 'idempotency-key': 'scan-of-today' };
      const first = await report(body, headers);
      expect(first).toMatchObject({ status: 202, json: { events: 1 } });
      const second = await report(body, headers);
      expect(second).toMatchObject({
        status: 200,
        json: { receipt: first.json.receipt },
      });
      const receipt = await test.request(
        'GET',
        `/v1/receipts/${first.json.receipt}?wait=1`,
      );
      expect(receipt.json).toMatchObject({
        status: 'accepted',
        bytes: 2_500_000,
        events: 1,
      });
      const { rows } = await test.knex.raw(
        'select count(distinct receipt)::int as n from delivery_body where chunk > 5',
      );
      expect(rows[0].n).toBe(1);
    });

    it('unpack gzip, within the limit of the source', async () => {
      const fine = await report(gzipSync(Buffer.alloc(2_000_000, 'x')), {
        'content-encoding': 'gzip',
      });
      expect(fine.status).toBe(202);
      const bomb = await report(gzipSync(Buffer.alloc(50_000_000)), {
        'content-encoding': 'gzip',
      });
      expect(bomb.status).toBe(413);
      const broken = await report('not gzip', { 'content-encoding': 'gzip' });
      expect(broken.status).toBe(400);
    });

    it.each([
      ['no category', '?entity=component:default/shop', 400],
      ['no entity', '?category=notes', 400],
      [
        'another’s entity',
        '?entity=component:default/bank&category=notes',
        403,
      ],
      ['a commit that is none', `${about}zz`, 400],
    ])('are refused with %s', async (_, query, status) => {
      const answer = await report('{}', {}, query);
      expect(answer.status).toBe(status);
      expect(answer.json.error?.message).toBeTruthy();
    });

    it('are refused as forms, when empty, and when too large', async () => {
      const form = await report('x', {
        'content-type': 'multipart/form-data; boundary=x',
      });
      expect(form.status).toBe(415);
      expect((await report('')).status).toBe(400);
      expect((await report(Buffer.alloc(3_100_000))).status).toBe(413);
    });
  });
});
