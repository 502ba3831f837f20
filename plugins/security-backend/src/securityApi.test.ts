import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  SecurityBackend,
  startSecurityBackend,
} from './__testUtils__/startSecurityBackend';
import { codeFinding, packageFinding, scan } from './testing/scans';

const commit = 'abcdef1234567';
const hours = (count: number) =>
  new Date(Date.now() + count * 3_600_000).toISOString();
const shop = 'component:default/shop';
const search = 'component:default/search';

describe('the API of findings', () => {
  let backend: SecurityBackend;
  beforeAll(async () => {
    backend = await startSecurityBackend();
    await backend.tell(
      scan(
        [
          codeFinding({ ruleId: 'sql', severity: 'critical' }),
          codeFinding({ ruleId: 'hash', severity: 'medium' }),
          packageFinding('CVE-2026-1', { vulnerabilityIds: ['CVE-2026-1'] }),
        ],
        { at: hours(-2), data: { commit } },
      ),
      scan([packageFinding('CVE-2026-1')], {
        at: hours(-2),
        data: { tool: 'crateview', commit },
      }),
      scan(
        [
          codeFinding({
            ruleId: 'leak',
            kind: 'secret',
            secret: { hmac: 'a'.repeat(64), mask: 'FAKE…0001', verified: true },
          }),
        ],
        { at: hours(-1), entityRef: search },
      ),
    );
  });
  afterAll(() => backend?.stop());
  afterEach(() => {
    backend.authorizeConditional.mockImplementation(async requests =>
      requests.map(() => ({ result: AuthorizeResult.ALLOW })),
    );
  });

  const list = async (query = '') => {
    const { status, body } = await backend.get(`/v1/findings${query}`);
    expect([status, body.error]).toEqual([200, undefined]);
    return body.items.map((item: { ruleId: string }) => item.ruleId);
  };
  const idOf = async (rule: string) => {
    const { body } = await backend.get(`/v1/findings?rule=${rule}`);
    return body.items[0].id;
  };

  it('lists the worst first, what two tools found once, and pages without overlap', async () => {
    expect(await list()).toEqual(['sql', 'CVE-2026-1', 'leak', 'hash']);
    for (const sort of [
      'severity',
      'priority',
      'due',
      'newest',
      'oldest',
      'epss',
      'lastSeen',
      'entity',
    ]) {
      const seen: string[] = [];
      let cursor: string | null = '';
      while (cursor !== null) {
        const { body, status } = await backend.get(
          `/v1/findings?limit=1&sort=${sort}${cursor && `&cursor=${cursor}`}`,
        );
        expect([sort, status]).toEqual([sort, 200]);
        seen.push(...body.items.map((item: { id: string }) => item.id));
        cursor = body.nextCursor;
      }
      expect([sort, new Set(seen).size, seen.length]).toEqual([sort, 4, 4]);
    }
  });

  it('says what was scanned: an entity that never was is no clean one', async () => {
    const { body } = await backend.get('/v1/findings?withTotal=true');
    expect(body.total).toEqual({ count: 4, capped: false });
    expect(body.knowledge).toMatchObject({
      state: 'fresh',
      entities: 2,
      neverScanned: 0,
    });
  });

  it.each([
    ['severity=critical', ['sql']],
    ['severity=critical,high', ['sql', 'CVE-2026-1', 'leak']],
    ['kind=secret', ['leak']],
    ['tool=crateview', ['CVE-2026-1']],
    ['vulnerability=CVE-2026-1', ['CVE-2026-1']],
    ['package=left-rope', ['CVE-2026-1']],
    [`entity=${search}`, ['leak']],
    ['owner=group:default/find', ['leak']],
    ['q=left', ['CVE-2026-1']],
    ['path=src/', ['sql', 'leak', 'hash']],
    ['state=fixed', []],
    ['view=needs_triage', ['sql', 'CVE-2026-1', 'leak', 'hash']],
    ['view=past_due', []],
    ['sla=none', []],
    ['sla=due_soon', ['sql']],
    ['assignee=none', ['sql', 'CVE-2026-1', 'leak', 'hash']],
    ['ref=other', []],
    ['hasFix=true', []],
    ['knownExploited=true', []],
  ])('filters by %s', async (query, expected) => {
    expect(await list(`?${query}`)).toEqual(expected);
  });

  it('answers every read with 200', async () => {
    const id = await idOf('CVE-2026-1');
    const secret = (await backend.get('/v1/secrets')).body.items[0].id;
    const imported = (await backend.get('/v1/imports')).body.items[0].id;
    for (const path of [
      `/v1/findings/${id}`,
      `/v1/findings/${id}/history`,
      `/v1/findings/${id}/related`,
      '/v1/findings/facets',
      '/v1/findings/facets?severity=high&entity=component:default/shop',
      ...[
        'component',
        'rule',
        'file',
        'package',
        'tool',
        'severity',
        'state',
        'kind',
        'owner',
        'entity',
        'vulnerability',
        'assignee',
      ].map(by => `/v1/findings/groups?groupBy=${by}`),
      '/v1/actions',
      '/v1/acceptances',
      '/v1/imports',
      `/v1/imports/${imported}`,
      `/v1/imports/${imported}/findings`,
      '/v1/coverage',
      '/v1/overview',
      '/v1/overview/days',
      '/v1/overview/days?bucket=week',
      '/v1/overview/top',
      '/v1/sla',
      '/v1/sla/burn-down',
      '/v1/entities/component/default/shop/summary',
      '/v1/home',
      '/v1/secrets',
      `/v1/secrets/${secret}`,
      '/v1/gates',
      '/v1/gates/evaluations',
      '/v1/gate-policies',
      '/v1/entities/component/default/shop/gate-policy',
      '/v1/sboms',
      '/v1/components?name=left-rope',
      '/v1/licences',
      '/v1/vex/documents',
      '/v1/intelligence',
      '/v1/findings/export?format=csv',
      '/v1/findings/export?format=sarif',
      '/v1/findings/export?format=json',
      `/v1/vex/export?entity=${shop}`,
      `/v1/vex/export?entity=${shop}&format=openvex`,
      `/v1/vex/export?entity=${shop}&format=csaf`,
    ]) {
      const { status, body } = await backend.get(path);
      expect([path, status, body.error]).toEqual([path, 200, undefined]);
    }
  });

  it('shows who found it, and does not tell the value of a secret nor its hash', async () => {
    const { body } = await backend.get(
      `/v1/findings/${await idOf('CVE-2026-1')}`,
    );
    expect(body).toMatchObject({
      tools: expect.arrayContaining(['crateview', 'lookout']),
      attributions: [{ tool: 'crateview' }, { tool: 'lookout' }],
      can: { triage: true, acceptRisk: true },
    });
    const { text } = await backend.get(`/v1/findings/${await idOf('leak')}`);
    expect(text).not.toContain('a'.repeat(64));
    expect(JSON.parse(text).secret).toMatchObject({
      mask: 'FAKE…0001',
      verified: true,
    });
  });

  it('sets a state, keeps it on record and takes it back', async () => {
    const id = await idOf('hash');
    const act = (body: object) =>
      backend.post(`/v1/findings/${id}/actions`).send(body);
    const refused = await act({ action: 'set_state', state: 'false_positive' });
    expect([refused.status, refused.body.error.message]).toEqual([
      400,
      expect.stringContaining('/reason'),
    ]);
    const done = await act({
      action: 'set_state',
      state: 'false_positive',
      reason: 'only in tests',
    });
    expect(done.body.finding).toMatchObject({
      state: 'false_positive',
      stateBy: 'user:default/ada',
      stateReason: 'only in tests',
    });
    const history = await backend.get(`/v1/findings/${id}/history`);
    expect(history.body.items[0]).toMatchObject({
      kind: 'state',
      actor: 'user:default/ada',
      canUndo: true,
    });
    const { actionId } = done.body.done;
    const undone = await backend.post(`/v1/actions/${actionId}/undo`);
    expect(undone.body).toMatchObject({ restored: 1, kept: 0 });
    const again = await backend.get(`/v1/findings/${id}`);
    expect(again.body.state).toBe('open');
    expect((await backend.post(`/v1/actions/${actionId}/undo`)).status).toBe(
      400,
    );
  });

  it('changes many as previewed, and leaves alone what changed since', async () => {
    const selection = { filter: { entity: [shop] } };
    const action = { action: 'assign', assignee: 'user:default/bo' };
    const preview = await backend
      .post('/v1/bulk/preview')
      .send({ selection, action });
    expect(preview.body).toMatchObject({
      matched: 3,
      willChange: 3,
      entities: 1,
      overLimit: false,
    });
    await backend
      .post(`/v1/findings/${await idOf('sql')}/actions`)
      .send({ action: 'set_state', state: 'triaged' });
    const done = await backend
      .post('/v1/bulk')
      .send({ selection, action, token: preview.body.token });
    expect(done.body).toMatchObject({
      done: { changed: 2 },
      refused: [{ why: 'changed_since', count: 1 }],
    });
    expect((await list('?assignee=user:default/bo')).sort()).toEqual([
      'CVE-2026-1',
      'hash',
    ]);
  });

  it('keeps an overridden severity when a scan tells it again', async () => {
    const id = await idOf('hash');
    await backend.post(`/v1/findings/${id}/actions`).send({
      action: 'override_severity',
      severity: 'low',
      reason: 'behind the door',
    });
    const { body } = await backend.get(`/v1/findings/${id}`);
    expect(body).toMatchObject({
      severity: 'low',
      scanSeverity: 'medium',
      severitySource: 'override',
      severityOverride: { by: 'user:default/ada' },
    });
  });

  it('accepts a risk until a day, and opens it again when that is revoked', async () => {
    const body = {
      scope: { of: 'vulnerability', vulnerability: 'CVE-2026-1' },
      owner: 'group:default/pay',
      reason: 'no network there',
      expiresAt: hours(48),
    };
    const past = await backend
      .post('/v1/acceptances')
      .send({ ...body, expiresAt: hours(-1) });
    expect(past.status).toBe(400);
    const preview = await backend
      .post('/v1/acceptances/preview')
      .send({ scope: body.scope });
    expect(preview.body).toMatchObject({ findings: 1, entities: [shop] });
    const made = await backend.post('/v1/acceptances').send(body);
    expect(made.body).toMatchObject({ state: 'ending', findings: 1 });
    const id = await idOf('CVE-2026-1');
    const accepted = await backend.get(`/v1/findings/${id}`);
    expect(accepted.body).toMatchObject({
      state: 'risk_accepted',
      sla: { state: 'paused' },
      acceptance: { owner: 'group:default/pay' },
    });
    const vex = await backend.get(`/v1/vex/export?entity=${shop}`);
    expect(vex.body.vulnerabilities[0].analysis).toEqual({
      state: 'exploitable',
      response: ['will_not_fix'],
    });
    await backend
      .post(`/v1/acceptances/${made.body.id}/revoke`)
      .send({ reason: 'moved' });
    expect((await backend.get(`/v1/findings/${id}`)).body.state).toBe('open');
  });

  it('decides the gate on what came in, keeps why, and lets a person override it', async () => {
    const asked = await backend
      .post('/v1/gates/evaluate')
      .send({ entity: shop, commit, environment: 'production' });
    expect(asked.body).toMatchObject({
      result: {
        verdict: 'fail',
        passed: false,
        failedLevels: ['critical', 'high'],
      },
      policy: { from: 'default' },
    });
    for (const format of ['markdown', 'sarif']) {
      const output = await backend.get(
        `/v1/gates/evaluations/${asked.body.id}/output?format=${format}`,
      );
      expect([format, output.status]).toEqual([format, 200]);
    }
    const policy = await backend.post('/v1/gate-policies').send({
      name: 'lenient',
      scope: 'entity',
      scopeRef: shop,
      policy: { fail_on: [], warn_on: ['critical'] },
    });
    expect(policy.body).toMatchObject({ version: 1, scope: 'entity' });
    const again = await backend
      .post('/v1/gates/evaluate')
      .send({ entity: shop, commit });
    expect(again.body.result.verdict).toBe('warn');
    const changed = await backend
      .put(`/v1/gate-policies/${policy.body.id}`)
      .send({ name: 'strict', scope: 'entity', scopeRef: shop, policy: {} });
    expect(changed.body.version).toBe(2);
    const versions = await backend.get(
      `/v1/gate-policies/${policy.body.id}/versions`,
    );
    expect(versions.body.items).toHaveLength(2);
    const whatIf = await backend
      .post('/v1/gates/simulate')
      .send({ policy: { fail_on: ['low'] } });
    expect(whatIf.body).toMatchObject({ capped: false });
    const over = await backend
      .post(`/v1/gates/evaluations/${asked.body.id}/override`)
      .send({ reason: 'the fix is on its way', until: hours(4) });
    expect(over.body.override).toMatchObject({ by: 'user:default/ada' });
    expect(
      (await backend.remove(`/v1/gate-policies/${policy.body.id}`)).body,
    ).toEqual({ deleted: true });
  });

  it('says that a secret was rotated', async () => {
    const { body } = await backend.get('/v1/secrets');
    expect(body.items).toMatchObject([
      { state: 'to_rotate', verified: true, openFindings: 1 },
    ]);
    const done = await backend
      .post(`/v1/secrets/${body.items[0].id}`)
      .send({ state: 'rotated', note: 'new one is out' });
    expect(done.body).toMatchObject({ state: 'rotated' });
  });

  it('takes files of scores, and marks findings by them', async () => {
    const epss = await backend
      .post('/v1/intelligence/epss')
      .set('content-type', 'text/csv')
      .send(
        '#model_version:v1,score_date:2026-11-20T00:00:00+0000\ncve,epss,percentile\nCVE-2026-1,0.91,0.99\nCVE-1,9,9\n',
      );
    expect(epss.body).toMatchObject({
      feed: { entries: 1, rejected: 1 },
      rejects: [{ path: '/line/4' }],
    });
    const kev = await backend
      .post('/v1/intelligence/kev')
      .send({ vulnerabilities: [{ cveID: 'CVE-2026-1' }] });
    expect(kev.body.feed.entries).toBe(1);
    expect(await list('?knownExploited=true&epssMin=0.9')).toEqual([
      'CVE-2026-1',
    ]);
    const bad = await backend
      .post('/v1/intelligence/kev')
      .set('content-type', 'text/plain')
      .send('nothing');
    expect(bad.status).toBe(400);
  });

  it('tells who ships a component, and what differs between two SBOMs', async () => {
    const component = (purl: string, name: string, version: string) => ({
      record: 'component' as const,
      ref: `${name}@${version}`,
      package: { name, version, ecosystem: 'maven', purl, licences: ['MIT'] },
    });
    const core = (version: string) =>
      component(
        `pkg:maven/org.example/rope-core@${version}`,
        'org.example:rope-core',
        version,
      );
    await backend.tell(
      scan([core('2.9.1'), component('pkg:maven/a/old@1', 'old', '1')], {
        at: hours(-3),
        data: { category: 'sbom', tool: undefined },
      }),
      scan([core('2.16.0')], {
        at: hours(-2),
        data: { category: 'sbom', tool: undefined },
      }),
      scan([core('2.17.0')], {
        at: hours(-2),
        entityRef: search,
        data: { category: 'sbom', tool: undefined },
      }),
    );
    const ships = async (query: string) => {
      const { body } = await backend.get(`/v1/components?${query}`);
      return body.items.map(
        (one: { entityRef: string; version: string }) =>
          `${one.entityRef} ${one.version}`,
      );
    };
    expect(await ships('name=rope-core')).toEqual([
      `${search} 2.17.0`,
      `${shop} 2.16.0`,
    ]);
    expect(await ships('name=rope-core&range=%3C2.17')).toEqual([
      `${shop} 2.16.0`,
    ]);
    expect(
      await ships('name=pkg:maven/org.example/rope-core&range=%3E%3D2.17'),
    ).toEqual([`${search} 2.17.0`]);
    const { body } = await backend.get(`/v1/sboms?all=true&entity=${shop}`);
    expect(body.items.map((one: { newest: boolean }) => one.newest)).toEqual([
      true,
      false,
    ]);
    const [to, from] = body.items;
    const diff = await backend.get(`/v1/sbom-diff?from=${from.id}&to=${to.id}`);
    expect(diff.body).toMatchObject({
      changed: [{ before: '2.9.1', after: '2.16.0', direction: 'upgrade' }],
      removed: [{ name: 'old' }],
      added: [],
    });
    for (const path of ['', '/components']) {
      expect((await backend.get(`/v1/sboms/${to.id}${path}`)).status).toBe(200);
    }
    const bad = await backend.get('/v1/components?name=rope-core&range=~~');
    expect([bad.status, bad.body.error.message]).toEqual([
      400,
      expect.stringContaining('/query/range'),
    ]);
  });

  it('applies VEX, and says which statements met nothing', async () => {
    const statement = (id: string, status: 'not_affected' | 'affected') => ({
      record: 'vex' as const,
      at: '/statements/0',
      vulnerabilityIds: [id],
      status,
      nativeStatus: status,
      product: { purl: 'pkg:npm/left-rope@1.2.0' },
    });
    await backend.tell(
      scan(
        [
          statement('CVE-2026-1', 'not_affected'),
          statement('CVE-2026-404', 'not_affected'),
        ],
        { at: hours(-1), data: { category: 'vex', tool: undefined } },
      ),
    );
    const { body } = await backend.get('/v1/vex/documents');
    expect(body.items).toMatchObject([{ applied: 1, unmatched: 1 }]);
    const report = await backend.get(`/v1/vex/documents/${body.items[0].id}`);
    expect(
      report.body.items.map((one: { outcome: string }) => one.outcome),
    ).toEqual(['applied', 'unmatched']);
    const finding = await backend.get(
      `/v1/findings/${await idOf('CVE-2026-1')}`,
    );
    expect(finding.body).toMatchObject({
      suppressedBy: 'vex',
      vex: [{ status: 'not_affected' }],
      sla: { state: 'none' },
    });
  });

  it('shows and changes only what the caller may', async () => {
    const own = (name: string, params: object) => ({
      result: AuthorizeResult.CONDITIONAL,
      pluginId: 'security',
      resourceType: 'finding',
      conditions: { rule: name, resourceType: 'finding', params },
    });
    const allow = (decision: object) =>
      backend.authorizeConditional.mockImplementation(async requests =>
        requests.map(
          () => decision as { result: typeof AuthorizeResult.ALLOW },
        ),
      );
    const sql = await idOf('sql');
    allow(own('IS_OWNED_BY', { claims: ['group:default/find'] }));
    expect(await list()).toEqual(['leak']);
    expect((await backend.get(`/v1/findings/${sql}`)).status).toBe(404);
    const tried = await backend.post('/v1/bulk').send({
      selection: { ids: [sql] },
      action: { action: 'assign', assignee: null },
    });
    expect(tried.body).toMatchObject({
      done: { changed: 0 },
      refused: [{ why: 'not_permitted' }],
    });
    const { body } = await backend.get('/v1/overview');
    expect(body).toMatchObject({
      open: { critical: 0, high: 1 },
      meta: { visibility: 'own' },
    });
    allow(own('SEVERITY_AT_MOST', { severity: 'medium' }));
    expect(await list()).toEqual(['hash']);
    allow({ result: AuthorizeResult.DENY });
    for (const path of [
      '/v1/findings',
      '/v1/findings/export',
      `/v1/vex/export?entity=${shop}`,
    ]) {
      expect((await backend.get(path)).status).toBe(403);
    }
  });

  it.each([
    ['/v1/findings?severity=worst', '/query/severity'],
    ['/v1/findings?cursor=x', 'cursor'],
    ['/v1/findings/export?format=xml', '/query/format'],
    ['/v1/components', '/query/name'],
    ['/v1/sbom-diff?from=a', '/query/to'],
  ])('names what is wrong in %s', async (path, named) => {
    const { status, body } = await backend.get(path);
    expect([status, body.error?.message]).toEqual([
      400,
      expect.stringContaining(named),
    ]);
  });

  it('has an audit record that holds for everything people did', async () => {
    const rows = await backend.knex('audit_record').orderBy('id');
    expect(new Set(rows.map(row => row.action))).toEqual(
      new Set([
        'finding.set_state',
        'finding.undo',
        'finding.assign',
        'finding.override_severity',
        'risk.accept',
        'risk.revoke',
        'gate-policy.create',
        'gate-policy.change',
        'gate-policy.end',
        'gate.override',
        'secret.rotate',
        'intelligence.epss',
        'intelligence.kev',
      ]),
    );
  });
});
