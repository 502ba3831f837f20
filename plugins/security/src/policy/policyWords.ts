import { PolicyScope, StoredPolicy } from '@quarterdeck/plugin-security-common';
import { entityName } from '../components/findingWords';

/** For whom a policy holds. */
export const scopeWords: Record<PolicyScope, string> = {
  all: 'Everything',
  domain: 'A domain',
  system: 'A system',
  group: 'What a group owns',
  entity: 'One service',
};

/** `Everything`, `payments-api`, `group payments-team`. */
export function holdsFor({
  scope,
  scopeRef,
}: Pick<StoredPolicy, 'scope' | 'scopeRef'>): string {
  if (scope === 'all' || !scopeRef) return scopeWords.all;
  const name = entityName(scopeRef);
  return scope === 'entity' ? name : `${scope} ${name}`;
}

/** The page of a policy. */
export const policyHref = (id: string): string =>
  `/security/gate/policies/${encodeURIComponent(id)}`;
