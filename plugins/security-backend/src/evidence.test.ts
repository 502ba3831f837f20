import { mockServices } from '@backstage/backend-test-utils';
import {
  createAuditLog,
  createStaticEntityIndex,
} from '@quarterdeck/plugin-portal-node';
import {
  codeFinding,
  commit,
  GateWorld,
  hours,
  startGateWorld,
} from './__testUtils__/startGateWorld';
import { ClockDeps } from './service/clock/clockDeps';
import { endExpired } from './service/clock/endExpired';
import { createSecurityRules } from './permissions';
import { readSecurityConfig } from './securityConfig';
import { KeptAnswers } from './service/keptAnswers';
import { createVisibility } from './service/visibility';

interface Told {
  data: {
    status: string;
    open: Record<string, number>;
    commitOpen?: Record<string, number>;
    cause: string;
    commit?: string;
    kinds: string[];
    reason?: string;
    upTo: string;
  };
}

/** What the portal's clock works with. */
async function clock({ knex, eventLog }: GateWorld): Promise<ClockDeps> {
  const index = createStaticEntityIndex([]);
  const configured = readSecurityConfig(
    mockServices.rootConfig({ data: {} }),
    index,
  );
  return {
    reader: {
      ...configured,
      knex,
      index,
      visible: createVisibility(createSecurityRules(index)),
      now: () => new Date(),
      kept: new KeptAnswers(knex),
      lag: () => eventLog.lag('security'),
    },
    eventLog,
    audit: createAuditLog({ knex, pluginId: 'security' }),
    rules: configured.rules,
    changed: () => undefined,
    notifications: { send: async () => undefined },
    logger: mockServices.logger.mock(),
  };
}

describe('what gates of deliveries hear of scans', () => {
  let world: GateWorld;
  beforeAll(async () => {
    world = await startGateWorld();
  });
  afterAll(() => world?.stop());

  /** Everything told of an entity, the oldest first. */
  const toldOf = async (entity: string): Promise<Told['data'][]> => {
    const events: Told['data'][] = [];
    const { rows } = await world.knex.raw<{ rows: Told[] }>(
      `SELECT data FROM log.event WHERE type = 'security.scanned.v1'
         AND entity_ref = ? ORDER BY position`,
      [entity],
    );
    for (const { data } of rows) events.push(data);
    return events;
  };
  const last = async (entity: string) => (await toldOf(entity)).at(-1);
  const idOf = async (entity: string) =>
    (await world.get(`/v1/findings?entity=${entity}`)).body.items[0].id;

  it('is what is open, by severity, of the commit, and where in the log it was counted', async () => {
    const entity = world.fresh();
    await world.scanned(entity, [
      codeFinding({ ruleId: 'sql', severity: 'critical' }),
      codeFinding({ ruleId: 'style', severity: 'low' }),
    ]);
    expect(await last(entity)).toMatchObject({
      status: 'success',
      open: { critical: 1, low: 1 },
      commitOpen: { critical: 1, low: 1 },
      fresh: { critical: 1, low: 1 },
      cause: 'scan',
      commit,
      kinds: ['sast'],
      upTo: expect.stringMatching(/^\d+$/),
    });
  });

  it.each([
    [
      'failed',
      { scan: { status: 'failed' as const, reason: 'no rules' } },
      'no rules',
    ],
    ['partial', { scan: { status: 'partial' as const } }, undefined],
    ['partial', { rejectedCount: 2 }, undefined],
    [
      'partial',
      { scan: { empty: true } },
      'The report says that it looked at nothing.',
    ],
  ])(
    'does not call a scan a success that is %s: %j',
    async (status, data, reason) => {
      const entity = world.fresh();
      await world.scanned(entity, [], { data: { category: 'sast', ...data } });
      expect(await last(entity)).toMatchObject({
        status,
        ...(reason ? { reason } : {}),
      });
    },
  );

  it('is told again when somebody decides after the scan, and takes it back', async () => {
    const entity = world.fresh();
    await world.scanned(entity, [codeFinding({ ruleId: 'wrong' })]);
    const id = await idOf(entity);
    const done = await world.post(`/v1/findings/${id}/actions`).send({
      action: 'set_state',
      state: 'false_positive',
      reason: 'only in tests',
    });
    expect(await last(entity)).toMatchObject({
      cause: 'decision',
      commit,
      open: {},
      commitOpen: {},
      status: 'success',
    });
    await world.post(`/v1/actions/${done.body.done.actionId}/undo`);
    expect(await last(entity)).toMatchObject({ commitOpen: { high: 1 } });
    await world.post(`/v1/findings/${id}/actions`).send({
      action: 'override_severity',
      severity: 'critical',
      reason: 'it faces the street',
    });
    expect(await last(entity)).toMatchObject({ commitOpen: { critical: 1 } });
  });

  it('is told again when accepted risk runs out', async () => {
    const entity = world.fresh();
    await world.scanned(entity, [codeFinding({ ruleId: 'borne' })]);
    const made = await world.post('/v1/acceptances').send({
      scope: { of: 'finding', findingIds: [await idOf(entity)] },
      owner: 'group:default/pay',
      reason: 'behind two doors',
      expiresAt: hours(1),
    });
    expect(await last(entity)).toMatchObject({ commitOpen: {} });
    await world
      .knex('risk_acceptance')
      .where({ id: made.body.id })
      .update({ expires_at: hours(-1) });
    expect(await endExpired(await clock(world))).toBe(1);
    expect(await last(entity)).toMatchObject({
      cause: 'decision',
      commitOpen: { high: 1 },
    });
  });

  it('is told again of a commit that its branch has gone on from', async () => {
    const entity = world.fresh();
    const borne = codeFinding({ ruleId: 'borne' });
    const both = [borne, codeFinding({ ruleId: 'other', severity: 'low' })];
    await world.scanned(entity, both, {
      at: hours(-3),
      data: { commit: '01d00001111' },
    });
    await world.scanned(entity, [borne], { at: hours(-2) });
    const ofCommit = async (sha: string) =>
      (await toldOf(entity)).filter(told => told.commit === sha).at(-1);
    const { body } = await world.get(
      `/v1/findings?entity=${entity}&rule=borne`,
    );
    const made = await world.post('/v1/acceptances').send({
      scope: { of: 'finding', findingIds: [body.items[0].id] },
      owner: 'group:default/pay',
      reason: 'behind two doors',
      expiresAt: hours(1),
    });
    expect(await ofCommit('01d00001111')).toMatchObject({
      cause: 'decision',
      commitOpen: { low: 1 },
      open: { low: 1 },
    });
    await world
      .post(`/v1/acceptances/${made.body.id}/revoke`)
      .send({ reason: 'moved' });
    expect(await ofCommit('01d00001111')).toMatchObject({
      commitOpen: { high: 1, low: 1 },
    });
    expect(await ofCommit(commit)).toMatchObject({ commitOpen: { high: 1 } });
  });

  it('calls a clean scan by what its tool looks for', async () => {
    const entity = world.fresh();
    await world.scanned(entity, [], {
      data: { format: 'gitleaks', tool: 'Gitleaks' },
    });
    expect(await last(entity)).toMatchObject({
      status: 'success',
      kinds: ['secret'],
    });
    await world.policy(entity, { required: [{ kind: 'secret' }] });
    expect((await world.ask(entity)).result.verdict).toBe('pass');
  });
});
