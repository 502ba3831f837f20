import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  codeFinding,
  GateWorld,
  hours,
  startGateWorld,
} from './__testUtils__/startGateWorld';

describe('leaked secrets', () => {
  const leak = (value: string, path: string) =>
    codeFinding({
      ruleId: 'token',
      kind: 'secret',
      locations: [{ path, startLine: 1 }],
      secret: { hmac: value.repeat(64), mask: `FAKE…${value}` },
    });
  let world: GateWorld;
  let first: string;
  let second: string;
  beforeAll(async () => {
    world = await startGateWorld();
    [first, second] = ['component:default/till-a', 'component:default/till-b'];
    await world.scanned(first, [leak('a', 'a.env'), leak('a', 'b.env')], {
      at: hours(-3),
    });
    await world.scanned(second, [leak('a', 'a.env'), leak('b', 'c.env')], {
      at: hours(-2),
    });
  });
  afterAll(() => world?.stop());
  afterEach(() => {
    world.authorizeConditional.mockImplementation(async requests =>
      requests.map(() => ({ result: AuthorizeResult.ALLOW })),
    );
  });

  const tasks = async (query = '') =>
    (await world.get(`/v1/secrets${query}`)).body.items;

  it('are one task a value, across files and entities', async () => {
    const all = await tasks();
    expect(all).toHaveLength(2);
    expect(
      all.find((one: { mask: string }) => one.mask === 'FAKE…a'),
    ).toMatchObject({
      state: 'to_rotate',
      entities: [first, second],
      files: 3,
      findings: 3,
      openFindings: 3,
      verified: null,
    });
    expect(await tasks(`?entity=${first}`)).toHaveLength(1);
  });

  it('are told by mask and an id that says nothing of the value', async () => {
    for (const path of ['/v1/secrets', '/v1/findings', '/v1/imports']) {
      const { text } = await world.get(path);
      expect([path, text.includes('a'.repeat(64))]).toEqual([path, false]);
    }
    const [{ id }] = await tasks();
    const { text, body } = await world.get(`/v1/secrets/${id}`);
    expect(text).not.toMatch(/[ab]{64}/);
    expect(body.places.length).toBeGreaterThan(0);
  });

  it('are rotated for all places at once, and opened again when the value comes back', async () => {
    const [task] = (await tasks()).filter(
      (one: { mask: string }) => one.mask === 'FAKE…b',
    );
    const path = `/v1/secrets/${task.id}`;
    const done = await world
      .post(path)
      .send({ state: 'rotated', note: 'new one is out' });
    expect(done.body).toMatchObject({
      state: 'rotated',
      seenAfterRotation: false,
      changedBy: 'user:default/ada',
    });
    await world
      .knex('secret_task')
      .where({ secret_id: task.id })
      .update({ changed_at: hours(-1.5) });
    await world.scanned(first, [
      leak('a', 'a.env'),
      leak('a', 'b.env'),
      leak('b', 'new.env'),
    ]);
    expect((await world.get(path)).body).toMatchObject({
      state: 'rotated',
      seenAfterRotation: true,
      files: 2,
    });
    expect(await tasks('?state=rotated')).toHaveLength(1);
    const [audit] = await world
      .knex('audit_record')
      .where({ action: 'secret.rotate', target: task.id });
    expect(audit.actor).toBe('user:default/ada');
  });

  it('are rotated by who owns a place of theirs', async () => {
    const [{ id }] = await tasks();
    world.authorizeConditional.mockImplementation(async requests =>
      requests.map(() => ({
        result: AuthorizeResult.CONDITIONAL as never,
        pluginId: 'security',
        resourceType: 'finding',
        conditions: {
          rule: 'IS_OWNED_BY',
          resourceType: 'finding',
          params: { claims: ['group:default/nobody'] },
        },
      })),
    );
    expect(
      (await world.post(`/v1/secrets/${id}`).send({ state: 'rotating' }))
        .status,
    ).toBe(404);
  });

  it.each([
    [{ state: 'lost' }, '/state'],
    [{ note: 'x'.repeat(2001) }, '/note'],
  ])('name what is wrong in %j', async (body, path) => {
    const [{ id }] = await tasks();
    const answer = await world.post(`/v1/secrets/${id}`).send(body);
    expect([answer.status, answer.body.error.path]).toEqual([400, path]);
  });
});
