import { Entity } from '@backstage/catalog-model';
import { entityName, relatedTo, specText } from './entityText';

const entity: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'payments-api' },
  spec: { type: 'service', profile: { displayName: 'Payments' } },
  relations: [
    { type: 'dependsOn', targetRef: 'component:default/ledger' },
    { type: 'consumesApi', targetRef: 'api:default/ledger' },
    { type: 'dependsOn', targetRef: 'component:default/ledger' },
  ],
};

describe('entityText', () => {
  it('prefers the name people know', () => {
    expect(entityName(entity)).toBe('Payments');
    expect(entityName({ ...entity, spec: {} })).toBe('payments-api');
  });

  it('names each related thing once', () => {
    expect(relatedTo(entity, 'dependsOn', 'consumesApi')).toEqual([
      'component:default/ledger',
      'api:default/ledger',
    ]);
  });

  it('reads only texts of the spec', () => {
    expect(specText(entity, 'type')).toBe('service');
    expect(specText(entity, 'profile')).toBeUndefined();
  });
});
