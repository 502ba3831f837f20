import { decideLicence } from '@quarterdeck/plugin-security-common';
import { loadPolicies } from '../../database/gate/policyRows';
import { effectivePolicy } from '../gate/effectivePolicy';
import { Reader } from '../reader';

const noLists = { allow: [], deny: [], review: [] };

/** What the policy of an entity says of declared licences. */
export async function licenceJudge(
  reader: Reader,
  entityRef: string | undefined,
) {
  const policies = await loadPolicies(reader.knex);
  const { policy } = entityRef
    ? effectivePolicy(reader, policies, entityRef, undefined)
    : {
        policy: policies.find(({ scope }) => scope === 'all')?.policy,
      };
  const lists = policy?.licences ?? noLists;
  const known = new Map<string, ReturnType<typeof decideLicence>>();
  return (licences: readonly string[]) => {
    const key = JSON.stringify(licences);
    const decided = known.get(key) ?? decideLicence(licences, lists);
    known.set(key, decided);
    return decided;
  };
}
