import {
  githubHistory,
  githubProvider,
} from '@quarterdeck/plugin-ingest-backend-module-ci';
import { createTestDatabase } from '@quarterdeck/plugin-portal-node/testUtils';
import { startFakeGithubApi } from './__testUtils__/fakeGithubApi';
import { secret, startTestDoor, TestDoor } from './__testUtils__/startTestDoor';

const token = 'token-that-nobody-may-see';
const since = new Date(Date.now() - 86_400_000).toISOString();
const json = { 'content-type': 'application/json' };

const doorFor = (url: string, connectionString?: string) =>
  startTestDoor({
    connectionString,
    providers: [githubProvider],
    histories: [githubHistory],
    historyRetryMs: 20,
    sources: {
      past: {
        kind: 'github',
        secrets: [secret],
        entities: 'all',
        api: { baseUrl: url, token, projects: ['acme/shop'] },
      },
    },
  });

const ask = (door: TestDoor, body: object = { since }) =>
  door.request('POST', '/v1/sources/past/history', {
    body: JSON.stringify(body),
    headers: json,
    as: 'user:default/ada',
  });

const progressOf = async (door: TestDoor): Promise<Record<string, unknown>> => {
  const { json: answer } = await door.request('GET', '/v1/sources');
  const items = answer.items as { id: string; history?: object }[];
  return { ...items.find(item => item.id === 'past')?.history };
};

async function until(
  door: TestDoor,
  fits: (progress: Record<string, unknown>) => boolean,
) {
  for (let i = 0; i < 2400; i += 1) {
    const progress = await progressOf(door);
    if (fits(progress)) return progress;
    await new Promise(done => setTimeout(done, 25));
  }
  throw new Error(`Still ${JSON.stringify(await progressOf(door))}`);
}
const ended = (progress: Record<string, unknown>) =>
  ['done', 'failed'].includes(String(progress.state));

const typesOf = async (door: TestDoor) => {
  const counts: Record<string, number> = {};
  for (const { type } of await door.events()) {
    counts[type] = (counts[type] ?? 0) + 1;
  }
  return counts;
};

