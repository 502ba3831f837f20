import {
  codeFinding,
  GateWorld,
  hours,
  packageFinding,
  startGateWorld,
} from './__testUtils__/startGateWorld';

interface Told {
  findingId: string;
  ruleId: string;
  effect: string;
  rule: string;
  reason: string;
  excuse: { by: string; reason: string; exception: object | null } | null;
}

describe('the gate, asked by API', () => {
  let world: GateWorld;
  beforeAll(async () => {
    world = await startGateWorld();
  });
  afterAll(() => world?.stop());

  const found = (answer: { result: { findings: Told[] } }) =>
    answer.result.findings.map(({ ruleId, effect, excuse }) => [
      ruleId,
      effect,
      excuse?.by ?? null,
    ]);

  it('names every finding that speaks against it, with the reason and the exception that excused it', async () => {
    const entity = world.fresh();
    await world.scanned(entity, [
      codeFinding({ ruleId: 'sql', severity: 'critical' }),
      codeFinding({ ruleId: 'hash', severity: 'high' }),
      codeFinding({ ruleId: 'todo', severity: 'low' }),
      codeFinding({ ruleId: 'weak', severity: 'medium' }),
    ]);
    await world.policy(entity, {
      fail_on: ['high'],
      warn_on: ['medium'],
      exceptions: [
        { rule: 'hash', reason: 'moved next week', expires: hours(48) },
        { rule: 'gone', reason: 'was fixed' },
        { rule: 'sql', active: false },
        { rule: 'sql', expires: '2020-01-01' },
      ],
    });
    const answer = await world.ask(entity);
    expect(found(answer)).toEqual([
      ['sql', 'fails', null],
      ['weak', 'warns', null],
      ['hash', 'excused', 'exception'],
    ]);
    expect(answer.result).toMatchObject({
      verdict: 'fail',
      failedLevels: ['critical'],
      summary: expect.stringContaining('1 critical'),
      counts: { looked: 4, failing: { critical: 1 }, excused: { high: 1 } },
    });
    const [sql, , hash] = answer.result.findings;
    expect(sql.reason).toBe('It is critical.');
    expect(hash.excuse).toMatchObject({
      reason: 'moved next week',
      exception: { rule: 'hash' },
    });
    expect(
      answer.result.unusedExceptions.map(
        (one: { why: string; exception: { rule?: string } }) => [
          one.exception.rule,
          one.why,
        ],
      ),
    ).toEqual([
      ['gone', 'nothing_matches'],
      ['sql', 'inactive'],
      ['sql', 'expired'],
    ]);
  });

  it('excuses by any name of a vulnerability, whichever tool told it', async () => {
    const entity = world.fresh();
    await world.scanned(
      entity,
      [
        packageFinding('CVE-2026-77', {
          vulnerabilityIds: ['CVE-2026-77', 'GHSA-aaaa-bbbb-cccc'],
        }),
      ],
      { data: { tool: 'crateview' } },
    );
    await world.scanned(entity, [packageFinding('CVE-2026-77')], {
      data: { tool: 'lookout' },
    });
    await world.policy(entity, {
      exceptions: [{ vulnerability: 'ghsa-aaaa-bbbb-cccc' }],
    });
    const { result } = await world.ask(entity);
    expect([result.verdict, result.findings.length]).toEqual(['pass', 1]);
  });

  describe('new findings only', () => {
    const base = 'ba5e0000000';
    it('holds against the merge base, and does not pass where that was never scanned', async () => {
      const entity = world.fresh();
      const old = codeFinding({ ruleId: 'old', severity: 'critical' });
      await world.scanned(entity, [old], {
        at: hours(-3),
        data: { commit: base },
      });
      await world.scanned(
        entity,
        [old, codeFinding({ ruleId: 'fresh', severity: 'high' })],
        { data: { branch: 'change' } },
      );
      await world.policy(entity, { scope: 'new' });
      expect(found(await world.ask(entity, { base }))).toEqual([
        ['fresh', 'fails', null],
        ['old', 'excused', 'not_new'],
      ]);
      const without = await world.ask(entity, { base: 'aaaaaaaaaa' });
      expect(without.result.checks).toContainEqual(
        expect.objectContaining({ error: 'no_baseline', verdict: 'error' }),
      );
      expect(without.result.passed).toBe(false);
    });
  });

  describe('fails closed', () => {
    const required = [{ kind: 'sast', max_age: '2d' }];
    it('when nothing was ever scanned', async () => {
      const { result } = await world.ask(world.fresh());
      expect([result.verdict, result.passed]).toEqual(['error', false]);
      expect(result.checks[0]).toMatchObject({ error: 'missing' });
    });

    it.each([
      ['missing', 'dependency', {}],
      ['stale', 'sast', { at: hours(-72) }],
      ['failed', 'sast', { data: { scan: { status: 'failed' as const } } }],
      ['partial', 'sast', { data: { scan: { status: 'partial' as const } } }],
      ['partial', 'sast', { data: { rejectedCount: 3 } }],
    ])('on a %s scan of kind %s', async (error, kind, more) => {
      const entity = world.fresh();
      await world.scanned(
        entity,
        [codeFinding({ ruleId: 'x', severity: 'low' })],
        {
          ...more,
          data: {
            ...('data' in more ? more.data : {}),
            scan: {
              ...('data' in more && 'scan' in more.data ? more.data.scan : {}),
              ...('at' in more ? { at: more.at } : {}),
            },
          },
        },
      );
      await world.policy(entity, { required: [{ kind, max_age: '2d' }] });
      const { result } = await world.ask(entity);
      expect([result.verdict, result.passed]).toEqual(['error', false]);
      expect(result.checks).toMatchObject([{ kind, error }]);
    });

    it('on a report that says that it looked at nothing, which closes nothing either', async () => {
      const entity = world.fresh();
      const told = codeFinding({ ruleId: 'kept', severity: 'low' });
      await world.scanned(entity, [told], {
        at: hours(-2),
        data: { category: 'sast' },
      });
      await world.scanned(entity, [], {
        data: { category: 'sast', scan: { empty: true } },
      });
      await world.policy(entity, { required });
      const { result } = await world.ask(entity);
      expect(result.checks).toMatchObject([{ error: 'empty' }]);
      expect(result.passed).toBe(false);
      const { body } = await world.get(`/v1/findings?entity=${entity}`);
      expect(body.items).toMatchObject([{ ruleId: 'kept', state: 'open' }]);
      const imports = await world.get(`/v1/imports?entity=${entity}`);
      expect(imports.body.items[0]).toMatchObject({
        status: 'partial',
        statusReason: 'The report says that it looked at nothing.',
      });
    });

    it('unless the policy allows it to be empty', async () => {
      const entity = world.fresh();
      await world.scanned(entity, [], {
        data: { category: 'sast', scan: { empty: true } },
      });
      await world.policy(entity, { required, allow_empty: true });
      expect((await world.ask(entity)).result.verdict).toBe('pass');
    });

    it('for a commit that nobody scanned, however clean another one is', async () => {
      const entity = world.fresh();
      await world.scanned(entity, [], { data: { category: 'sast' } });
      const { result } = await world.ask(entity, { commit: 'fffffff0000' });
      expect(result.checks).toMatchObject([
        { error: 'other_commit', verdict: 'error' },
      ]);
      await world.policy(entity, {
        required: [{ kind: 'sast', same_commit: true }],
      });
      const asked = await world.ask(entity, { commit: 'fffffff0000' });
      expect(asked.result.checks).toMatchObject([{ error: 'other_commit' }]);
    });
  });

  it('decides on what a commit had, though its branch has gone on since', async () => {
    const entity = world.fresh();
    await world.scanned(
      entity,
      [codeFinding({ ruleId: 'was there', severity: 'high' })],
      { at: hours(-3), data: { commit: '0ld00001111' } },
    );
    await world.scanned(
      entity,
      [codeFinding({ ruleId: 'came later', severity: 'high' })],
      { at: hours(-2) },
    );
    expect(found(await world.ask(entity, { commit: '0ld00001111' }))).toEqual([
      ['was there', 'fails', null],
    ]);
    expect(found(await world.ask(entity))).toEqual([
      ['came later', 'fails', null],
    ]);
  });

  it('gives new findings days of grace, except those known to be exploited', async () => {
    const entity = world.fresh();
    await world.scanned(entity, [
      codeFinding({ ruleId: 'young', severity: 'high' }),
      packageFinding('CVE-2026-5', { severity: 'low', knownExploited: true }),
      packageFinding('CVE-2026-6', {
        severity: 'low',
        epss: { score: 0.7 },
        package: { name: 'right-rope', version: '1', ecosystem: 'npm' },
      }),
    ]);
    await world.policy(entity, {
      grace_days: { high: 3 },
      epss: { at_least: 0.5, effect: 'warn' },
    });
    const { result } = await world.ask(entity);
    expect(
      result.findings.map((one: Told) => [one.ruleId, one.effect, one.rule]),
    ).toEqual([
      ['CVE-2026-5', 'fails', 'known_exploited'],
      ['CVE-2026-6', 'warns', 'epss'],
      ['young', 'excused', 'severity'],
    ]);
    expect(result.findings[2].excuse).toMatchObject({
      by: 'grace',
      until: expect.any(String),
    });
  });

  it('asks the licences of the newest SBOM, expressions and exceptions included', async () => {
    const entity = world.fresh();
    const ships = (name: string, ...licences: string[]) => ({
      record: 'component' as const,
      ref: name,
      package: { name, version: '1.0.0', ecosystem: 'npm', licences },
    });
    await world.scanned(entity, [], { data: { category: 'sast' } });
    await world.scanned(
      entity,
      [
        ships('kind', 'MIT'),
        ships('choice', '(GPL-3.0-only OR MIT)'),
        ships('both', 'MIT AND GPL-3.0-only'),
        ships('own', 'UNLICENSED'),
        ships('later', 'MPL-2.0'),
        ships('known', 'GPL-3.0-only'),
      ],
      { data: { category: 'sbom', tool: undefined } },
    );
    await world.policy(entity, {
      licences: { allow: ['MIT'], deny: ['GPL-3.0-only'], review: ['MPL-2.0'] },
      exceptions: [{ package: 'known', licence: 'GPL-3.0-only' }],
    });
    const { result } = await world.ask(entity);
    expect(
      result.findings
        .map((one: Told & { package: string | null }) => [
          one.package,
          one.effect,
        ])
        .sort(),
    ).toEqual([
      ['both 1.0.0', 'fails'],
      ['known 1.0.0', 'excused'],
      ['later 1.0.0', 'warns'],
      ['own 1.0.0', 'warns'],
    ]);
  });

  it('lets accepted risk through until it ends, and not a day longer', async () => {
    const entity = world.fresh();
    await world.scanned(entity, [
      codeFinding({ ruleId: 'borne', severity: 'critical' }),
    ]);
    const { body } = await world.get(`/v1/findings?entity=${entity}`);
    const made = await world.post('/v1/acceptances').send({
      scope: { of: 'finding', findingIds: [body.items[0].id] },
      owner: 'group:default/pay',
      reason: 'behind two doors',
      expiresAt: hours(24),
    });
    expect(made.status).toBe(200);
    expect(found(await world.ask(entity))).toEqual([
      ['borne', 'excused', 'risk_accepted'],
    ]);
    await world
      .knex('risk_acceptance')
      .where({ id: made.body.id })
      .update({ expires_at: hours(-1) });
    expect(found(await world.ask(entity))).toEqual([['borne', 'fails', null]]);
  });

  it('tells the page of a finding what it said, whichever tool it named it by', async () => {
    const entity = world.fresh();
    for (const tool of ['crateview', 'lookout']) {
      await world.scanned(
        entity,
        [
          packageFinding('CVE-2026-901', {
            severity: 'critical',
            tool: { name: tool },
          }),
        ],
        { data: { tool, category: 'dependency' } },
      );
    }
    await world.ask(entity);
    const { body } = await world.get(`/v1/findings?entity=${entity}`);
    expect(body.items).toHaveLength(1);
    const page = await world.get(`/v1/findings/${body.items[0].id}`);
    const members: { findingId: string }[] = page.body.attributions;
    expect(members).toHaveLength(2);
    for (const { findingId } of members) {
      const { body: told } = await world.get(`/v1/findings/${findingId}`);
      expect(told.gates).toEqual([
        expect.objectContaining({ effect: 'fails', reason: 'It is critical.' }),
      ]);
    }
  });

  it('refuses a question about what the caller may not see, as if it were not there', async () => {
    const asked = await world
      .post('/v1/gates/evaluate')
      .send({ entity: 'component:default/nowhere' });
    expect(asked.status).toBe(404);
    const bad = await world.post('/v1/gates/evaluate').send({ entity: '' });
    expect([bad.status, bad.body.error.path]).toEqual([400, '/entity']);
  });
});
