import { Entity } from '@backstage/catalog-model';
import { WebhookProvider } from '@quarterdeck/plugin-ingest-node';
import { githubProvider } from '@quarterdeck/plugin-ingest-backend-module-ci';
import { startTestDoor, TestDoor } from './__testUtils__/startTestDoor';

const push = (project: string, more: object = {}) =>
  JSON.stringify({
    ref: 'refs/heads/main',
    before: '0'.repeat(40),
    after: 'a'.repeat(40),
    repository: {
      id: 1,
      name: 'x',
      full_name: project,
      html_url: `https://github.com/${project}`,
      default_branch: 'main',
    },
    commits: [],
    head_commit: { id: 'a'.repeat(40), timestamp: '2026-10-01T12:00:00Z' },
    pusher: { name: 'ada' },
    ...more,
  });

const component = (name: string, slug?: string): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name,
    annotations: slug ? { 'github.com/project-slug': slug } : undefined,
  },
  spec: { type: 'service', owner: 'team-a' },
});

describe('the ingest page', () => {
  let test: TestDoor;
  let mended = false;
  const asPerson = { as: 'user:default/ada' };
  const json = { 'content-type': 'application/json' };

  // A parser with a fault that a later version mends.
  const provider: WebhookProvider = {
    ...githubProvider,
    parse: input =>
      mended
        ? githubProvider.parse(input)
        : {
            outcome: 'rejected',
            message: 'the ref is missing',
            path: '/ref',
          },
  };

  beforeAll(async () => {
    test = await startTestDoor({
      providers: [githubProvider, { ...provider, kind: 'mending' }],
      entities: [
        component('shop', 'acme/shop'),
        component('bank'),
        component('mapped'),
      ],
      sources: {
        mending: {
          kind: 'mending',
          secrets: ['test-secret-of-the-door'],
          entities: 'all',
        },
        narrow: {
          kind: 'github',
          secrets: ['test-secret-of-the-door'],
          entities: ['component:default/bank'],
          mapping: [
            { project: 'acme/map-*', entity: 'component:default/mapped' },
            { project: 'acme/bank', entity: 'component:default/bank' },
          ],
        },
      },
    });
  });
  afterAll(() => test.stop());
  beforeEach(() => {
    mended = false;
  });

  const entityOf = async (receipt: string | undefined) =>
    (await test.events()).find(event => event.delivery_id === receipt)
      ?.entity_ref;

  it('finds entities by annotation and by mapping, within what a source may speak for', async () => {
    const annotated = await test.hook({
      event: 'push',
      body: push('acme/shop'),
    });
    expect(await entityOf(annotated.json.receipt)).toBe(
      'component:default/shop',
    );
    const mapped = await test.hook({
      source: 'narrow',
      event: 'push',
      body: push('acme/bank'),
    });
    expect(await entityOf(mapped.json.receipt)).toBe('component:default/bank');
    const forbidden = await test.hook({
      source: 'narrow',
      event: 'push',
      body: push('acme/map-1'),
    });
    expect(forbidden.status).toBe(202);
    expect(await entityOf(forbidden.json.receipt)).toBeNull();
    await test.door.flushCounts();
    const unclaimed = await test.request(
      'GET',
      '/v1/unclaimed?source=narrow',
      asPerson,
    );
    expect(unclaimed.json.items).toMatchObject([
      {
        key: 'github.com/acme/map-1',
        note: expect.stringMatching(/may not speak/),
      },
    ]);
  });

  it('keeps what no parser understood, groups it by cause, and reads it again after a fix', async () => {
    const answers: Awaited<ReturnType<TestDoor['hook']>>[] = [];
    for (const id of ['one', 'two']) {
      answers.push(
        await test.hook({
          source: 'mending',
          event: 'push',
          id,
          body: push('acme/shop'),
        }),
      );
    }
    const [first, second] = answers;
    expect(first.status).toBe(422);
    expect(first.json.error).toMatchObject({
      message: 'the ref is missing',
      path: '/ref',
      receipt: expect.any(String),
    });
    const receipt = first.json.error?.receipt ?? '';

    const rejected = await test.request('GET', '/v1/rejected', asPerson);
    expect(rejected.json.items).toEqual([
      expect.objectContaining({
        source: 'mending',
        reason: 'the ref is missing',
        count: 2,
      }),
    ]);

    // Still the same fault: a try more, nothing in the log.
    const still = await test.request(
      'POST',
      `/v1/deliveries/${receipt}/replay`,
      asPerson,
    );
    expect(still.json).toMatchObject({ outcome: 'rejected', receipt });

    mended = true;
    const replay = await test.request('POST', '/v1/rejected/replay', {
      ...asPerson,
      body: '{}',
      headers: json,
    });
    expect(replay.json).toMatchObject({
      accepted: 2,
      rejected: 0,
      more: false,
    });
    expect(await entityOf(receipt)).toBe('component:default/shop');
    expect(await entityOf(second.json.error?.receipt)).toBe(
      'component:default/shop',
    );

    const detail = await test.request(
      'GET',
      `/v1/deliveries/${receipt}`,
      asPerson,
    );
    expect(detail.json).toMatchObject({
      status: 'accepted',
      tries: 3,
      events: 1,
      check: 'Signature holds, secret 1 of 1',
      parsedEvents: [{ type: 'commits.pushed.v1' }],
      attempts: [
        { outcome: 'rejected', reason: 'the ref is missing' },
        { outcome: 'rejected', by: 'user:default/ada' },
        { outcome: 'accepted', events: 1, by: 'user:default/ada' },
      ],
    });
    const repeat = await test.hook({
      source: 'mending',
      event: 'push',
      id: 'one',
      body: push('acme/shop'),
    });
    expect(repeat).toMatchObject({ status: 200, json: { receipt, events: 1 } });
    const { rows } = await test.knex.raw(
      'select action, target from audit_record',
    );
    expect(rows).toContainEqual({ action: 'delivery.replay', target: receipt });
  });

  it('parses the repeat of a rejected delivery again, under its first receipt', async () => {
    const send = () =>
      test.hook({
        source: 'mending',
        event: 'push',
        id: 'again',
        body: push('acme/shop'),
      });
    const first = await send();
    const receipt = first.json.error?.receipt;
    expect((await send()).json.error?.receipt).toBe(receipt);
    mended = true;
    expect(await send()).toMatchObject({
      status: 202,
      json: { receipt, events: 1 },
    });
    expect(await send()).toMatchObject({
      status: 200,
      json: { receipt, events: 1 },
    });
    const log = await test.events();
    expect(log.filter(event => event.delivery_id === receipt)).toHaveLength(1);
  });

  it('lets a person claim a subject: record, event and audit together', async () => {
    await test.hook({ event: 'push', body: push('acme/unknown') });
    await test.door.flushCounts();
    const before = await test.request(
      'GET',
      '/v1/unclaimed?text=unknown',
      asPerson,
    );
    expect(before.json.items).toMatchObject([
      { key: 'github.com/acme/unknown', events: 1 },
    ]);

    const claim = (entityRef: string | null) =>
      test.request('POST', '/v1/claims', {
        ...asPerson,
        headers: json,
        body: JSON.stringify({ key: 'github.com/acme/unknown', entityRef }),
      });
    expect((await claim('component:default/nowhere')).status).toBe(400);
    expect((await claim('component:default/bank')).status).toBe(200);

    const after = await test.request(
      'GET',
      '/v1/unclaimed?text=unknown',
      asPerson,
    );
    expect(after.json.items).toEqual([]);
    const later = await test.hook({
      event: 'push',
      body: push('acme/unknown'),
    });
    expect(await entityOf(later.json.receipt)).toBe('component:default/bank');
    const { rows } = await test.knex.raw(
      `select data->>'claimedBy' as by from log.event where type = 'subject.claimed.v1'`,
    );
    expect(rows).toEqual([{ by: 'user:default/ada' }]);
    expect(
      (await test.request('GET', '/v1/claims', asPerson)).json.items,
    ).toMatchObject([
      { entityRef: 'component:default/bank', claimedBy: 'user:default/ada' },
    ]);
    expect((await claim(null)).status).toBe(200);
    const given = await test.hook({
      event: 'push',
      body: push('acme/unknown'),
    });
    expect(await entityOf(given.json.receipt)).toBeNull();
  });

  it('shows a body with its secrets masked, and keeps no signature', async () => {
    const token = `ghp_${'a1B2'.repeat(9)}`;
    const { json: stored } = await test.hook({
      event: 'push',
      body: push('acme/shop', {
        password: 'hunter2-hunter2',
        compare: `https://bot:pass-word@example.test/?${token}`,
      }),
    });
    const body = await test.request(
      'GET',
      `/v1/deliveries/${stored.receipt}/body`,
      asPerson,
    );
    expect(body.json.text).toContain('acme/shop');
    const everything = JSON.stringify(body.json);
    for (const hidden of ['hunter2', token, 'pass-word', 'sha256=']) {
      expect(everything).not.toContain(hidden);
    }
    expect(body.json.masked).toBeGreaterThanOrEqual(3);
    expect(body.json.headers).toMatchObject({ 'x-github-event': 'push' });
    const { rows } = await test.knex.raw(
      'select data from delivery_body where receipt = ?',
      [stored.receipt ?? ''],
    );
    expect(rows[0].data.toString('latin1')).not.toContain('acme');
  });

  it('previews without storing anything', async () => {
    const tables = ['delivery', 'delivery_body', 'delivery_key', 'log.event'];
    const count = async () => {
      const counts: number[] = [];
      for (const table of tables) {
        const { rows } = await test.knex.raw(
          `select count(*)::int as n from ${table}`,
        );
        counts.push(rows[0].n);
      }
      return counts;
    };
    const before = await count();
    const hook = await test.request('POST', '/v1/preview/hooks/github', {
      ...asPerson,
      body: push('acme/shop'),
      headers: { ...json, 'x-github-event': 'push' },
    });
    expect(hook.json).toMatchObject({
      status: 202,
      outcome: 'accepted',
      check: expect.stringMatching(/would answer 401/),
      events: [
        {
          type: 'commits.pushed.v1',
          entityRef: 'component:default/shop',
          resolvedBy: 'annotation',
        },
      ],
    });
    const events = await test.request('POST', '/v1/preview/events?source=ci', {
      ...asPerson,
      body: JSON.stringify([{ type: 'pizza.v1' }]),
      headers: json,
    });
    expect(events.json).toMatchObject({
      outcome: 'rejected',
      reasonPath: '/0/occurredAt',
    });
    const report = await test.request(
      'POST',
      '/v1/preview/reports?source=ci&entity=component:default/shop&category=notes',
      { ...asPerson, body: '{}', headers: json },
    );
    expect(report.json).toMatchObject({ outcome: 'accepted', bytes: 2 });
    expect(await count()).toEqual(before);
  });

  it('lists deliveries by keyset with filters', async () => {
    const page = await test.request(
      'GET',
      '/v1/deliveries?limit=2&source=github',
      asPerson,
    );
    expect(page.json.items).toHaveLength(2);
    const next = await test.request(
      'GET',
      `/v1/deliveries?limit=2&source=github&cursor=${page.json.nextCursor}`,
      asPerson,
    );
    const receipts = [page, next].flatMap(({ json: { items } }) =>
      (items as { receipt: string }[]).map(item => item.receipt),
    );
    expect([...receipts].sort().reverse()).toEqual(receipts);
    expect(new Set(receipts).size).toBe(4);
    const text = await test.request(
      'GET',
      '/v1/deliveries?text=acme/bank&unclaimed=false',
      asPerson,
    );
    expect(text.json.items).toMatchObject([
      { subject: 'github.com/acme/bank' },
    ]);
    const bad = await test.request(
      'GET',
      '/v1/deliveries?cursor=zzz',
      asPerson,
    );
    expect(bad.status).toBe(400);
  });

  it('tells how each source does, and the door as a whole', async () => {
    await test.hook({ signWith: 'a-wrong-secret' });
    await test.door.flushCounts();
    const sources = await test.request('GET', '/v1/sources', asPerson);
    const byId = new Map(
      (sources.json.items as { id: string; state: string }[]).map(item => [
        item.id,
        item,
      ]),
    );
    expect(byId.get('open')?.state).toBe('refused');
    expect(byId.get('ci')?.state).toBe('never');
    expect(byId.get('narrow')?.state).toBe('receiving');
    expect(byId.get('github')).toMatchObject({
      state: 'rejecting',
      check: 'webhook, HMAC',
      path: '/api/ingest/v1/hooks/github',
      hour: expect.objectContaining({ refused: 1 }),
    });
    expect(JSON.stringify(sources.json)).not.toContain('test-secret');
    const overview = await test.request('GET', '/v1/overview', asPerson);
    expect(overview.status).toBe(200);
    expect(overview.json).toMatchObject({
      answer: { p99Ms: expect.any(Number) },
      rejected: { deliveries: 0 },
      tabs: { sources: 5, readers: 0 },
      minutes: expect.any(Array),
    });
    expect(
      (await test.request('GET', '/v1/readers', asPerson)).json.items,
    ).toEqual([]);
    expect(
      (await test.request('GET', '/v1/dead-letters', asPerson)).json.items,
    ).toEqual([]);
    expect(
      (await test.request('POST', '/v1/readers/none/restart', asPerson)).status,
    ).toBe(404);
    expect(
      (await test.request('GET', `/v1/deliveries/${'0'.repeat(26)}`, asPerson))
        .status,
    ).toBe(404);
  });
});

describe('without permission', () => {
  it('every route but the webhooks is refused', async () => {
    const test = await startTestDoor({ deny: true });
    try {
      const statuses = [
        await test.request('GET', '/v1/overview'),
        await test.request('GET', '/v1/deliveries'),
        await test.request('POST', '/v1/events', { body: '{}' }),
        await test.request('POST', '/v1/reports', { body: '{}' }),
        await test.request('POST', '/v1/preview/hooks/github', { body: '{}' }),
        await test.request('POST', '/v1/preview/events', { body: '{}' }),
      ].map(answer => answer.status);
      expect(statuses).toEqual([403, 403, 403, 403, 403, 403]);
      expect((await test.hook()).status).toBe(202);
    } finally {
      await test.stop();
    }
  });
});
