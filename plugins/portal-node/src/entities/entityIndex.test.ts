import { Entity } from '@backstage/catalog-model';
import { createStaticEntityIndex } from './entityIndex';

const entity = (
  kind: string,
  name: string,
  spec: Record<string, string> = {},
  annotations: Record<string, string> = {},
  relations: Entity['relations'] = [],
): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind,
  metadata: { name, annotations },
  spec,
  relations,
});

const index = createStaticEntityIndex([
  entity('Domain', 'commerce', { owner: 'shop' }),
  entity('System', 'money', { owner: 'shop', domain: 'commerce' }),
  entity('Group', 'shop'),
  entity('Group', 'payments', { parent: 'shop' }),
  entity('User', 'Mei', {}, {}, [
    { type: 'memberOf', targetRef: 'group:default/payments' },
  ]),
  entity(
    'Component',
    'ledger',
    { owner: 'payments', system: 'money' },
    { 'github.com/project-slug': 'Quay/Ledger' },
  ),
  entity('Component', 'cart', { owner: 'shop' }, { shared: 'x' }),
  entity('API', 'ledger-api', { owner: 'payments' }, { shared: 'x' }),
  entity('Component', 'old', { owner: 'shop' }, { twice: 'x' }),
  entity('Component', 'older', { owner: 'shop' }, { twice: 'x' }),
]);

describe('EntityIndex', () => {
  it('finds by annotation whatever the case', () => {
    expect(index.byAnnotation('github.com/project-slug', 'quay/ledger')).toBe(
      'component:default/ledger',
    );
  });

  it('prefers the component, and guesses not between two', () => {
    expect(index.byAnnotation('shared', 'x')).toBe('component:default/cart');
    expect(index.byAnnotation('twice', 'x')).toBeUndefined();
    expect(index.byAnnotation('twice', 'y')).toBeUndefined();
  });

  it.each([
    ['component:default/ledger', ['component:default/ledger']],
    [
      'system:default/money',
      ['component:default/ledger', 'system:default/money'],
    ],
    [
      'domain:default/commerce',
      [
        'component:default/ledger',
        'domain:default/commerce',
        'system:default/money',
      ],
    ],
    [
      'group:default/payments',
      ['api:default/ledger-api', 'component:default/ledger'],
    ],
    [
      'user:default/mei',
      ['api:default/ledger-api', 'component:default/ledger'],
    ],
    ['group:default/unknown', []],
  ])('knows what lies in %s', (scope, expected) => {
    expect(index.inScope(scope).sort()).toEqual(expected);
  });

  it('counts subgroups into a group', () => {
    expect(index.inScope('group:default/shop')).toEqual(
      expect.arrayContaining([
        'component:default/cart',
        'component:default/ledger',
      ]),
    );
    expect(index.ownedBy(['group:default/shop'])).not.toContain(
      'component:default/ledger',
    );
  });

  it('takes the domain from the system', () => {
    expect(index.get('Component:default/Ledger')).toMatchObject({
      owner: 'group:default/payments',
      system: 'system:default/money',
      domain: 'domain:default/commerce',
    });
  });
});
