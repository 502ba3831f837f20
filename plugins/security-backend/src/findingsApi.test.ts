import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  FindingWorld,
  search,
  shop,
  startFindingWorld,
} from './__testUtils__/startFindingWorld';

describe('the API of findings', () => {
  let backend: FindingWorld;
  beforeAll(async () => {
    backend = await startFindingWorld();
  });
  afterAll(() => backend?.stop());
  afterEach(() => backend.permitAll());

  const list = (query?: string) => backend.list(query);
  const idOf = (rule: string) => backend.idOf(rule);

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
    ['view=not_fixed', ['sql', 'CVE-2026-1', 'leak', 'hash']],
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

  it('tells no history of one kind, which days are not kept by, instead of that of all', async () => {
    const days = async (query: string) =>
      (await backend.get(`/v1/overview/days?from=now-2d${query}`)).body;
    const all = await days('');
    expect(all.knownFrom).not.toBeNull();
    const own = await days('&kind=secret');
    expect(own.knownFrom).toBeNull();
    expect(own.points).toHaveLength(all.points.length);
    expect(
      own.points.map((one: { known: boolean }) => one.known),
    ).not.toContain(true);
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

  it('shows and changes only what the caller may', async () => {
    const own = (name: string, params: object) => ({
      result: AuthorizeResult.CONDITIONAL,
      pluginId: 'security',
      resourceType: 'finding',
      conditions: { rule: name, resourceType: 'finding', params },
    });
    const allow = backend.permit;
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
});
