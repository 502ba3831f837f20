import { EnvironmentTier, environmentTiers } from './environmentOrder';
import { canonicalEnvironment, sameEnvironment } from './policy/environments';

/** Where a freeze holds. */
export interface FreezeReach {
  scope: 'entity' | 'system' | 'domain' | 'all';
  scopeRef: string | null;
  environments: readonly string[];
  tiers: readonly EnvironmentTier[];
  from: Date;
  to: Date;
}

/** A place that may be frozen. */
export interface FreezePlace {
  entityRef: string | null;
  environment: string;
  /** Left out: told from the name. */
  tier?: EnvironmentTier;
}

/** The tier a name alone tells; a name no rule knows is `other`. */
export function tierOfName(environment: string): EnvironmentTier {
  const name = canonicalEnvironment(environment);
  return environmentTiers.find(tier => tier === name) ?? 'other';
}

/**
 * Whether a freeze holds for a place at a time: its range is half open. A freeze
 * that names environments and tiers holds for both.
 *
 * @param inScope - refs of what lies in the freeze's system or domain
 */
export function freezeHolds(
  freeze: FreezeReach,
  place: FreezePlace,
  at: Date,
  inScope: (scopeRef: string) => readonly string[],
): boolean {
  if (at < freeze.from || at >= freeze.to) return false;
  if (freeze.scope !== 'all') {
    const { scopeRef } = freeze;
    if (scopeRef === null || place.entityRef === null) return false;
    const reached =
      scopeRef === place.entityRef ||
      (freeze.scope !== 'entity' &&
        inScope(scopeRef).includes(place.entityRef));
    if (!reached) return false;
  }
  const { environments, tiers } = freeze;
  const tier = place.tier ?? tierOfName(place.environment);
  return (
    (tiers.length === 0 || tiers.includes(tier)) &&
    (environments.length === 0 ||
      environments.some(name => sameEnvironment(name, place.environment)))
  );
}
