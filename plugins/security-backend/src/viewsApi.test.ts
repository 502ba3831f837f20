import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  FindingWorld,
  startFindingWorld,
} from './__testUtils__/startFindingWorld';

const release = 'group:default/release';

/** Ada, Bo and Nia are in the group release; Eve is in another. */
describe('saved views', () => {
  let world: FindingWorld;
  beforeAll(async () => {
    world = await startFindingWorld();
  });
  afterAll(() => world?.stop());
  beforeEach(async () => {
    world.permitAll();
    await world.knex('saved_view').delete();
  });

  const create = (body: object, name = 'ada') =>
    world.post('/v1/views', name).send(body);
  const names = async (name: string) =>
    (await world.get('/v1/views', name)).body.items.map(
      (one: { name: string }) => one.name,
    );

  it('of a person are only theirs; of a group all its members have them', async () => {
    const own = await create({ name: 'Mine', query: 'view=mine' });
    expect([own.status, own.body]).toMatchObject([
      200,
      { owner: 'user:default/ada', shared: false, query: 'view=mine' },
    ]);
    const shared = await create({
      name: 'Before a release',
      query: 'severity=critical,high&sla=breached&sort=due',
      owner: release,
    });
    expect(shared.body).toMatchObject({ owner: release, shared: true });
    expect(await names('ada')).toEqual(['Before a release', 'Mine']);
    expect(await names('bo')).toEqual(['Before a release']);
    expect(await names('eve')).toEqual([]);
    expect((await world.get('/v1/views', 'eve')).body.owners).toEqual([
      'user:default/eve',
      'group:default/find',
    ]);
  });

  it('are changed and deleted by any member, and by nobody else', async () => {
    const { body } = await create({
      name: 'Ours',
      query: 'state=open',
      owner: release,
    });
    const path = `/v1/views/${body.id}`;
    const change = { name: 'Ours, open', query: 'state=open&kind=sast' };
    expect((await world.put(path, 'eve').send(change)).status).toBe(404);
    expect((await world.remove(path, 'eve')).status).toBe(404);
    const changed = await world.put(path, 'bo').send(change);
    expect(changed.body).toMatchObject({
      ...change,
      owner: release,
      createdBy: 'user:default/ada',
      changedBy: 'user:default/bo',
    });
    expect((await world.remove(path, 'nia')).body).toEqual({ deleted: true });
    expect(await names('ada')).toEqual([]);
    expect((await world.remove(path, 'ada')).status).toBe(404);
  });

  it('cannot be given to a group the person is not in', async () => {
    const given = await create({
      name: 'Theirs',
      query: 'state=open',
      owner: 'group:default/find',
    });
    expect([given.status, given.body.error.message]).toEqual([
      403,
      expect.stringContaining('/owner'),
    ]);
    const { body } = await create({ name: 'Mine', query: '' });
    const moved = await world
      .put(`/v1/views/${body.id}`)
      .send({ name: 'Mine', query: '', owner: 'group:default/find' });
    expect(moved.status).toBe(403);
  });

  it.each([
    ['no name', { name: '', query: '' }, '/name'],
    ['no filter', { name: 'x', query: 'colour=red' }, '/query'],
    ['too long', { name: 'x', query: 'a'.repeat(4001) }, '/query'],
  ])('name what is wrong: %s', async (_what, body, field) => {
    const { status, body: answer } = await create(body);
    expect([status, answer.error.message]).toEqual([
      400,
      expect.stringContaining(field),
    ]);
  });

  it('have one name per owner, also when two keep it at once', async () => {
    const body = { name: 'Ours', query: 'state=open', owner: release };
    const answers = await Promise.all([
      create(body, 'ada'),
      create({ ...body, name: 'ours' }, 'bo'),
      create({ ...body, owner: undefined }, 'ada'),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 400]);
  });

  it('are on record, and need the permission to read findings', async () => {
    const { body } = await create({ name: 'Mine', query: 'state=open' });
    await world
      .put(`/v1/views/${body.id}`)
      .send({ name: 'Mine', query: 'state=fixed' });
    await world.remove(`/v1/views/${body.id}`);
    expect(await world.audited()).toEqual(
      new Set(['view.create', 'view.change', 'view.delete']),
    );
    world.permit({ result: AuthorizeResult.DENY });
    expect((await world.get('/v1/views')).status).toBe(403);
    expect((await create({ name: 'Mine', query: '' })).status).toBe(403);
  });
});
