import {
  FindingWorld,
  hours,
  shop,
  startFindingWorld,
} from './__testUtils__/startFindingWorld';
import { codeFinding, scan } from './testing/scans';

const count = 2000;
const limit = 10_000;
const selection = { filter: { entity: [shop], tool: ['many'] } };

/** Statements that wrote what was decided, while something was done. */
async function countStatements(
  world: FindingWorld,
  work: () => Promise<unknown>,
): Promise<number> {
  let statements = 0;
  const listen = ({ sql }: { sql: string }) => {
    // Only what no one but the change itself writes: the log's reader settles
    // and counts findings all the while, whenever its turn comes.
    if (
      /insert into "?(finding_decision|finding_triage|triage_action)/i.test(sql)
    )
      statements += 1;
  };
  world.knex.on('query', listen);
  await work();
  world.knex.off('query', listen);
  return statements;
}

describe('a change of thousands of findings', () => {
  let world: FindingWorld;
  beforeAll(async () => {
    world = await startFindingWorld();
    await world.tell(
      scan(
        Array.from({ length: count }, (_, n) =>
          codeFinding({
            ruleId: `rule-${n % 50}`,
            severity: n % 2 ? 'high' : 'low',
            locations: [
              { path: `src/${n}.ts`, startLine: 1, snippet: `call ${n}` },
            ],
          }),
        ),
        { at: hours(-2), data: { tool: 'many' } },
      ),
    );
  });
  afterAll(() => world?.stop());

  const post = async (path: string, body: object) => {
    const answer = await world.post(path).send(body);
    expect([path, answer.status, answer.body.error]).toEqual([
      path,
      200,
      undefined,
    ]);
    return answer.body;
  };
  const tally = async () => {
    const rows = await world
      .knex('finding')
      .where({ tool: 'many' })
      .groupBy('state', 'severity', 'assignee')
      .orderBy(['state', 'severity'])
      .select('state', 'severity', 'assignee')
      .count();
    return rows.map(row => Object.values(row).join(' '));
  };
  const untouched = [`open high  ${count / 2}`, `open low  ${count / 2}`];

  it.each([
    [
      'a state',
      { action: 'set_state', state: 'out_of_scope', reason: 'a sample' },
      [`out_of_scope high  ${count / 2}`, `out_of_scope low  ${count / 2}`],
    ],
    [
      'an accepted risk',
      {
        action: 'accept_risk',
        owner: 'group:default/pay',
        reason: 'not reached',
        expiresAt: hours(90),
      },
      [`risk_accepted high  ${count / 2}`, `risk_accepted low  ${count / 2}`],
    ],
  ])('is previewed, done and taken back: %s', async (_what, action, after) => {
    const preview = await post('/v1/bulk/preview', { selection, action });
    expect(preview).toMatchObject({
      matched: count,
      willChange: count,
      unchanged: 0,
      overLimit: false,
      bySeverity: { high: count / 2, low: count / 2 },
      refused: [],
    });
    expect(await tally()).toEqual(untouched);
    const { done, refused } = await post('/v1/bulk', {
      selection,
      action,
      token: preview.token,
    });
    expect([done.changed, refused]).toEqual([count, []]);
    expect(await tally()).toEqual(after);
    const undone = await post(`/v1/actions/${done.actionId}/undo`, {});
    expect(undone).toMatchObject({ restored: count, kept: 0 });
    expect(await tally()).toEqual(untouched);
  });

  it('costs no more statements than one of twenty', async () => {
    const { body } = await world.get(`/v1/findings?tool=many&limit=20`);
    const ids = body.items.map((item: { id: string }) => item.id);
    const change = async (which: object, state: string) => {
      const action = { action: 'set_state', state };
      const { token } = await post('/v1/bulk/preview', {
        selection: which,
        action,
      });
      const { done } = await post('/v1/bulk', {
        selection: which,
        action,
        token,
      });
      await post(`/v1/actions/${done.actionId}/undo`, {});
    };
    const few = await countStatements(world, () => change({ ids }, 'triaged'));
    const many = await countStatements(world, () =>
      change(selection, 'triaged'),
    );
    expect([many, few > 0]).toEqual([few, true]);
  });

  it('leaves alone what a scan or a person changed after the preview', async () => {
    const action = { action: 'assign', assignee: 'user:default/nia' };
    const preview = await post('/v1/bulk/preview', { selection, action });
    const { body } = await world.get('/v1/findings?tool=many&limit=3');
    await post('/v1/bulk', {
      selection: { ids: body.items.map((item: { id: string }) => item.id) },
      action: { action: 'set_state', state: 'triaged' },
    });
    const { done, refused } = await post('/v1/bulk', {
      selection,
      action,
      token: preview.token,
    });
    expect(done.changed).toBe(count - 3);
    expect(refused).toMatchObject([{ why: 'changed_since', count: 3 }]);
    // What somebody decided after it keeps the later word.
    await post('/v1/bulk', {
      selection: { filter: { tool: ['many'], rule: ['rule-1'] } },
      action: { action: 'assign', assignee: null },
    });
    const undone = await post(`/v1/actions/${done.actionId}/undo`, {});
    expect(undone.restored + undone.kept).toBe(count - 3);
    expect(undone.kept).toBeGreaterThan(count / 50 - 10);
  });

  it('is refused for more than ten thousand', async () => {
    await world.tell(
      scan(
        Array.from({ length: limit + 1 - count }, (_, n) =>
          codeFinding({
            ruleId: 'more',
            locations: [{ path: `more/${n}.ts` }],
          }),
        ),
        {
          at: hours(-1),
          data: { tool: 'many', scan: { scope: 'other' } },
        },
      ),
    );
    const action = { action: 'set_state', state: 'triaged' };
    const preview = await post('/v1/bulk/preview', { selection, action });
    expect(preview).toMatchObject({ matched: limit, overLimit: true });
    const { status, body } = await world
      .post('/v1/bulk')
      .send({ selection, action });
    expect([status, body.error.message]).toEqual([
      400,
      expect.stringContaining('10,000'),
    ]);
  });
});
