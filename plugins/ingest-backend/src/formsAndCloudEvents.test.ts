import {
  cdeventsProvider,
  githubProvider,
  otlpProvider,
  tektonProvider,
  travisProvider,
} from '@quarterdeck/plugin-ingest-backend-module-ci';
import { startTestDoor, TestDoor } from './__testUtils__/startTestDoor';

const token = 'a-token-of-the-test';
const withToken = { 'x-quarterdeck-token': token };

const build = {
  id: 77,
  state: 'failed',
  build_url: 'https://app.travis-ci.com/github/acme/shop/builds/77',
  repository: { name: 'shop', owner_name: 'acme' },
};
const form = (fields: Record<string, string>) =>
  new URLSearchParams(fields).toString();
const formType = { 'content-type': 'application/x-www-form-urlencoded' };

const cdEvent = (type: string, content: object, id = 'event-1') => ({
  context: {
    specversion: '0.5.1',
    id,
    source: 'https://ci.acme.example/shop',
    type: `dev.cdevents.${type}.0.3.0`,
    timestamp: '2026-10-01T12:00:00Z',
  },
  subject: { id: 'run-1', content },
});

describe('forms and foreign CloudEvents at the doors', () => {
  let test: TestDoor;

  beforeAll(async () => {
    const source = (kind: string) => ({
      kind,
      secrets: [token],
      entities: 'all',
    });
    test = await startTestDoor({
      providers: [
        travisProvider,
        cdeventsProvider,
        githubProvider,
        otlpProvider,
        tektonProvider,
      ],
      sources: {
        travis: source('travis'),
        cdevents: source('cdevents'),
        otlp: source('otlp'),
        narrow: {
          kind: 'events',
          tokenSubjects: ['external:narrow'],
          eventTypes: ['ci.job.v1'],
          entities: 'all',
        },
      },
    });
  });
  afterAll(() => test.stop());

  const hook = (source: string, body: string, headers = {}) =>
    test.hook({
      source,
      body,
      signWith: null,
      headers: { ...withToken, ...headers },
    });
  const send = (body: unknown, as?: string) =>
    test.request('POST', '/v1/events', {
      as,
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/cloudevents+json' },
    });

  it('reads the field of a form where the provider sends forms', async () => {
    const body = form({ payload: JSON.stringify(build) });
    const answer = await hook('travis', body, formType);
    expect([answer.status, answer.json.events]).toEqual([202, 1]);
    const again = await hook('travis', body, formType);
    expect([again.status, again.json.receipt]).toEqual([
      200,
      answer.json.receipt,
    ]);
  });

  it('reads the same as JSON', async () => {
    const answer = await hook('travis', JSON.stringify({ ...build, id: 78 }));
    expect([answer.status, answer.json.events]).toEqual([202, 1]);
  });

  it("reads GitHub's form, signed as it was sent", async () => {
    const payload = JSON.stringify({
      ref: 'feature/forms',
      ref_type: 'branch',
      repository: {
        full_name: 'acme/shop',
        html_url: 'https://github.com/acme/shop',
      },
    });
    const sent = {
      event: 'create',
      body: form({ payload }),
      headers: formType,
    };
    const answer = await test.hook(sent);
    expect([answer.status, answer.json.events]).toEqual([202, 1]);
    const forged = await test.hook({ ...sent, signWith: 'another-secret' });
    expect(forged.status).toBe(401);
  });

  it.each([
    ['has not the field', form({ other: '{}' }), 400, /"payload" exactly once/],
    ['has it twice', 'payload=1&payload=2', 400, /"payload" exactly once/],
    ['holds cut JSON', form({ payload: '{"id":' }), 400, /ends too early/],
    [
      'holds too deep JSON',
      form({ payload: `${'['.repeat(200)}` }),
      400,
      /deeper/,
    ],
    ['holds another thing', form({ payload: '{"id":1}' }), 422, /repository/],
  ])('refuses a form that %s', async (_, body, status, message) => {
    const answer = await hook('travis', body, formType);
    expect(answer.status).toBe(status);
    expect(answer.json.error?.message).toMatch(message);
  });

  it('refuses forms of others, and OTLP in binary, with a sentence', async () => {
    for (const [source, type] of [
      ['cdevents', formType['content-type']],
      ['otlp', 'application/x-protobuf'],
    ]) {
      const answer = await hook(source, 'payload={}', { 'content-type': type });
      expect(answer.status).toBe(415);
      expect(answer.json.error?.message).toMatch(/application\/json/);
    }
  });

  it('takes CDEvents as webhooks', async () => {
    const body = JSON.stringify(cdEvent('pipelinerun.started', {}, 'hook-1'));
    const answer = await hook('cdevents', body);
    expect([answer.status, answer.json.events]).toEqual([202, 1]);
    expect((await hook('cdevents', body)).status).toBe(200);
  });

  it('takes CDEvents at the events door, bare and in an envelope, with the rights of the source', async () => {
    const bare = cdEvent('pipelinerun.started', {}, 'bare');
    const data = cdEvent('service.deployed', { environment: { id: 'prod' } });
    const envelope = {
      specversion: '1.0',
      id: 'enveloped',
      source: 'https://ci.acme.example/shop',
      type: data.context.type,
      entity: 'component:default/shop-api',
      data,
    };
    const answer = await send([bare, envelope]);
    expect([answer.status, answer.json.events]).toEqual([202, 2]);
    expect(
      (await test.events()).filter(
        event => event.delivery_id === answer.json.receipt,
      ),
    ).toEqual([
      expect.objectContaining({ type: 'ci.run.v1', entity_ref: null }),
      expect.objectContaining({
        type: 'deployment.v1',
        entity_ref: 'component:default/shop-api',
      }),
    ]);
    const foreign = await send({
      ...envelope,
      entity: 'component:default/bank',
    });
    expect(foreign.status).toBe(403);
    const narrow = await send(bare, 'external:narrow');
    expect(narrow.status).toBe(403);
    expect(narrow.json.error?.message).toMatch(/may not send "ci.run.v1"/);
  });

  it('knows a CDEvent again by source and id', async () => {
    const first = await send(cdEvent('pipelinerun.queued', {}, 'twice'));
    const second = await send(cdEvent('pipelinerun.queued', {}, 'twice'));
    expect([first.status, second.status]).toEqual([202, 200]);
    expect(second.json.receipt).toBe(first.json.receipt);
  });

  it('accepts what it passes by, and names the place of what it cannot read', async () => {
    const passed = await send(cdEvent('environment.created', {}, 'e-1'));
    expect([passed.status, passed.json.events]).toEqual([202, 0]);
    const broken = await send([
      cdEvent('pipelinerun.queued', {}, 'good'),
      { context: cdEvent('pipelinerun.queued', {}).context },
    ]);
    expect(broken.status).toBe(422);
    expect(broken.json.error?.path).toBe('/1/subject');
  });
});
