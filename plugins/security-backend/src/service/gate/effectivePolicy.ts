import {
  GatePolicy,
  gatePolicySchema,
  PolicyScope,
  policyScopes,
} from '@quarterdeck/plugin-security-common';
import { PolicyRow } from '../../database/gate/policyRows';
import { Reader } from '../reader';

/** The policy that counts, and where it is from. */
export interface EffectivePolicy {
  from: PolicyScope | 'default';
  stored: PolicyRow | null;
  policy: GatePolicy;
}

/** The policy that counts: the narrowest that names the environment, else every environment. */
export function effectivePolicy(
  { index }: Pick<Reader, 'index'>,
  policies: readonly PolicyRow[],
  entityRef: string,
  environment: string | undefined,
): EffectivePolicy {
  const entity = index.get(entityRef);
  const refOf: Record<PolicyScope, string | null | undefined> = {
    entity: entityRef,
    system: entity?.system,
    group: entity?.owner,
    domain: entity?.domain,
    all: null,
  };
  for (const scope of policyScopes) {
    const own = policies.filter(
      row =>
        row.scope === scope &&
        row.scope_ref === refOf[scope] &&
        (row.environments.length === 0 ||
          (environment !== undefined &&
            row.environments.includes(environment))),
    );
    const found =
      own.find(({ environments }) => environments.length > 0) ?? own[0];
    if (found) return { from: scope, stored: found, policy: found.policy };
  }
  return { from: 'default', stored: null, policy: gatePolicySchema.parse({}) };
}
