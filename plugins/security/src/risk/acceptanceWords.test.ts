import { Acceptance } from '@quarterdeck/plugin-security-common';
import { coveredText } from './acceptanceWords';

const text = (title: string, scope: Acceptance['scope']) =>
  coveredText({ title, scope });

describe('what an acceptance covers, beside its title', () => {
  it('names rule and vulnerability once', () => {
    const scope = {
      of: 'rule' as const,
      rule: 'sample.weak-hash',
      entities: ['component:default/cart', 'component:default/shop'],
      path: 'src/',
    };
    expect(text('Rule sample.weak-hash', scope)).toBe(
      'in cart, shop, below src/',
    );
    expect(text('A weak hash is used', scope)).toBe(
      'rule sample.weak-hash in cart, shop, below src/',
    );
    const cve = {
      of: 'vulnerability' as const,
      vulnerability: 'CVE-2026-0001',
      entities: [],
    };
    expect(text('CVE-2026-0001', cve)).toBe('in every service');
    expect(text('It hangs', cve)).toBe('CVE-2026-0001 in every service');
  });
});
