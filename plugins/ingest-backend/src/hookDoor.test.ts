import { gzipSync } from 'node:zlib';
import http from 'node:http';
import {
  secret,
  sign,
  startTestDoor,
  TestDoor,
} from './__testUtils__/startTestDoor';

const push = JSON.stringify({
  ref: 'refs/heads/main',
  before: '0'.repeat(40),
  after: 'a'.repeat(40),
  repository: {
    id: 1,
    name: 'shop',
    full_name: 'acme/shop',
    html_url: 'https://github.com/acme/shop',
    default_branch: 'main',
  },
  commits: [],
  head_commit: { id: 'a'.repeat(40), timestamp: '2026-10-01T12:00:00Z' },
  pusher: { name: 'ada' },
});

describe('the webhook door', () => {
  let test: TestDoor;

  beforeAll(async () => {
    test = await startTestDoor({
      sources: {
        slow: {
          kind: 'github',
          secrets: [secret],
          entities: 'all',
          limits: { perMinute: 1, burst: 2 },
        },
        small: {
          kind: 'github',
          secrets: [secret],
          entities: 'all',
          limits: { bodyBytes: 1000, decompressedBytes: 5000 },
        },
        rotating: {
          kind: 'github',
          secrets: ['the-new-secret', 'the-old-secret'],
          entities: 'all',
        },
      },
    });
  });
  afterAll(() => test.stop());

  it('stores a signed delivery and answers 202 with its receipt', async () => {
    const answer = await test.hook({ event: 'push', body: push });
    expect(answer.json).toEqual({
      receipt: expect.stringMatching(/^[0-9A-HJKMNP-TV-Z]{26}$/),
      events: 1,
    });
    expect(answer.status).toBe(202);
    const events = await test.events();
    expect(events).toContainEqual({
      type: 'commits.pushed.v1',
      entity_ref: null,
      delivery_id: answer.json.receipt,
    });
  });

  it('answers a repeat with 200 and the same receipt, and appends nothing', async () => {
    const first = await test.hook({ event: 'push', body: push, id: 'same' });
    const before = (await test.events()).length;
    const second = await test.hook({ event: 'push', body: push, id: 'same' });
    expect(second.status).toBe(200);
    expect(second.json).toEqual(first.json);
    expect(await test.events()).toHaveLength(before);
  });

  it('stores one of many concurrent deliveries with one id', async () => {
    const before = (await test.events()).length;
    const answers = await Promise.all(
      Array.from({ length: 40 }, () =>
        test.hook({ event: 'push', body: push, id: 'all-at-once' }),
      ),
    );
    expect(answers.filter(answer => answer.status === 202)).toHaveLength(1);
    expect(answers.filter(answer => answer.status === 200)).toHaveLength(39);
    expect(new Set(answers.map(answer => answer.json.receipt)).size).toBe(1);
    expect(await test.events()).toHaveLength(before + 1);
  });

  it('takes either of two live secrets', async () => {
    for (const signWith of ['the-new-secret', 'the-old-secret']) {
      const answer = await test.hook({ source: 'rotating', signWith });
      expect(answer.status).toBe(202);
    }
  });

  const deep = (n: number) => `${'['.repeat(n)}${']'.repeat(n)}`;
  const bad: [string, Parameters<TestDoor['hook']>[0], number, RegExp][] = [
    ['no signature', { signWith: null }, 401, /signature/i],
    ['a wrong signature', { signWith: 'another-secret' }, 401, /signature/i],
    [
      'a signature of the wrong length',
      { headers: { 'x-hub-signature-256': 'sha256=abc' } },
      401,
      /signature/i,
    ],
    ['an unknown source', { source: 'nobody' }, 404, /no source/],
    ['a source without a secret', { source: 'open' }, 403, /no secret/],
    ['a source for tokens only', { source: 'ci' }, 403, /no webhooks/],
    ['truncated JSON', { body: push.slice(0, 100) }, 400, /cut it off/],
    ['no JSON', { body: 'hello there' }, 400, /not JSON/],
    ['an empty body', { body: '' }, 400, /empty/],
    ['raw NUL bytes', { body: '{"a":"x\0y"}' }, 400, /not JSON/],
    [
      'bytes that are not UTF-8',
      { body: Buffer.from([0x22, 0xff, 0xfe, 0x22]) },
      400,
      /UTF-8/,
    ],
    ['nesting 100,000 deep', { body: deep(100_000) }, 400, /deeper than 100/],
    [
      'nesting 100,000 deep in objects',
      { body: '{"a":'.repeat(100_000) },
      400,
      /deeper than 100/,
    ],
    [
      'a wrong content type',
      { headers: { 'content-type': 'text/plain' } },
      415,
      /application\/json/,
    ],
    [
      'a form without the field that holds the JSON',
      { headers: { 'content-type': 'application/x-www-form-urlencoded' } },
      400,
      /"payload" exactly once/,
    ],
    [
      'an encoding we do not read',
      { headers: { 'content-encoding': 'br' } },
      415,
      /gzip/,
    ],
    [
      'a body over the limit',
      { source: 'small', body: JSON.stringify('x'.repeat(2000)) },
      413,
      /larger than the 1,000 bytes/,
    ],
    [
      'a gzip bomb',
      {
        source: 'small',
        body: gzipSync(Buffer.alloc(500_000, 0x20)),
        headers: { 'content-encoding': 'gzip' },
      },
      413,
      /unpacked/,
    ],
    [
      'gzip that is none',
      { body: '{}', headers: { 'content-encoding': 'gzip' } },
      400,
      /gzip/,
    ],
    [
      'an array where an object is due',
      { event: 'push', body: '[]' },
      422,
      /./,
    ],
  ];
  describe.each([false, true])('with the slow way: %s', slow => {
    it.each(bad)('refuses %s', async (_, request, status, sentence) => {
      const answer = await test.hook({ ...request, slow });
      expect(answer.status).toBe(status);
      expect(answer.json.error?.message).toMatch(sentence);
      expect(answer.json.error?.name).toBeTruthy();
    });
  });

  it('rejects an event GitHub does not have, and keeps the delivery', async () => {
    const answer = await test.hook({ event: 'never_heard_of' });
    expect(answer.status).toBe(422);
    expect(answer.json.error?.message).toMatch(/"never_heard_of" is not/);
    const { rows } = await test.knex.raw(
      'select status, reason from delivery where receipt = ?',
      [answer.json.error?.receipt ?? ''],
    );
    expect(rows).toEqual([
      { status: 'rejected', reason: expect.stringMatching(/never_heard_of/) },
    ]);
  });

  it('takes an event of GitHub that says nothing here, without events', async () => {
    const answer = await test.hook({ event: 'star' });
    expect(answer).toMatchObject({ status: 202, json: { events: 0 } });
  });

  it('answers 400 when the header that names the event is missing', async () => {
    const answer = await test.hook({ headers: { 'x-github-event': '' } });
    expect(answer.status).toBe(400);
    expect(answer.json.error?.message).toMatch(/X-GitHub-Event is missing/);
  });

  it('keeps bodies out of the log of the process', async () => {
    const body = '{"marker":"do-not-log-me" oops';
    await test.hook({ body });
    await test.hook({ body, signWith: 'wrong-one-here' });
    expect(test.logged.join('\n')).not.toContain('do-not-log-me');
  });

  it('takes escaped NUL and lone surrogates as U+FFFD', async () => {
    const answer = await test.hook({
      event: 'push',
      body: push.replace('"ada"', '"a\\u0000b\\ud800c"'),
    });
    expect(answer.status).toBe(202);
    const { rows } = await test.knex.raw(
      'select data from log.event where delivery_id = ?',
      [answer.json.receipt ?? ''],
    );
    expect(JSON.stringify(rows[0].data)).toContain('a\ufffdb\ufffdc');
  });

  it('limits the rate of a source with Retry-After', async () => {
    const answers: Awaited<ReturnType<TestDoor['hook']>>[] = [];
    for (let n = 0; n < 3; n += 1) {
      answers.push(await test.hook({ source: 'slow' }));
    }
    expect(answers.map(answer => answer.status)).toEqual([202, 202, 429]);
    expect(Number(answers[2].headers.get('retry-after'))).toBeGreaterThan(0);
  });

  it('refuses 100 MB by its length, and unannounced without holding it', async () => {
    const limit = 26_214_400;
    const post = (headers: http.OutgoingHttpHeaders, megabytes: number) =>
      new Promise<number>((resolve, reject) => {
        const request = http.request(
          `${test.url}/api/ingest/v1/hooks/github`,
          {
            method: 'POST',
            headers: {
              'content-type': 'application/json',
              'x-github-event': 'push',
              'x-hub-signature-256': sign(''),
              ...headers,
            },
          },
          response => {
            response.resume();
            resolve(response.statusCode ?? 0);
          },
        );
        request.on('error', reject);
        const piece = Buffer.alloc(1024 * 1024, 0x20);
        let sent = 0;
        const more = () => {
          if (sent === megabytes) {
            request.end();
            return;
          }
          sent += 1;
          request.write(piece, error => {
            if (!error) more();
          });
        };
        more();
      });
    expect(await post({ 'content-length': `${100 * 1024 * 1024}` }, 1)).toBe(
      413,
    );
    const before = process.memoryUsage().arrayBuffers;
    expect(await post({ 'transfer-encoding': 'chunked' }, 100)).toBe(413);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(3 * limit);
    expect(test.door.budget.held).toBe(0);
  });
});
