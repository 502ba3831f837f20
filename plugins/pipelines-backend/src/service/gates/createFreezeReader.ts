import {
  canonicalEnvironment,
  sameEnvironment,
} from '@quarterdeck/plugin-pipelines-common';
import { EntityIndex } from '@quarterdeck/plugin-portal-node';
import { loadFreezesAt } from '../../database/gates/freezeWindows';
import { FreezeReader } from './gateDeps';

const tiers = ['production', 'staging', 'testing', 'development'];

/** The tier of an environment by its name; unknown names are `other`. */
function tierOf(environment: string): string {
  const canonical = canonicalEnvironment(environment);
  return tiers.includes(canonical) ? canonical : 'other';
}

/** Freezes from the table people write them into. */
export function createFreezeReader(
  index: Pick<EntityIndex, 'get'>,
): FreezeReader {
  return {
    async active(knex, { entityRef, environment, at }) {
      const entity = index.get(entityRef);
      const within: Record<string, string | undefined> = {
        entity: entityRef,
        system: entity?.system,
        domain: entity?.domain,
      };
      const freezes = await loadFreezesAt(knex, at);
      return freezes
        .filter(
          freeze =>
            (freeze.scope === 'all' ||
              (within[freeze.scope] !== undefined &&
                freeze.scope_ref?.toLocaleLowerCase('en-US') ===
                  within[freeze.scope])) &&
            (freeze.environments.length === 0 ||
              freeze.environments.some(name =>
                sameEnvironment(name, environment),
              )) &&
            (freeze.tiers.length === 0 ||
              freeze.tiers.includes(tierOf(environment))),
        )
        .map(freeze => ({
          reason: freeze.reason,
          until: freeze.to_at.toISOString(),
        }));
    },
  };
}
