import { eventsIn } from '../__testUtils__/eventsIn';
import { gitlabProvider } from './gitlabProvider';

const now = new Date('2030-01-01T00:00:00.000Z');
const at = '2026-03-01T08:00:00.000Z';

function parse(status: string, rest: object = {}) {
  return gitlabProvider.parse({
    headers: {},
    now,
    body: {
      object_kind: 'deployment',
      status,
      status_changed_at: '2026-03-01 10:00:00 +0200',
      deployment_id: 15,
      deployable_id: 796,
      deployable_url: 'https://gitlab.acme.example/shop/api/-/jobs/796',
      environment: 'production',
      short_sha: '279484c0',
      commit_url: `https://gitlab.acme.example/shop/api/-/commit/${'a1'.repeat(
        20,
      )}`,
      project: {
        web_url: 'https://gitlab.acme.example/shop/api',
        path_with_namespace: 'shop/api',
      },
      ref: 'main',
      ...rest,
    },
  });
}

describe('status words of a GitLab deployment', () => {
  it.each([
    ['created', 'queued', 'createdAt'],
    ['blocked', 'waiting_gate', undefined],
    ['approved', 'waiting_gate', undefined],
    ['rejected', 'waiting_gate', undefined],
    ['running', 'in_progress', 'startedAt'],
    ['success', 'succeeded', 'finishedAt'],
    ['failed', 'failed', 'finishedAt'],
    ['canceled', 'aborted', 'finishedAt'],
    ['skipped', 'superseded', undefined],
    ['undeployed', 'superseded', undefined],
    ['teleported', 'queued', undefined],
  ])('%s is %s', (word, state, time) => {
    const [deployment] = eventsIn('deployment.v1', parse(word));
    const { createdAt, startedAt, finishedAt } = deployment;
    expect(deployment).toMatchObject({
      state,
      rawState: word,
      observedAt: at,
      externalId: '15',
      jobExternalId: '796',
      sha: 'a1'.repeat(20),
      environment: { name: 'production', tier: 'production' },
    });
    const times = { createdAt, startedAt, finishedAt };
    expect(
      Object.entries(times).flatMap(([name, value]) => (value ? name : [])),
    ).toEqual(time ? [time] : []);
  });

  it.each([
    ['blocked', 'pending', { askedAt: at }],
    ['approved', 'approved', { decidedAt: at, decidedBy: { login: 'omar' } }],
    ['rejected', 'rejected', { decidedAt: at, decidedBy: { login: 'omar' } }],
  ])('%s is a gate that is %s', (word, state, rest) => {
    const outcome = parse(word, {
      approver: { username: 'omar' },
      approval: { comment: 'seen' },
    });
    expect(eventsIn('gate.v1', outcome)).toMatchObject([
      {
        externalId: 'deployment:15',
        deploymentExternalId: '15',
        kind: 'approval',
        environment: 'production',
        state,
        ...rest,
      },
    ]);
  });

  it.each(['running', 'success', 'teleported'])('%s asks nobody', word => {
    expect(eventsIn('gate.v1', parse(word))).toEqual([]);
  });

  it("takes GitLab's tier before the name's", () => {
    const [told] = eventsIn(
      'deployment.v1',
      parse('success', { environment_tier: 'staging' }),
    );
    expect(told.environment.tier).toBe('staging');
    const [unknown] = eventsIn(
      'deployment.v1',
      parse('success', { environment: 'moon', environment_tier: 'orbit' }),
    );
    expect(unknown.environment.tier).toBe('other');
  });
});
