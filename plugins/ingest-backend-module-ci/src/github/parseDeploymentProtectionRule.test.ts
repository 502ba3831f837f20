import { eventOf, now, parse, repository } from './__testUtils__/parseDelivery';

const callback =
  'https://api.github.com/repos/acme/shop/actions/runs/4711/deployment_protection_rule';
const body = {
  action: 'requested',
  environment: 'production',
  event: 'push',
  deployment_callback_url: callback,
  deployment: {
    id: 88,
    sha: 'a'.repeat(40),
    ref: 'main',
    created_at: '2026-03-01T10:00:00Z',
    updated_at: '2026-03-01T10:00:05Z',
  },
  pull_requests: [{ number: 12 }],
};
const read = (more: object = {}) =>
  eventOf('gate.v1', 'deployment_protection_rule', { ...body, ...more });
const outcome = (more: object) =>
  parse('deployment_protection_rule', { repository, ...body, ...more });

describe('a custom deployment protection rule', () => {
  it('is a gate that waits for a policy, with the address of the answer', () => {
    expect(read()).toMatchObject({
      provider: 'github',
      instance: 'github.com',
      project: 'acme/shop',
      externalId: '4711/88/production/policy',
      kind: 'policy',
      state: 'pending',
      environment: 'production',
      runExternalId: '4711',
      deploymentExternalId: '88',
      sha: 'a'.repeat(40),
      ref: 'main',
      callbackUrl: callback,
      askedAt: '2026-03-01T10:00:05.000Z',
      url: 'https://github.com/acme/shop/actions/runs/4711',
    });
  });

  it('takes commit and branch of the request before those of the deployment', () => {
    expect(read({ sha: 'b'.repeat(40), ref: 'release' })).toMatchObject({
      sha: 'b'.repeat(40),
      ref: 'release',
    });
  });

  it('a re-run, which deploys anew, is a gate of its own', () => {
    expect(read({ deployment: { id: 89 } }).externalId).not.toBe(
      read().externalId,
    );
  });

  it('is read without a deployment', () => {
    expect(read({ deployment: null })).toMatchObject({
      externalId: '4711//production/policy',
      observedAt: now.toISOString(),
    });
  });

  it.each([
    'https://evil.example/repos/acme/shop/actions/runs/1/deployment_protection_rule',
    'https://api.github.com.evil.example/actions/runs/1/deployment_protection_rule',
    'https://api.github.com@evil.example/actions/runs/1/deployment_protection_rule',
    'https://api.github.com/repos/acme/shop/actions/runs/1',
    'x',
  ])('an answer is never sent to %s', url => {
    expect(outcome({ deployment_callback_url: url })).toMatchObject({
      outcome: 'rejected',
      path: '/deployment_callback_url',
    });
  });

  it('an Enterprise server answers on its own host', () => {
    const html_url = 'https://git.acme.dev/acme/shop';
    expect(
      read({
        repository: { ...repository, html_url },
        deployment_callback_url:
          'https://git.acme.dev/api/v3/repos/acme/shop/actions/runs/9/deployment_protection_rule',
      }),
    ).toMatchObject({ instance: 'git.acme.dev', runExternalId: '9' });
  });

  it('other actions are passed by, a missing environment is refused', () => {
    expect(outcome({ action: 'done' })).toMatchObject({ outcome: 'ignored' });
    expect(outcome({ environment: undefined })).toMatchObject({
      outcome: 'rejected',
      path: '/environment',
    });
  });
});
