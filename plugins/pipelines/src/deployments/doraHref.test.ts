import { doraHref } from './doraHref';

const deployment = {
  instance: 'git.example',
  externalId: '42',
  entityRef: 'component:default/shop',
  environment: { name: 'live', tier: 'production' as const, url: null },
  finishedAt: '2026-09-16T10:00:00.000Z',
};

describe('the way from a deployment to how it counts', () => {
  it('names the one sample and the days around it', () => {
    const url = new URL(doraHref(deployment) ?? '', 'http://portal.example');
    expect(url.pathname).toBe('/dora');
    expect(Object.fromEntries(url.searchParams)).toMatchObject({
      scope: 'component:default/shop',
      sample: 'git.example/42',
      'samples.from': '2026-09-15T10:00:00.000Z',
      'samples.to': '2026-09-17T10:00:00.000Z',
    });
  });

  it.each([
    { ...deployment, entityRef: null },
    { ...deployment, finishedAt: null },
    {
      ...deployment,
      environment: { name: 'test', tier: 'staging' as const, url: null },
    },
  ])('is none where nothing counts', other => {
    expect(doraHref(other)).toBeUndefined();
  });
});
