import {
  FindingWorld,
  hours,
  shop,
  startFindingWorld,
} from './__testUtils__/startFindingWorld';
import { packageFinding, scan } from './testing/scans';

describe('the API of decisions', () => {
  let backend: FindingWorld;
  beforeAll(async () => {
    backend = await startFindingWorld();
  });
  afterAll(() => backend?.stop());

  const list = (query?: string) => backend.list(query);
  const idOf = (rule: string) => backend.idOf(rule);

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

  it('counts what several tools found once, done or taken back', async () => {
    const entity = 'component:default/kiosk';
    for (const tool of ['crateview', 'lookout', 'openbase']) {
      await backend.tell(
        scan([packageFinding('CVE-2026-77', { tool: { name: tool } })], {
          at: hours(-1),
          entityRef: entity,
          data: { tool },
        }),
      );
    }
    const selection = { filter: { entity: [entity] } };
    const change = async (action: object) => {
      const preview = await backend
        .post('/v1/bulk/preview')
        .send({ selection, action });
      const { body } = await backend
        .post('/v1/bulk')
        .send({ selection, action, token: preview.body.token });
      return body.done;
    };
    const undo = async (id: string) =>
      (await backend.post(`/v1/actions/${id}/undo`)).body;
    const named = await change({
      action: 'assign',
      assignee: 'user:default/bo',
    });
    expect(named.changed).toBe(1);
    expect(await undo(named.actionId)).toMatchObject({ restored: 1, kept: 0 });
    const first = await change({
      action: 'assign',
      assignee: 'user:default/bo',
    });
    await change({ action: 'assign', assignee: 'user:default/nia' });
    expect(await undo(first.actionId)).toMatchObject({ restored: 0, kept: 1 });
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
    expect(vex.body.vulnerabilities[0].analysis).toMatchObject({
      state: 'exploitable',
      response: ['will_not_fix'],
    });
    await backend
      .post(`/v1/acceptances/${made.body.id}/revoke`)
      .send({ reason: 'moved' });
    expect((await backend.get(`/v1/findings/${id}`)).body.state).toBe('open');
  });

  it('keeps an audit record of everything people did', async () => {
    expect(await backend.audited()).toEqual(
      new Set([
        'finding.set_state',
        'finding.undo',
        'finding.assign',
        'finding.override_severity',
        'risk.accept',
        'risk.revoke',
      ]),
    );
  });
});