describe('fetching the history of a source', () => {
  let api: Awaited<ReturnType<typeof startFakeGithubApi>>;
  let door: TestDoor;
  beforeEach(async () => {
    api = await startFakeGithubApi({ runs: 3 });
    door = await doorFor(api.url);
  });
  afterEach(async () => {
    await door.stop();
    await api.stop();
  });

  const whole = {
    // Three runs, one of them in two attempts.
    'ci.run.v1': 4,
    'ci.job.v1': 3,
    'deployment.v1': 2,
    'change.v1': 1,
  };

  it('brings runs, attempts, jobs, deployments and changes through the parser, and lost webhooks are sent again', async () => {
    expect(await progressOf(door)).toMatchObject({ state: 'never' });
    const begun = await ask(door);
    expect(begun.status).toBe(200);
    expect(await until(door, ended)).toMatchObject({
      state: 'done',
      fetched: 10,
      stored: 10,
      repeats: 0,
      rejected: 0,
      skipped: 0,
      requestedBy: 'user:default/ada',
    });
    expect(await typesOf(door)).toEqual(whole);
    expect(
      api.calls.filter(call => call.method === 'POST').map(call => call.path),
    ).toEqual(['/repos/acme/shop/hooks/3/deliveries/31/attempts']);
    expect(
      api.calls.every(call => call.authorization === `Bearer ${token}`),
    ).toBe(true);
    const { json: deliveries } = await door.request(
      'GET',
      '/v1/deliveries?source=past&limit=50',
    );
    expect(deliveries.items).toHaveLength(10);
  });

  it('what was fetched before and has not changed is a repeat', async () => {
    await ask(door);
    await until(door, ended);
    await ask(door);
    expect(
      await until(door, progress => ended(progress) && progress.repeats === 10),
    ).toMatchObject({ stored: 0 });
    expect(await typesOf(door)).toEqual(whole);
  });

  it('a second one is refused while the first goes on', async () => {
    void api.next('/actions/runs', { hang: true });
    await ask(door);
    expect((await ask(door)).status).toBe(409);
  });

  it('waits as long as the API asks for, and that is no failure', async () => {
    void api.next('/actions/runs', {
      status: 429,
      headers: { 'retry-after': '2' },
    });
    await ask(door);
    const waiting = await until(door, ({ state }) => state === 'waiting');
    expect(waiting.lastError).toBeUndefined();
    const calls = api.calls.length;
    await new Promise(done => setTimeout(done, 300));
    expect(api.calls).toHaveLength(calls);
    expect(await until(door, ended)).toMatchObject({
      state: 'done',
      stored: 10,
    });
    expect(await typesOf(door)).toEqual(whole);
  });

  it('keeps away from the end of a budget before it is refused', async () => {
    void api.next('/deployments', {
      headers: {
        'x-ratelimit-limit': '5000',
        'x-ratelimit-remaining': '3',
        'x-ratelimit-reset': String(Math.ceil(Date.now() / 1000) + 1),
      },
      body: [],
    });
    await ask(door);
    await until(door, ({ state }) => state === 'waiting');
    expect(await until(door, ended)).toMatchObject({ state: 'done' });
  });

  it('tries again after faults of the API and says what went wrong', async () => {
    void api.next('/actions/runs', { status: 500 });
    void api.next('/actions/runs', { status: 502 });
    await ask(door);
    expect(await until(door, ended)).toMatchObject({
      state: 'done',
      stored: 10,
      lastError:
        'The API answered 502 to runs (/repos/acme/shop/actions/runs).',
    });
  });

  it('gives up after many faults, and goes on from there when told to', async () => {
    for (let i = 0; i < 8; i += 1) void api.next('/pulls', { status: 503 });
    await ask(door);
    expect(await until(door, ended)).toMatchObject({ state: 'failed' });
    const before = api.calls.length;
    expect((await ask(door, {})).status).toBe(200);
    expect(await until(door, ({ state }) => state === 'done')).toMatchObject({
      stored: 10,
    });
    expect(
      api.calls.slice(before).some(call => call.path.endsWith('/actions/runs')),
    ).toBe(false);
  });

  it('what the token may not see is passed over', async () => {
    void api.next('/hooks', { status: 404 });
    await ask(door);
    expect(await until(door, ended)).toMatchObject({
      state: 'done',
      stored: 10,
      skipped: 1,
    });
  });

  it('a token that is refused ends it, and stands in no answer and no log', async () => {
    void api.next('/repos/acme/shop', {
      status: 401,
      body: { message: token },
    });
    await ask(door);
    const failed = await until(door, ended);
    expect(failed).toMatchObject({
      state: 'failed',
      lastError: expect.stringContaining('ingest.sources.past.api.token'),
    });
    const { json: sources } = await door.request('GET', '/v1/sources');
    expect(JSON.stringify(sources)).not.toContain(token);
    expect(door.logged.join('\n')).not.toContain(token);
    const { rows } = await door.knex.raw('select * from history_fetch');
    expect(JSON.stringify(rows)).not.toContain(token);
  });

  it('is never sent on to another host', async () => {
    void api.next('/repos/acme/shop', {
      status: 301,
      headers: { location: 'http://localhost:1/stolen' },
    });
    await ask(door);
    expect(
      await until(door, ({ lastError }) => Boolean(lastError)),
    ).toMatchObject({ lastError: expect.stringContaining('another host') });
  });

  it('stops when told to', async () => {
    void api.next('/actions/runs', {
      status: 429,
      headers: { 'retry-after': '60' },
    });
    await ask(door);
    await until(door, ({ state }) => state === 'waiting');
    const stopped = await door.request(
      'POST',
      '/v1/sources/past/history/stop',
      {
        as: 'user:default/ada',
      },
    );
    expect(stopped.json).toMatchObject({ state: 'stopped' });
  });

  it('a source without an API says what to set', async () => {
    const answer = await door.request('POST', '/v1/sources/github/history', {
      body: JSON.stringify({ since }),
      headers: json,
    });
    expect(answer.status).toBe(404);
    expect(answer.json.error?.message).toContain('ingest.sources.github.api');
  });
});

describe('several replicas', () => {
  it('one that dies in the middle leaves its place to the other, and nothing is lost or doubled', async () => {
    const api = await startFakeGithubApi({ runs: 120 });
    const database = await createTestDatabase();
    const first = await doorFor(api.url, database.connectionString);
    try {
      await ask(first);
      await until(first, ({ requests }) => Number(requests) > 20);
      await api.next('/jobs', { hang: true });
      await first.stop();
      const second = await doorFor(api.url, database.connectionString);
      try {
        expect(await until(second, ended)).toMatchObject({ state: 'done' });
        expect(await typesOf(second)).toMatchObject({
          'ci.run.v1': 121,
          'ci.job.v1': 120,
        });
        // Only the call that was cut off was made twice.
        const paths = api.calls.map(call => call.path);
        const lists = paths.filter(path => path.endsWith('/actions/runs'));
        expect(paths.length - new Set(paths).size).toBe(lists.length);
      } finally {
        await second.stop();
      }
    } finally {
      await api.stop();
      await database.drop();
    }
  });

  it('two at once make each call once', async () => {
    const api = await startFakeGithubApi({ runs: 30 });
    const database = await createTestDatabase();
    const one = await doorFor(api.url, database.connectionString);
    const two = await doorFor(api.url, database.connectionString);
    try {
      await ask(one);
      await until(two, ended);
      const paths = api.calls.map(call => call.path);
      expect(new Set(paths).size).toBe(paths.length);
    } finally {
      await one.stop();
      await two.stop();
      await api.stop();
      await database.drop();
    }
  });
});
