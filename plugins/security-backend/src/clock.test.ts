import { clockWorld } from './__testUtils__/clockWorld';
import {
  FindingWorld,
  hours,
  shop,
  startFindingWorld,
} from './__testUtils__/startFindingWorld';
import { countToday } from './service/clock/countToday';
import { endExpired } from './service/clock/endExpired';
import { remindOwners } from './service/clock/remindOwners';
import { tellDueDates } from './service/clock/tellDueDates';
import { codeFinding, scan } from './testing/scans';

const days = (count: number) => hours(24 * count);

/** Each is done by three replicas at once, and once more: it takes effect once. */
describe('what the clock does', () => {
  let world: FindingWorld;
  let clock: ReturnType<typeof clockWorld>;
  beforeAll(async () => {
    world = await startFindingWorld();
  });
  afterAll(() => world?.stop());
  beforeEach(() => {
    clock = clockWorld(world);
  });

  const accept = async (rule: string, more: object = {}) => {
    const { body, status } = await world.post('/v1/acceptances').send({
      scope: { of: 'rule', rule, entities: [shop] },
      owner: 'group:default/pay',
      reason: 'not reached',
      expiresAt: days(30),
      remindDaysBefore: [14, 3],
      ...more,
    });
    expect([status, body.error]).toEqual([200, undefined]);
    return body.id;
  };
  const finding = async (rule: string) =>
    (await world.get(`/v1/findings/${await world.idOf(rule)}`)).body;
  const audited = (action: string) =>
    world.knex('audit_record').where({ action }).count();

  it('reminds the owner before an acceptance ends, each time once', async () => {
    const id = await accept('sql');
    clock.setNow(days(10));
    await clock.everywhere(remindOwners);
    expect(clock.sent).toEqual([]);
    clock.setNow(days(17));
    await clock.everywhere(remindOwners);
    expect(clock.sent).toEqual([
      {
        to: 'group:default/pay',
        title: expect.stringContaining('ends in 13 days'),
        topic: 'security.acceptance',
      },
    ]);
    clock.setNow(days(28));
    await clock.everywhere(remindOwners);
    expect(clock.sent).toHaveLength(2);
    // A later end: the reminders begin anew.
    await world.put(`/v1/acceptances/${id}`).send({
      owner: 'group:default/pay',
      reason: 'still not reached',
      expiresAt: days(40),
    });
    await clock.everywhere(remindOwners);
    expect(clock.sent).toHaveLength(3);
    expect((await world.get(`/v1/acceptances/${id}`)).body.state).toBe(
      'active',
    );
    await world.post(`/v1/acceptances/${id}/revoke`).send({ reason: 'over' });
  });

  it('tells of two reminders that are due at once in one', async () => {
    const id = await accept('sql', { expiresAt: days(2) });
    clock.setNow(days(0));
    await clock.everywhere(remindOwners);
    expect(clock.sent).toHaveLength(1);
    await world.post(`/v1/acceptances/${id}/revoke`).send({ reason: 'over' });
  });

  it('opens findings again when their acceptance is over, on record and told once', async () => {
    const id = await accept('sql');
    expect(await finding('sql')).toMatchObject({
      state: 'risk_accepted',
      sla: { state: 'paused', dueAt: null },
    });
    clock.setNow(days(29));
    await clock.everywhere(endExpired);
    expect((await finding('sql')).state).toBe('risk_accepted');
    clock.setNow(days(31));
    await clock.everywhere(endExpired);
    expect(await finding('sql')).toMatchObject({ state: 'open' });
    expect((await world.get(`/v1/acceptances/${id}`)).body).toMatchObject({
      state: 'expired',
      endedBy: 'clock',
      findings: 0,
    });
    expect(clock.sent).toMatchObject([
      { title: expect.stringContaining('ran out') },
    ]);
    expect(await audited('risk.expire')).toEqual([{ count: '1' }]);
    // The clock of the due date stood still for the month.
    const { firstSeenAt, sla } = await finding('sql');
    const due = (Date.parse(sla.dueAt) - Date.parse(firstSeenAt)) / 86_400_000;
    expect(Math.round(due)).toBe(7 + 31);
  });

  it('leaves alone what was given another end meanwhile', async () => {
    const id = await accept('hash', { expiresAt: days(1) });
    const { rows } = await world.knex.raw(
      'SELECT * FROM risk_acceptance WHERE id = ?::uuid',
      [id],
    );
    expect(rows).toHaveLength(1);
    clock.setNow(days(2));
    await world.put(`/v1/acceptances/${id}`).send({
      owner: 'group:default/pay',
      reason: 'later',
      expiresAt: days(9),
    });
    await clock.everywhere(endExpired);
    expect((await finding('hash')).state).toBe('risk_accepted');
    await world.post(`/v1/acceptances/${id}/revoke`).send({ reason: 'over' });
  });

  it('tells of findings that are due soon and past due: the assignee, else the owner, each due date once', async () => {
    await world.tell(
      scan(
        [
          codeFinding({ ruleId: 'one', severity: 'critical' }),
          codeFinding({ ruleId: 'two', severity: 'critical' }),
          codeFinding({ ruleId: 'mine', severity: 'critical' }),
          codeFinding({ ruleId: 'long', severity: 'medium' }),
        ],
        {
          at: hours(-1),
          data: { tool: 'due' },
          entityRef: 'component:default/search',
        },
      ),
    );
    await world
      .post(`/v1/findings/${await world.idOf('mine')}/actions`)
      .send({ action: 'assign', assignee: 'user:default/bo' });
    const toldOf = (name: string) =>
      clock.sent.filter(one => one.title.includes(name));
    clock.setNow(days(1));
    await clock.everywhere(tellDueDates);
    expect(toldOf('search')).toEqual(
      expect.arrayContaining([
        {
          to: 'user:default/bo',
          title: 'Found mine in search is due soon',
          topic: 'security.sla',
        },
        {
          to: 'group:default/find',
          title: '2 findings in search are due soon',
          topic: 'security.sla',
        },
      ]),
    );
    expect(toldOf('search')).toHaveLength(2);
    clock.sent.length = 0;
    clock.setNow(days(8));
    await clock.everywhere(tellDueDates);
    expect(
      toldOf('search')
        .map(one => one.title)
        .sort(),
    ).toEqual([
      '2 findings in search are past due',
      'Found mine in search is past due',
    ]);
  });

  it('counts each day once, and never again when it is past', async () => {
    const rowsOf = (day: string) =>
      world
        .knex('entity_day')
        .where({ entity_ref: shop, day })
        .orderBy('severity')
        .select('severity', 'open', 'overdue');
    const first = days(50);
    clock.setNow(first);
    await clock.everywhere(countToday);
    const counted = await rowsOf(first.slice(0, 10));
    expect(counted).toHaveLength(6);
    clock.setNow(days(51));
    await clock.everywhere(countToday);
    await world
      .post(`/v1/findings/${await world.idOf('hash')}/actions`)
      .send({ action: 'set_state', state: 'fixed' });
    clock.setNow(first);
    await clock.everywhere(countToday);
    expect(await rowsOf(first.slice(0, 10))).toEqual(counted);
    clock.setNow(days(51));
    await clock.everywhere(countToday);
    const sum = (rows: { open: number }[]) =>
      rows.reduce((all, { open }) => all + open, 0);
    expect(sum(await rowsOf(days(51).slice(0, 10)))).toBe(sum(counted) - 1);
  });

  it('counts no day while scans wait to be read', async () => {
    clock.setNow(days(70));
    clock.setBehind(600);
    await clock.everywhere(countToday);
    const rows = () =>
      world.knex('entity_day').where({ day: days(70).slice(0, 10) });
    expect(await rows()).toEqual([]);
    clock.setBehind(0);
    await clock.everywhere(countToday);
    expect(await rows()).not.toEqual([]);
  });
});
