import { environmentTier } from './environmentTier';

describe('tier of an environment', () => {
  it.each([
    ['production', 'production'],
    ['Production', 'production'],
    ['prod-eu-1', 'production'],
    ['prod2', 'production'],
    ['payments / prod', 'production'],
    ['live', 'production'],
    ['staging', 'staging'],
    ['stage', 'staging'],
    ['pre-prod', 'staging'],
    ['preproduction', 'staging'],
    ['Pre Production', 'staging'],
    ['uat', 'staging'],
    ['TST', 'testing'],
    ['qa3', 'testing'],
    ['prod-test', 'testing'],
    ['dev', 'development'],
    ['dev-anna', 'development'],
    ['preview/pr-12', 'development'],
    ['review-app', 'development'],
    ['non-prod', 'other'],
    ['nonproduction', 'other'],
    ['reproduction', 'other'],
    ['product-catalogue', 'other'],
    ['olive', 'other'],
    ['github-pages', 'other'],
    ['eu-west-1', 'other'],
    ['', 'other'],
  ])('%j is %s by its name', (name, tier) => {
    expect(environmentTier({ name })).toBe(tier);
  });

  it('is production when the provider says so, whatever the name', () => {
    expect(environmentTier({ name: 'eu-west-1', production: true })).toBe(
      'production',
    );
  });

  it('is development when transient, unless for tests', () => {
    expect(environmentTier({ name: 'pr-12', transient: true })).toBe(
      'development',
    );
    expect(environmentTier({ name: 'prod-copy', transient: true })).toBe(
      'development',
    );
    expect(environmentTier({ name: 'e2e-12', transient: true })).toBe(
      'testing',
    );
  });

  it('does not take "not marked as production" for an answer', () => {
    expect(environmentTier({ name: 'prod', production: false })).toBe(
      'production',
    );
  });
});
