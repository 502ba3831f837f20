import { EnvironmentPlace, compareEnvironments } from './environmentOrder';
import { freezeHolds, FreezePlace, FreezeReach } from './freezeRules';

const at = (minute: number) => new Date(Date.UTC(2026, 0, 1, 12, minute));
const freeze: FreezeReach = {
  scope: 'all',
  scopeRef: null,
  environments: [],
  tiers: [],
  from: at(0),
  to: at(30),
};
const place: FreezePlace = {
  entityRef: 'component:default/shop',
  environment: 'prod',
};
const inScope = (ref: string) =>
  ref === 'system:default/checkout' ? ['component:default/shop'] : [];

describe('freezeHolds', () => {
  it.each<[string, Partial<FreezeReach>, Partial<FreezePlace>, boolean]>([
    ['everything', {}, {}, true],
    ['production by its usual name', { tiers: ['production'] }, {}, true],
    ['another tier', { tiers: ['staging'] }, {}, false],
    [
      'the tier the source says before the name',
      { tiers: ['production'] },
      { environment: 'blue', tier: 'production' },
      true,
    ],
    ['a named environment', { environments: ['production'] }, {}, true],
    [
      'a name and a tier that do not meet',
      { environments: ['production'], tiers: ['staging'] },
      {},
      false,
    ],
    [
      'the service itself',
      { scope: 'entity', scopeRef: 'component:default/shop' },
      {},
      true,
    ],
    [
      'its system',
      { scope: 'system', scopeRef: 'system:default/checkout' },
      {},
      true,
    ],
    [
      'another domain',
      { scope: 'domain', scopeRef: 'domain:default/find' },
      {},
      false,
    ],
    [
      'unclaimed deployments only with "all"',
      { scope: 'system', scopeRef: 'system:default/checkout' },
      { entityRef: null },
      false,
    ],
  ])('%s', (_name, reach, where, holds) => {
    expect(
      freezeHolds(
        { ...freeze, ...reach },
        { ...place, ...where },
        at(5),
        inScope,
      ),
    ).toBe(holds);
  });

  it('is half open in time', () => {
    const held = [at(-1), at(0), at(29), at(30)].map(time =>
      freezeHolds(freeze, place, time, inScope),
    );
    expect(held).toEqual([false, true, true, false]);
  });
});

describe('compareEnvironments', () => {
  it('is promotion order: tier, name, region', () => {
    const places: EnvironmentPlace[] = [
      { tier: 'production', environment: 'production', region: 'us' },
      { tier: 'production', environment: 'production', region: 'eu' },
      { tier: 'staging', environment: 'stage', region: null },
      { tier: 'other', environment: 'preview-7', region: null },
      { tier: 'testing', environment: 'qa', region: null },
    ];
    expect(
      places
        .sort(compareEnvironments)
        .map(item => item.region ?? item.environment),
    ).toEqual(['preview-7', 'qa', 'stage', 'eu', 'us']);
  });
});
