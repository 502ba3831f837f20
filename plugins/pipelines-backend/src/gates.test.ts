import { setTimeout as sleep } from 'node:timers/promises';
import { FakeProvider, startFakeProvider } from './__testUtils__/fakeProvider';
import {
  GatesBackend,
  startGatesBackend,
} from './__testUtils__/startGatesBackend';
import {
  asNewEvents,
  instance,
  jobEvent,
  project,
  runEvent,
  testEvent,
} from './testing/events';

const entity = 'component:default/shop';
const ago = (minutes: number) =>
  new Date(Date.now() - minutes * 60_000).toISOString();

let commits = 0;
/** A commit no other test speaks of. */
const newCommit = () => {
  commits += 1;
  return `c0ffee${String(commits).padStart(34, '0')}`;
};

const policy = `
stages:
  test:
    timeout: 30m
  approve:
    approval: { groups: [release], count: 2 }
    timeout: 1h
  production:
    rollback: automatic_on_failure
  staging:
    environment: stage
`;

/** Runs of a commit, as a source tells them that may speak for the entity. */
const tested = (sha: string, result: 'success' | 'failure' = 'success') => {
  const times = {
    createdAt: ago(5),
    queuedAt: ago(5),
    startedAt: ago(5),
    finishedAt: ago(2),
    observedAt: ago(2),
    sha,
  };
  return [
    runEvent({
      ...times,
      externalId: `r-${sha}`,
      result,
      actor: { login: 'nia', kind: 'person' },
    }),
    jobEvent({
      ...times,
      externalId: `j-${sha}`,
      runExternalId: `r-${sha}`,
      result,
    }),
  ];
};

const protection = (sha: string, provider: FakeProvider, more = {}) =>
  testEvent(
    'gate.v1',
    {
      provider: 'github',
      instance,
      project,
      externalId: `g-${sha}`,
      kind: 'environment_rule',
      state: 'pending',
      environment: 'production',
      runExternalId: `r-${sha}`,
      sha,
      callbackUrl: `${provider.url}/repos/acme/shop/actions/runs/1/deployment_protection_rule`,
      askedAt: ago(0),
      observedAt: ago(0),
      ...more,
    },
    { entityRef: entity },
  );

