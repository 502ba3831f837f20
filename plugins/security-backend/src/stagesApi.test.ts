import {
  codeFinding,
  GateWorld,
  hours,
  packageFinding,
  startGateWorld,
} from './__testUtils__/startGateWorld';

describe('where findings are caught', () => {
  let world: GateWorld;
  beforeAll(async () => {
    world = await startGateWorld();
  });
  afterAll(() => world?.stop());

  const coverageOf = async (entity: string) => {
    const { body } = await world.get(`/v1/coverage?entity=${entity}`);
    return body.items[0];
  };
  const stageOf = async (entity: string, kind: string) =>
    (await coverageOf(entity)).kinds.find(
      (one: { kind: string }) => one.kind === kind,
    ).stage;

  it('counts each finding once, in the stage that saw it first', async () => {
    const entity = world.fresh();
    const early = codeFinding({ ruleId: 'early' });
    const late = codeFinding({ ruleId: 'late' });
    const image = packageFinding('CVE-2026-1', {
      kind: 'container',
      target: 'acme/shop',
    });
    await world.scanned(entity, [early], {
      at: hours(-9),
      data: { branch: 'change' },
    });
    await world.scanned(entity, [early, late], { at: hours(-8) });
    await world.scanned(entity, [image], {
      at: hours(-7),
      data: { category: 'container', commit: undefined, tool: 'crateview' },
    });
    await world.scanned(
      entity,
      [
        codeFinding({ ruleId: 'late' }),
        codeFinding({ ruleId: 'live', kind: 'dast' }),
      ],
      { at: hours(-6), data: { environment: 'production', commit: undefined } },
    );
    await world.scanned(
      entity,
      [codeFinding({ ruleId: 'ugly', kind: 'quality' })],
      {
        data: { tool: 'styler' },
      },
    );
    const { firstCaught } = await coverageOf(entity);
    expect(firstCaught).toEqual(
      expect.arrayContaining([
        { stage: 'pull request', count: 1 },
        { stage: 'build', count: 1 },
        { stage: 'registry', count: 1 },
        { stage: 'runtime', count: 1 },
      ]),
    );
    expect(firstCaught).toHaveLength(4);
  });

  it('says in which stage a kind of scan is made first; null: it never was', async () => {
    const entity = world.fresh();
    await world.scanned(entity, [codeFinding({ ruleId: 'x' })]);
    expect([
      await stageOf(entity, 'sast'),
      await stageOf(entity, 'dependency'),
    ]).toEqual(['build', null]);
    await world.scanned(entity, [codeFinding({ ruleId: 'x' })], {
      data: { branch: 'change' },
    });
    expect(await stageOf(entity, 'sast')).toBe('pull request');
  });
});

describe('secrets that were pushed', () => {
  let world: GateWorld;
  beforeAll(async () => {
    world = await startGateWorld();
  });
  afterAll(() => world?.stop());

  const leak = (n: number, bypassed?: boolean) =>
    codeFinding({
      ruleId: `leak-${n}`,
      kind: 'secret',
      locations: [{ path: `${n}.env` }],
      secret: {
        hmac: String(n).repeat(64),
        mask: 'FAKE…',
        ...(bypassed === undefined ? {} : { bypassed }),
      },
    });
  const secretsOf = async (entity: string) =>
    (await world.get(`/v1/overview?entity=${entity}`)).body.secrets;

  it('are unknown while nobody says, which is not none', async () => {
    const entity = world.fresh();
    await world.scanned(entity, [leak(1)]);
    expect(await secretsOf(entity)).toEqual({
      toRotate: 1,
      verified: 0,
      blocked: null,
      bypassed: null,
    });
  });

  it('count as blocked while they stay out of the default branch', async () => {
    const entity = world.fresh();
    const branch = { data: { branch: 'change', category: 'secret' as const } };
    await world.scanned(entity, [leak(1), leak(2)], {
      ...branch,
      at: hours(-3),
    });
    expect((await secretsOf(entity)).blocked).toBe(2);
    await world.scanned(entity, [leak(2)], { at: hours(-2) });
    expect(await secretsOf(entity)).toMatchObject({
      blocked: 1,
      bypassed: null,
    });
  });

  it('count as bypassed when the forge says that somebody insisted', async () => {
    const entity = world.fresh();
    await world.scanned(entity, [leak(1, false), leak(2, true), leak(3)]);
    expect((await secretsOf(entity)).bypassed).toBe(1);
  });
});
