import {
  FindingWorld,
  commit,
  hours,
  shop,
  startFindingWorld,
} from './__testUtils__/startFindingWorld';

describe('the API of gates, secrets and feeds', () => {
  let backend: FindingWorld;
  beforeAll(async () => {
    backend = await startFindingWorld();
  });
  afterAll(() => backend?.stop());

  const list = (query?: string) => backend.list(query);

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

  it('keeps an audit record of everything people did', async () => {
    expect(await backend.audited()).toEqual(
      new Set([
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