describe('gates', () => {
  let provider: FakeProvider;
  let portal: GatesBackend;

  beforeAll(async () => {
    provider = await startFakeProvider();
    portal = await startGatesBackend({
      config: {
        policies: [{ entities: ['component:default/*'], policy }],
        gates: { settleSeconds: 0 },
        outbound: {
          hosts: [provider.url],
          firstRetrySeconds: 0.05,
          tries: 3,
          targets: {
            hub: {
              kind: 'github',
              url: provider.url,
              token: 'hub-token',
              rollback: { workflow: 'rollback.yaml' },
            },
          },
        },
      },
    });
  });
  afterAll(async () => {
    await portal?.stop();
    await provider?.stop();
  });
  beforeEach(() => {
    provider.calls.length = 0;
    provider.answers = [{ status: 204 }];
  });

  const evaluate = async (commit: string, environment = 'production') => {
    const { status, body } = await portal
      .post('/v1/gates/evaluate')
      .send({ entity, commit, environment });
    expect({ status, body }).toMatchObject({ status: 200 });
    return body;
  };
  const decide = (id: string, verb: string, name: string, body: object = {}) =>
    portal.post(`/v1/gate-requests/${id}/${verb}`, name).send(body);
  const decided = async (commit: string) =>
    (
      await portal
        .knex('log.event')
        .where({ type: 'gate.decided.v1' })
        .whereRaw(`data->>'commit' = ?`, [commit])
        .orderBy('position')
    ).map((row: { data: { state: string } }) => row.data.state);
  /** The callback is sent by the worker, some time after the decision. */
  const until = async (test: () => boolean | Promise<boolean>) => {
    for (let n = 0; n < 300; n += 1) {
      if (await test()) return;
      await sleep(50);
    }
    throw new Error('It did not happen in time');
  };

  it('is shut for a commit nobody tested, and keeps why', async () => {
    const commit = newCommit();
    const body = await evaluate(commit);
    expect(body).toMatchObject({ decision: 'deny', commit });
    expect(body.rules[0]).toMatchObject({
      rule: 'test.passed',
      verdict: 'missing',
      evidence: null,
    });
    const kept = await portal.knex('gate_evaluation').where({ id: body.id });
    expect(kept).toHaveLength(1);
    expect(await decided(commit)).toEqual(['denied']);
  });

  it('names the place of the evidence in the log, and was decided behind it', async () => {
    const commit = newCommit();
    await portal.tell(tested(commit));
    const body = await evaluate(commit);
    const [rule] = body.rules;
    expect(rule).toMatchObject({ rule: 'test.passed', verdict: 'passed' });
    expect(BigInt(rule.evidence.position) > 0n).toBe(true);
    expect(BigInt(body.position) >= BigInt(rule.evidence.position)).toBe(true);
    expect(body.decision).toBe('wait');
  });

  it('does not count what a source says that may not speak for the entity', async () => {
    const commit = newCommit();
    await portal.tell(tested(commit, 'failure'));
    // The same run and job by the provider's own ids, from somebody else.
    const forged = tested(commit).map(event => ({
      ...event,
      entityRef: 'component:default/other',
    }));
    await portal.tell(forged);
    await portal.tell(
      forged.map(event => ({ ...event, entityRef: undefined })),
    );
    const body = await evaluate(commit);
    expect(body.decision).toBe('deny');
    expect(body.rules[0]).toMatchObject({ verdict: 'failed' });
  });

  it('asks two people of the group, never the author, nobody twice', async () => {
    const commit = newCommit();
    await portal.tell(tested(commit));
    const { requestId: id } = await evaluate(commit);
    const mine = await portal.get('/v1/gate-requests?forMe=true', 'ada');
    expect(mine.body.items.map((item: { id: string }) => item.id)).toContain(
      id,
    );
    expect((await decide(id, 'approve', 'nia')).body.error).toMatchObject({
      name: 'NotAllowedError',
      message: 'You wrote this change; somebody else has to approve it.',
    });
    expect((await decide(id, 'approve', 'eve')).status).toBe(403);
    const first = await decide(id, 'approve', 'ada', { comment: 'fine' });
    expect(first.body).toMatchObject({
      state: 'waiting',
      authors: ['nia'],
      approvals: [{ given: 1, count: 2 }],
      may: {
        approve: { allowed: false, reason: 'You have decided here already.' },
      },
    });
    expect((await decide(id, 'approve', 'ada')).status).toBe(403);
    const second = await decide(id, 'approve', 'bo');
    expect(second.body).toMatchObject({
      state: 'allowed',
      votes: [
        { by: 'user:default/ada', stage: 'approve', comment: 'fine' },
        { by: 'user:default/bo' },
      ],
    });
    expect((await decide(id, 'approve', 'bo')).status).toBe(409);
    expect((await evaluate(commit)).decision).toBe('allow');
    expect(await decided(commit)).toEqual(['waiting', 'allowed']);
    const audit = await portal
      .knex('audit_record')
      .whereRaw(`details->>'gate' = ?`, [id])
      .orderBy('id');
    expect(
      audit.map((row: { action: string; actor: string }) => [
        row.action,
        row.actor,
      ]),
    ).toEqual([
      ['gate.approve', 'user:default/ada'],
      ['gate.approve', 'user:default/bo'],
    ]);
  });

  it('takes one vote of a person who clicks twice at once', async () => {
    const commit = newCommit();
    await portal.tell(tested(commit));
    const { requestId: id } = await evaluate(commit);
    const answers = await Promise.all([
      decide(id, 'approve', 'ada'),
      decide(id, 'approve', 'ada'),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 403]);
  });

  it('stays shut after a rejection until it is asked again', async () => {
    const commit = newCommit();
    await portal.tell(tested(commit));
    const { requestId: id } = await evaluate(commit);
    await decide(id, 'approve', 'bo');
    expect((await decide(id, 'reject', 'ada', {})).status).toBe(400);
    const { body } = await decide(id, 'reject', 'ada', {
      comment: 'not today',
    });
    expect(body).toMatchObject({ state: 'rejected' });
    expect(await evaluate(commit)).toMatchObject({
      decision: 'deny',
      reason: 'Rejected by user:default/ada: not today',
    });
    expect((await decide(id, 'reopen', 'bo')).body).toMatchObject({
      state: 'waiting',
      votes: [],
      approvals: [{ given: 0 }],
    });
  });

  it('expires when nobody approves in time', async () => {
    const commit = newCommit();
    await portal.tell(tested(commit));
    const { requestId: id } = await evaluate(commit);
    await portal
      .knex('gate_request')
      .where({ id })
      .update({ asked_at: ago(61), check_at: ago(1) });
    await until(
      async () =>
        (await portal.get(`/v1/gate-requests/${id}`)).body.state === 'expired',
    );
    expect(await decided(commit)).toEqual(['waiting', 'expired']);
  });

  it('is bypassed with a reason and its own permission only', async () => {
    const commit = newCommit();
    const { requestId: id } = await evaluate(commit);
    expect(
      (await decide(id, 'bypass', 'eve', { reason: 'short' })).status,
    ).toBe(400);
    const { body } = await decide(id, 'bypass', 'eve', {
      reason: 'the site is down and this mends it',
    });
    expect(body).toMatchObject({ state: 'bypassed' });
    expect((await evaluate(commit)).decision).toBe('allow');
    const asked = portal.authorizeConditional.mock.calls
      .flatMap(([requests]) => requests)
      .map(one => (one as { permission: { name: string } }).permission.name);
    expect(asked).toContain('pipelines.gate.bypass');
  });

  it('waits when the readers are behind, and never decides on half the truth', async () => {
    const commit = newCommit();
    await portal.tell(tested(commit));
    await portal.knex.transaction(async tx => {
      // The position is locked: nobody can read on.
      await tx.raw(
        `SELECT 1 FROM log_position WHERE consumer = 'pipelines-evidence' FOR UPDATE`,
      );
      await portal.eventLog.append(asNewEvents(tested(commit, 'failure')));
      const body = await evaluate(commit);
      expect(body.decision).toBe('wait');
      expect(body.rules[0]).toMatchObject({ rule: 'log', verdict: 'waiting' });
    });
  });

  it('answers a long poll by its status', async () => {
    const commit = newCommit();
    const ask = (timeout: number) =>
      portal.get(
        `/v1/gates/wait?entity=${entity}&commit=${commit}&environment=production&timeout=${timeout}`,
      );
    expect((await ask(0)).status).toBe(409);
    await portal.tell(tested(commit));
    expect((await ask(0)).status).toBe(408);
    const { requestId: id } = await evaluate(commit);
    const open = ask(30);
    const answer = open.then(({ status, body }) => ({ status, body }));
    await decide(id, 'approve', 'ada');
    await decide(id, 'approve', 'bo');
    expect(await answer).toMatchObject({
      status: 200,
      body: { decision: 'allow' },
    });
    expect(
      (
        await portal.get(
          '/v1/gates/wait?entity=component:default/x&commit=abcdefg&environment=p',
        )
      ).status,
    ).toBe(404);
  });

  it('tells the provider what was decided, once, with its token', async () => {
    const commit = newCommit();
    await portal.tell([...tested(commit), protection(commit, provider)]);
    let id = '';
    await until(async () => {
      const { body } = await portal.get(`/v1/gate-requests?commit=${commit}`);
      id = body.items[0]?.id ?? '';
      return (
        body.items[0]?.evaluation !== undefined &&
        body.items[0]?.evaluation !== null
      );
    });
    expect(provider.calls).toEqual([]);
    provider.answers = [{ status: 502 }, { status: 204 }];
    await decide(id, 'approve', 'ada');
    await decide(id, 'approve', 'bo');
    await until(() => provider.calls.length === 2);
    const [first, again] = provider.calls;
    expect(first).toMatchObject({
      method: 'POST',
      path: '/repos/acme/shop/actions/runs/1/deployment_protection_rule',
      body: {
        environment_name: 'production',
        state: 'approved',
        comment: 'Every rule is met.',
      },
    });
    expect(first.headers.authorization).toBe('Bearer hub-token');
    expect(again.headers['idempotency-key']).toBe(
      first.headers['idempotency-key'],
    );
    await until(async () => {
      const { body } = await portal.get(`/v1/gate-requests/${id}`);
      return body.provider.callback === 'sent';
    });
    // The same hook again, and later evidence, ask nothing new.
    await portal.tell([
      protection(commit, provider),
      ...tested(commit, 'failure'),
    ]);
    await sleep(300);
    expect(provider.calls).toHaveLength(2);
    expect(
      (await decide(id, 'bypass', 'ada', { reason: 'again and again' })).status,
    ).toBe(409);
  });

  it('says no to the provider for a commit that failed', async () => {
    const commit = newCommit();
    await portal.tell([
      ...tested(commit, 'failure'),
      protection(commit, provider),
    ]);
    await until(() => provider.calls.length === 1);
    expect(provider.calls[0].body).toMatchObject({ state: 'rejected' });
  });

  it('says no to the provider for a project nobody claims', async () => {
    const commit = newCommit();
    const event = protection(commit, provider);
    await portal.tell([{ ...event, entityRef: undefined }]);
    await until(() => provider.calls.length === 1);
    expect(provider.calls[0].body).toMatchObject({ state: 'rejected' });
  });

  it('calls no host that is not listed, whatever a hook names', async () => {
    const commit = newCommit();
    await portal.tell([
      ...tested(commit, 'failure'),
      protection(commit, provider, {
        callbackUrl: 'http://169.254.169.254/latest',
      }),
    ]);
    await until(async () => {
      const { body } = await portal.get('/v1/outbox?state=dead,pending');
      return body.items.some(
        (item: { url: string; tries: number }) =>
          item.url.includes('169.254') && item.tries > 0,
      );
    });
    expect(provider.calls).toEqual([]);
  });

  it('sends nothing again on a rebuild or a repeat of the log', async () => {
    const before = await portal.knex('outbox_call').count('*').first();
    for (const consumer of ['pipelines', 'pipelines-evidence']) {
      await portal.log.admin.rebuildReader(consumer);
      await portal.log.rebuilt(consumer);
    }
    expect(await portal.log.admin.rebuildReader('pipelines-actions')).toBe(
      false,
    );
    await sleep(300);
    expect(provider.calls).toEqual([]);
    expect(await portal.knex('outbox_call').count('*').first()).toEqual(before);
    // Evidence is back as it was.
    const commit = newCommit();
    await portal.tell(tested(commit));
    expect((await evaluate(commit)).rules[0].verdict).toBe('passed');
  });

  it('counts how long gates held things up', async () => {
    const { status, body } = await portal.get(
      '/v1/gate-waits?from=now-1d&to=now',
    );
    expect(status).toBe(200);
    const ours = body.items.find(
      (item: { kind: string }) => item.kind === 'policy',
    );
    expect(ours).toMatchObject({
      entityRef: entity,
      environment: 'production',
    });
    expect(ours.n).toBeGreaterThan(3);
    expect(ours.p95Seconds).toBeGreaterThanOrEqual(ours.p50Seconds);
    // The one that expired waited an hour.
    expect(body.total.p95Seconds).toBeGreaterThan(0);
  });

  it('is shut while a freeze holds', async () => {
    const commit = newCommit();
    await portal.knex('freeze_window').insert({
      id: '00000000-0000-4000-8000-000000000001',
      scope: 'system',
      scope_ref: 'system:default/till',
      environments: ['prod'],
      tiers: [],
      from_at: ago(10),
      to_at: ago(-10),
      reason: 'Stocktaking',
      created_by: 'user:default/ada',
      created_at: ago(10),
    });
    const body = await evaluate(commit);
    expect(body.rules[0]).toMatchObject({ rule: 'freeze', verdict: 'failed' });
    expect((await evaluate(commit, 'stage')).rules[0].rule).not.toBe('freeze');
    await portal.knex('freeze_window').delete();
  });

  describe('rollback', () => {
    const deployment = (externalId: string, data: object, sha = 'aaa1111') =>
      testEvent(
        'deployment.v1',
        {
          provider: 'github',
          instance,
          project,
          externalId,
          environment: { name: 'production', tier: 'production' },
          state: 'succeeded',
          sha,
          observedAt: ago(1),
          ...data,
        },
        { entityRef: entity },
      );

    it('asks the provider once when a verified deployment fails', async () => {
      await portal.tell([
        deployment('d1', { observedAt: ago(60) }, 'aaa0000'),
        deployment('d2', { state: 'verifying', observedAt: ago(3) }),
        deployment('d2', { state: 'failed', observedAt: ago(1) }),
        deployment('d2', { state: 'failed', observedAt: ago(0) }),
      ]);
      await until(() => provider.calls.length > 0);
      await sleep(200);
      expect(provider.calls).toMatchObject([
        {
          path: '/repos/acme/shop/actions/workflows/rollback.yaml/dispatches',
          body: {
            ref: 'main',
            inputs: { environment: 'production', commit: 'aaa0000' },
          },
        },
      ]);
      const { body } = await portal.get(
        `/v1/outbox?instance=${instance}&deployment=d2`,
      );
      expect(body.items).toMatchObject([
        {
          purpose: 'rollback',
          state: 'sent',
          requestedBy: 'policy',
          title: 'Roll back shop in production to aaa0000',
        },
      ]);
      const audit = await portal
        .knex('audit_record')
        .where({ action: 'deployment.rollback' });
      expect(audit).toMatchObject([
        { actor: 'policy', target: `${instance}/d2` },
      ]);
    });

    it('leaves a second failure in a row to a person, who can', async () => {
      await portal.tell([
        deployment('d3', { state: 'verifying', observedAt: ago(1) }, 'aaa2222'),
        deployment('d3', { state: 'aborted', observedAt: ago(0) }, 'aaa2222'),
      ]);
      await sleep(200);
      expect(provider.calls).toEqual([]);
      const path = `/v1/deployments/${instance}/d3/rollback`;
      const { status, body } = await portal
        .post(path)
        .send({ reason: 'it burns' });
      expect({ status, body }).toMatchObject({
        status: 200,
        body: { requestedBy: 'user:default/ada', reason: 'it burns' },
      });
      await until(() => provider.calls.length === 1);
      expect(
        (
          await portal
            .post(`/v1/deployments/${instance}/no/rollback`)
            .send({ reason: 'x' })
        ).status,
      ).toBe(404);
    });

    it('leaves history alone', async () => {
      await portal.knex('outbox_call').where({ purpose: 'rollback' }).delete();
      const events = [
        deployment('d4', { state: 'verifying' }, 'aaa3333'),
        deployment('d4', { state: 'failed', failure: 'config' }, 'aaa3333'),
      ];
      await portal.tell(events);
      await sleep(200);
      expect(provider.calls).toEqual([]);
    });

    it('runs the failed jobs of a run again', async () => {
      const commit = newCommit();
      await portal.tell(tested(commit, 'failure'));
      const path = `/v1/runs/${instance}/r-${commit}/1/rerun-failed-jobs`;
      expect((await portal.post(path).send({})).status).toBe(200);
      expect((await portal.post(path).send({})).status).toBe(200);
      await until(() => provider.calls.length === 1);
      await sleep(200);
      expect(provider.calls.map(({ path: at }) => at)).toEqual([
        `/repos/acme/shop/actions/runs/r-${commit}/rerun-failed-jobs`,
      ]);
      const good = newCommit();
      await portal.tell(tested(good));
      expect(
        (
          await portal
            .post(`/v1/runs/${instance}/r-${good}/1/rerun-failed-jobs`)
            .send({})
        ).status,
      ).toBe(409);
    });

    it('gives up after the last try, says so, and tries again when asked', async () => {
      provider.answers = [{ status: 500 }];
      const path = `/v1/deployments/${instance}/d1/rollback`;
      const { body } = await portal.post(path).send({ reason: 'again' });
      await until(async () => {
        const { body: list } = await portal.get('/v1/outbox?state=dead');
        return list.items.some((item: { id: string }) => item.id === body.id);
      });
      const { body: list } = await portal.get('/v1/outbox?state=dead');
      expect(list.deadCount).toBeGreaterThan(0);
      expect(list.items[0]).toMatchObject({ tries: 3, lastStatus: 500 });
      provider.answers = [{ status: 204 }];
      expect(
        (await portal.post(`/v1/outbox/${body.id}/retry`).send({})).status,
      ).toBe(200);
      await until(async () => {
        const { body: sent } = await portal.get('/v1/outbox?state=sent');
        return sent.items.some((item: { id: string }) => item.id === body.id);
      });
    });
  });

  it('shows a run in its stages', async () => {
    const commit = newCommit();
    await portal.tell(tested(commit));
    const { body } = await portal.get(
      `/v1/runs/${instance}/r-${commit}/1/stages`,
    );
    expect(body.stages.map((stage: { stage: string }) => stage.stage)).toEqual([
      'source',
      'build',
      'test',
      'security',
      'package',
      'deploy',
      'monitor',
    ]);
    expect(body.stages[2]).toMatchObject({
      status: { key: 'passed' },
      jobs: [
        {
          name: 'unit',
          policyStage: 'test',
          explanation: { text: 'name matches /unit/ → Test; rule 6' },
        },
      ],
    });
  });
});
