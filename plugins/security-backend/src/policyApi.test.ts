import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  codeFinding,
  GateWorld,
  startGateWorld,
} from './__testUtils__/startGateWorld';

const tillA = 'component:default/till-a';
const tillB = 'component:default/till-b';

describe('policies of the gate, by API', () => {
  let world: GateWorld;
  beforeAll(async () => {
    world = await startGateWorld();
    for (const entity of [tillA, tillB]) {
      await world.scanned(entity, [
        codeFinding({ ruleId: 'sql', severity: 'high' }),
      ]);
    }
  });
  afterAll(() => world?.stop());
  afterEach(async () => {
    world.authorizeConditional.mockImplementation(async requests =>
      requests.map(() => ({ result: AuthorizeResult.ALLOW })),
    );
    const { body } = await world.get('/v1/gate-policies?limit=200');
    for (const { id } of body.items) {
      await world.remove(`/v1/gate-policies/${id}`);
    }
  });

  const set = async (body: object) => {
    const answer = await world
      .post('/v1/gate-policies')
      .send({ policy: {}, ...body });
    return { status: answer.status, body: answer.body };
  };
  const from = async (entity: string, environment?: string) =>
    (await world.ask(entity, { environment })).policy.from;

  it('hold where they are narrowest: entity, system, group, domain, all', async () => {
    expect(await from(tillA)).toBe('default');
    for (const [name, place] of [
      ['everywhere', { scope: 'all' }],
      ['ours', { scope: 'group', scopeRef: 'group:default/pay' }],
      ['the till', { scope: 'system', scopeRef: 'system:default/till' }],
      ['this one', { scope: 'entity', scopeRef: tillA }],
    ] as const) {
      expect((await set({ name, ...place })).status).toBe(200);
      expect(await from(tillA)).toBe(`${place.scope}: ${name}`);
    }
    // Another group's component of the same system.
    expect(await from(tillB)).toBe('system: the till');
    const { body } = await world.get(
      '/v1/entities/component/default/till-a/gate-policy',
    );
    expect(body).toMatchObject({
      from: 'entity',
      stored: { name: 'this one', version: 1 },
    });
  });

  it('of an environment count before those of every environment', async () => {
    await set({ name: 'any', scope: 'entity', scopeRef: tillA });
    await set({
      name: 'prod',
      scope: 'entity',
      scopeRef: tillA,
      environments: ['production'],
    });
    expect(await from(tillA, 'production')).toBe('entity: prod');
    expect(await from(tillA, 'staging')).toBe('entity: any');
  });

  it('keep every version with who changed it and why, also after their end', async () => {
    const made = await set({ name: 'one', scope: 'entity', scopeRef: tillA });
    const path = `/v1/gate-policies/${made.body.id}`;
    const changed = await world.put(path, 'bo').send({
      name: 'one',
      scope: 'entity',
      scopeRef: tillA,
      policy: { fail_on: ['critical'] },
      reason: 'high ones wait',
      version: 1,
    });
    expect(changed.body).toMatchObject({ version: 2 });
    const late = await world.put(path).send({
      name: 'one',
      scope: 'entity',
      scopeRef: tillA,
      policy: {},
      version: 1,
    });
    expect([late.status, late.body.error]).toEqual([
      409,
      expect.objectContaining({
        path: '/version',
        message: expect.stringContaining('user:default/bo changed it since'),
      }),
    ]);
    await world.remove(path);
    expect((await world.remove(path)).status).toBe(404);
    const { body } = await world.get(`${path}/versions`);
    expect(body.items).toMatchObject([
      {
        version: 2,
        changedBy: 'user:default/bo',
        reason: 'high ones wait',
        policy: { fail_on: ['critical'] },
        endedAt: expect.any(String),
      },
      { version: 1, changedBy: 'user:default/ada', endedAt: null },
    ]);
    const audit = await world
      .knex('audit_record')
      .where({ target: made.body.id })
      .orderBy('id');
    expect(audit.map(({ action, actor }) => [action, actor])).toEqual([
      ['gate-policy.create', 'user:default/ada'],
      ['gate-policy.change', 'user:default/bo'],
      ['gate-policy.end', 'user:default/ada'],
    ]);
  });

  it.each([
    [{ name: '' }, '/name'],
    [{ scope: 'planet' }, '/scope'],
    [{ scope: 'all', scopeRef: tillA }, '/scopeRef'],
    [{ scope: 'system', scopeRef: tillA }, '/scopeRef'],
    [{ scope: 'entity', scopeRef: 'component:default/nowhere' }, '/scopeRef'],
    [{ environments: ['production', 'production'] }, '/environments/1'],
    [{ policy: { fail_on: ['awful'] } }, '/policy/fail_on/0'],
    [{ policy: { fail_onn: [] } }, '/policy'],
    [
      { policy: { required: [{ kind: 'sast', max_age: 'soon' }] } },
      '/policy/required/0/max_age',
    ],
    [{ policy: { grace_days: { high: -1 } } }, '/policy/grace_days/high'],
    [{ policy: { exceptions: [{}] } }, '/policy/exceptions/0'],
    [
      { policy: { licences: { allow: ['MIT'], deny: ['MIT'] } } },
      '/policy/licences/deny/0',
    ],
  ])('name the field that is wrong in %j', async (wrong, path) => {
    const { status, body } = await set({
      name: 'wrong',
      scope: 'entity',
      scopeRef: tillA,
      ...wrong,
    });
    expect([status, body.error?.path]).toEqual([400, path]);
  });

  it('are one for the same gates: a second is refused', async () => {
    const place = { scope: 'entity', scopeRef: tillA };
    await set({ name: 'first', ...place });
    const second = await set({ name: 'second', ...place });
    expect([second.status, second.body.error.message]).toEqual([
      409,
      expect.stringContaining('"first" holds there already'),
    ]);
    const both = await Promise.all([
      set({ name: 'a', ...place, environments: ['production'] }),
      set({ name: 'b', ...place, environments: ['production'] }),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
  });

  it('are set by those whose entities they hold for, and by nobody else', async () => {
    const { body: all } = await set({ name: 'everywhere', scope: 'all' });
    const { body: own } = await set({
      name: 'ours',
      scope: 'entity',
      scopeRef: tillA,
    });
    world.authorizeConditional.mockImplementation(async requests =>
      requests.map(() => ({
        result: AuthorizeResult.CONDITIONAL as never,
        pluginId: 'security',
        resourceType: 'finding',
        conditions: {
          rule: 'IS_OWNED_BY',
          resourceType: 'finding',
          params: { claims: ['group:default/pay'] },
        },
      })),
    );
    const { body } = await world.get('/v1/gate-policies');
    expect(body.canPublish).toBe(true);
    expect(
      body.items.map((one: { name: string; canEdit: boolean }) => [
        one.name,
        one.canEdit,
      ]),
    ).toEqual([
      ['everywhere', false],
      ['ours', true],
    ]);
    for (const place of [
      { scope: 'all' },
      { scope: 'entity', scopeRef: tillB },
      // One of its components is somebody else's.
      { scope: 'system', scopeRef: 'system:default/till' },
    ]) {
      expect((await set({ name: 'no', ...place })).status).toBe(403);
    }
    expect(
      (
        await world.put(`/v1/gate-policies/${all.id}`).send({
          name: 'mine now',
          scope: 'entity',
          scopeRef: tillA,
          policy: {},
        })
      ).status,
    ).toBe(403);
    expect((await world.remove(`/v1/gate-policies/${all.id}`)).status).toBe(
      403,
    );
    expect((await world.remove(`/v1/gate-policies/${own.id}`)).body).toEqual({
      deleted: true,
    });
    world.authorizeConditional.mockImplementation(async requests =>
      requests.map(() => ({ result: AuthorizeResult.DENY as never })),
    );
    expect((await set({ name: 'no', scope: 'all' })).status).toBe(403);
  });

  it('are tried on the scans that are stored before they hold, and nothing is kept', async () => {
    const clean = world.fresh();
    await world.scanned(clean, [
      codeFinding({ ruleId: 'small', severity: 'low' }),
    ]);
    await set({
      name: 'lenient',
      scope: 'entity',
      scopeRef: tillA,
      policy: { fail_on: ['critical'] },
    });
    const before = await world.knex('security_evaluation').count();
    const { body } = await world.post('/v1/gates/simulate').send({
      entities: [tillA, tillB, clean],
      policy: { fail_on: ['high'], warn_on: [] },
    });
    expect(body).toMatchObject({
      wouldFail: 2,
      wouldPass: 1,
      newlyFailing: 1,
      capped: false,
    });
    const shown = body.items.map(
      (one: {
        entityRef: string;
        now: string;
        then: string;
        result: { findings: { ruleId: string; effect: string }[] };
      }) => [
        one.entityRef,
        one.now,
        one.then,
        one.result.findings.map(({ ruleId, effect }) => `${ruleId} ${effect}`),
      ],
    );
    expect(shown).toEqual([
      [clean, 'pass', 'pass', []],
      [tillA, 'warn', 'fail', ['sql fails']],
      [tillB, 'fail', 'fail', ['sql fails']],
    ]);
    expect(await world.knex('security_evaluation').count()).toEqual(before);
    const wrong = await world
      .post('/v1/gates/simulate')
      .send({ policy: { scope: 'some' } });
    expect([wrong.status, wrong.body.error.path]).toEqual([
      400,
      '/policy/scope',
    ]);
  });

  it('stand in the matrix of gates, every environment with its verdict', async () => {
    await set({
      name: 'prod',
      scope: 'entity',
      scopeRef: tillA,
      environments: ['production'],
      policy: { fail_on: ['critical'] },
    });
    const { body } = await world.get(
      `/v1/gates?entity=${tillA}&entity=${tillB}&environment=production`,
    );
    expect(body.environments).toEqual(['production']);
    expect(
      body.items.map(
        (one: { entityRef: string; cells: { verdict: string }[] }) => [
          one.entityRef,
          ...one.cells.map(({ verdict }) => verdict),
        ],
      ),
    ).toEqual([
      [tillA, 'warn'],
      [tillB, 'fail'],
    ]);
  });
});
