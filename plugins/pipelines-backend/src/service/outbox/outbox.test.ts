import { randomUUID } from 'node:crypto';
import { ConfigReader } from '@backstage/config';
import { mockServices } from '@backstage/backend-test-utils';
import { NotificationService } from '@backstage/plugin-notifications-node';
import { createStaticEntityIndex } from '@quarterdeck/plugin-portal-node';
import {
  insertOutboxCall,
  loadOutboxCall,
  OutboxRequest,
} from '../../database/outbox/outboxCalls';
import {
  FakeProvider,
  startFakeProvider,
} from '../../__testUtils__/fakeProvider';
import {
  createProjectionDatabase,
  ProjectionDatabase,
} from '../../testing/projectionDatabase';
import {
  belongsTo,
  OutboundTarget,
  readOutboundConfig,
} from './outboundConfig';
import { createOutboxWorker, retrySeconds } from './outboxWorker';
import { createTellOwner } from './tellOwner';
import { gateCallback, rerunCall, rollbackCall } from './providerCalls';

const words = {
  environment: 'production',
  service: 'shop',
  project: 'acme/shop',
  deployment: '7',
  commit: 'bbb',
  version: '2',
  to_commit: 'aaa',
  to_version: '1',
  reason: 'it burns',
};
const target = (more: Partial<OutboundTarget>): OutboundTarget => ({
  id: 'one',
  kind: 'github',
  url: 'https://api.example',
  rollback: { entities: ['*'], ref: 'main', name: '{service}' },
  ...more,
});
const rollback = { entities: ['*'], ref: 'main', name: '{service}' };

describe('calls to providers', () => {
  it.each<[string, Partial<OutboundTarget>, OutboxRequest]>([
    [
      'GitHub',
      { kind: 'github', rollback: { ...rollback, workflow: 'back.yaml' } },
      {
        method: 'POST',
        url: 'https://api.example/repos/acme/shop/actions/workflows/back.yaml/dispatches',
        body: {
          ref: 'main',
          inputs: { environment: 'production', version: '1', commit: 'aaa' },
        },
      },
    ],
    [
      'GitLab',
      {
        kind: 'gitlab',
        url: 'https://git.example/api/v4/',
        rollback: { ...rollback, inputs: { TO: '{to_version} of {service}' } },
      },
      {
        method: 'POST',
        url: 'https://git.example/api/v4/projects/acme%2Fshop/trigger/pipeline',
        body: {
          ref: 'main',
          variables: { QUARTERDECK_ACTION: 'rollback', TO: '1 of shop' },
        },
      },
    ],
    [
      'Argo CD',
      { kind: 'argo-cd' },
      {
        method: 'POST',
        url: 'https://api.example/api/v1/applications/shop/rollback',
        body: {},
        prepare: 'argo_history',
      },
    ],
    [
      'Argo Rollouts',
      { kind: 'argo-rollouts', rollback: { ...rollback, namespace: 'live' } },
      {
        method: 'PUT',
        url: 'https://api.example/api/v1/rollouts/live/shop/undo/0',
        body: null,
      },
    ],
    [
      'any webhook',
      {
        kind: 'webhook',
        url: 'https://hook.example/back',
        rollback: { ...rollback, inputs: {} },
      },
      {
        method: 'POST',
        url: 'https://hook.example/back',
        body: { action: 'rollback', ...words, inputs: {} },
      },
    ],
  ])('%s rolls back', (_name, more, expected) => {
    expect(rollbackCall(target(more), words)).toEqual(expected);
  });

  it.each([
    ['https://hook.example/back', 'https://hook.example/back', true],
    ['https://hook.example/back/', 'https://hook.example/back', true],
    ['https://hook.example/back', 'https://hook.example/back/1', true],
    ['https://hook.example/back', 'https://hook.example/backdoor', false],
    ['https://hook.example/back', 'https://hook.example/', false],
    ['https://hook.example/back', 'http://hook.example/back', false],
    ['https://hook.example/back', 'nonsense', false],
  ])('of a target at %s may go to %s: %s', (url, called, expected) => {
    expect(belongsTo(target({ url }), called)).toBe(expected);
  });

  it('lets no project lead to another address', () => {
    const run = { project: 'acme/../../user', externalId: '1' };
    expect(() => rerunCall(target({}), run)).toThrow(/not the path/);
  });

  it('answers a protection rule', () => {
    expect(
      gateCallback({
        callbackUrl: 'https://api.example/x',
        environment: 'production',
        approved: false,
        comment: 'no',
      }),
    ).toEqual({
      method: 'POST',
      url: 'https://api.example/x',
      body: {
        environment_name: 'production',
        state: 'rejected',
        comment: 'no',
      },
    });
  });

  it('waits twice as long after each failure, an hour at most', () => {
    expect([1, 2, 3, 4, 20].map(tries => retrySeconds(tries, 5))).toEqual([
      5, 10, 20, 40, 3600,
    ]);
  });
});

describe('the configuration of calls', () => {
  it.each([
    [
      { targets: { a: { kind: 'github', url: 'https://api.example' } } },
      /not in pipelines\.outbound\.hosts/,
    ],
    [{ targets: { a: { kind: 'cvs', url: 'https://x' } } }, /targets\/a\/kind/],
    [{ host: [] }, /pipelines\.outbound/],
  ])('stops the start at %j', (outbound, message) => {
    expect(() =>
      readOutboundConfig(new ConfigReader({ pipelines: { outbound } })),
    ).toThrow(message);
  });

  it('means https by a host alone', () => {
    const config = readOutboundConfig(
      new ConfigReader({
        pipelines: {
          outbound: { hosts: ['api.example', 'http://in.example:81'] },
        },
      }),
    );
    expect(
      [
        'https://api.example/x',
        'http://api.example/x',
        'https://api.example.evil/x',
        'https://api.example@evil.example/x',
        'https://user@api.example/x',
        'http://in.example:81/x',
        'http://in.example/x',
        'not a url',
      ].map(config.mayCall),
    ).toEqual([true, false, false, false, false, true, false, false]);
  });
});

describe('the outbox', () => {
  const notify = jest.fn<
    Promise<void>,
    Parameters<NotificationService['send']>
  >();
  let database: ProjectionDatabase;
  let provider: FakeProvider;
  let now = new Date('2026-09-17T12:00:00Z');

  beforeAll(async () => {
    database = await createProjectionDatabase();
    provider = await startFakeProvider();
  });
  afterAll(async () => {
    await provider?.stop();
    await database?.drop();
  });
  beforeEach(async () => {
    await database.knex('outbox_call').delete();
    provider.calls.length = 0;
    notify.mockReset().mockResolvedValue();
    provider.answers = [{ status: 204 }];
  });

  const shop = {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name: 'shop' },
    spec: { owner: 'group:default/sales' },
    relations: [{ type: 'ownedBy', targetRef: 'group:default/sales' }],
  };

  const worker = (more: object = {}) =>
    createOutboxWorker({
      knex: database.knex,
      config: readOutboundConfig(
        new ConfigReader({
          pipelines: {
            outbound: {
              hosts: [provider.url],
              tries: 3,
              timeoutSeconds: 1,
              targets: {
                one: {
                  kind: 'github',
                  url: provider.url,
                  token: 't1',
                  ...more,
                },
              },
            },
          },
        }),
      ),
      logger: mockServices.logger.mock(),
      now: () => now,
      tellOwner: createTellOwner({
        notifications: { send: notify },
        index: createStaticEntityIndex([shop]),
        logger: mockServices.logger.mock(),
      }),
    });
  const write = async (key: string, request: Partial<OutboxRequest> = {}) => {
    const id = randomUUID();
    const written = await insertOutboxCall(database.knex, {
      id,
      purpose: 'rollback',
      idempotency_key: key,
      entity_ref: 'component:default/shop',
      title: key,
      target: 'one',
      request: {
        method: 'POST',
        url: `${provider.url}/x`,
        body: { a: 1 },
        ...request,
      },
      created_at: now,
      requested_by: 'policy',
      reason: null,
      instance: null,
      deployment_external_id: null,
      run_external_id: null,
      gate_request_id: null,
    });
    return { id, written };
  };
  const row = (id: string) => loadOutboxCall(database.knex, { id });

  it('keeps one call for one decision', async () => {
    expect((await write('same')).written).toBe(true);
    expect((await write('same')).written).toBe(false);
    await Promise.all([
      worker().sendDue(),
      worker().sendDue(),
      worker().sendDue(),
    ]);
    expect(provider.calls).toHaveLength(1);
  });

  it('vanishes with the decision it was written with', async () => {
    await expect(
      database.knex.transaction(async tx => {
        await tx('outbox_call').insert({
          id: randomUUID(),
          purpose: 'rollback',
          idempotency_key: 'undone',
          title: '',
          target: 'one',
          request: '{}',
          next_at: now,
          created_at: now,
          requested_by: 'policy',
        });
        throw new Error('undone');
      }),
    ).rejects.toThrow('undone');
    expect(await worker().sendDue()).toBe(0);
  });

  it('sends a call again whose worker died before it could say so', async () => {
    const { id } = await write('killed');
    // The first worker sends, and its connection is cut before the commit.
    const cut = database.knex.transaction(async tx => {
      await tx.raw(
        `SELECT * FROM outbox_call WHERE id = ? FOR UPDATE SKIP LOCKED`,
        [id],
      );
      expect(await worker().sendDue()).toBe(0);
      await fetch(`${provider.url}/x`, {
        method: 'POST',
        headers: { 'idempotency-key': id },
      });
      const { rows } = await tx.raw('SELECT pg_backend_pid() AS pid');
      await database.knex.raw('SELECT pg_terminate_backend(?)', [rows[0].pid]);
      await tx('outbox_call').where({ id }).update({ state: 'sent' });
    });
    await expect(cut).rejects.toThrow();
    expect(await worker().sendDue()).toBe(1);
    expect(provider.calls.map(call => call.headers['idempotency-key'])).toEqual(
      [id, id],
    );
    expect(await row(id)).toMatchObject({ state: 'sent', tries: 1 });
  });

  it('tries again later, and gives up after the last try', async () => {
    provider.answers = [{ status: 503 }];
    const { id } = await write('busy');
    await worker().sendDue();
    expect(await worker().sendDue()).toBe(0);
    for (const seconds of [5, 10]) {
      now = new Date(now.getTime() + seconds * 1000);
      expect(await worker().sendDue()).toBe(1);
    }
    expect(await row(id)).toMatchObject({
      state: 'dead',
      tries: 3,
      last_status: 503,
    });
    now = new Date(now.getTime() + 86_400_000);
    expect(await worker().sendDue()).toBe(0);
  });

  it('tells the owner once when it gives up, and only then', async () => {
    provider.answers = [{ status: 503 }, { status: 422 }];
    const { id } = await write('given up');
    await worker().sendDue();
    expect(notify).not.toHaveBeenCalled();
    now = new Date(now.getTime() + 5000);
    await worker().sendDue();
    await worker().sendDue();
    expect(notify.mock.calls).toEqual([
      [
        {
          recipients: { type: 'entity', entityRef: 'group:default/sales' },
          payload: expect.objectContaining({
            title: 'Not done: given up',
            link: '/gates?view=calls',
            scope: `outbox:${id}`,
          }),
        },
      ],
    ]);
  });

  it('goes on when nobody can be told', async () => {
    notify.mockRejectedValue(new Error('away'));
    provider.answers = [{ status: 422 }];
    const first = await write('first');
    const second = await write('second');
    expect(await worker().sendDue()).toBe(2);
    for (const { id } of [first, second]) {
      expect(await row(id)).toMatchObject({ state: 'dead' });
    }
  });

  it("checks the host of a gate's callback again when it is sent", async () => {
    const elsewhere = await startFakeProvider();
    const { id } = await write('callback', {
      ...gateCallback({
        callbackUrl: `${elsewhere.url}/deployment_protection_rule`,
        environment: 'production',
        approved: true,
        comment: '',
      }),
    });
    await worker().sendDue();
    expect(await row(id)).toMatchObject({
      state: 'dead',
      last_error: expect.stringMatching(/pipelines\.outbound\.hosts/),
    });
    expect([...provider.calls, ...elsewhere.calls]).toEqual([]);
    await elsewhere.stop();
  });

  it.each([
    ['a refusal', { status: 422, body: { message: 'no such workflow' } }],
    [
      'a redirect, which would take the token elsewhere',
      { status: 302, headers: { location: 'http://127.0.0.1:1/' } },
    ],
  ])('gives up at once on %s', async (_name, answer) => {
    provider.answers = [answer];
    const { id } = await write('refused');
    await worker().sendDue();
    expect(await row(id)).toMatchObject({ state: 'dead', tries: 1 });
    expect(provider.calls).toHaveLength(1);
  });

  it('never carries a token outside its target', async () => {
    const { id } = await write('astray', { url: `${provider.url}/other` });
    await worker({ url: `${provider.url}/api` }).sendDue();
    expect(await row(id)).toMatchObject({ state: 'dead', last_status: null });
    expect(provider.calls).toEqual([]);
    const stored = await database.knex('outbox_call').where({ id }).first();
    expect(JSON.stringify(stored)).not.toContain('t1');
  });

  it('asks Argo CD for the version before', async () => {
    provider.answers = [
      {
        status: 200,
        body: { status: { history: [{ id: 3 }, { id: 4 }, { id: 5 }] } },
      },
      { status: 200, body: {} },
    ];
    const { id } = await write('argo', {
      url: `${provider.url}/api/v1/applications/shop/rollback`,
      prepare: 'argo_history',
    });
    await worker({ kind: 'argo-cd' }).sendDue();
    expect(provider.calls).toMatchObject([
      { method: 'GET', path: '/api/v1/applications/shop' },
      { method: 'POST', body: { id: 4 } },
    ]);
    expect(await row(id)).toMatchObject({ state: 'sent' });
  });
});
