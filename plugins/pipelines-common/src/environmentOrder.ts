/** Tiers of environments; one that no rule knows is `other`, never production. */
export const environmentTiers = [
  'production',
  'staging',
  'testing',
  'development',
  'other',
] as const;

/** @see environmentTiers */
export type EnvironmentTier = (typeof environmentTiers)[number];

const promotionOrder: Record<EnvironmentTier, number> = {
  other: 0,
  development: 1,
  testing: 2,
  staging: 3,
  production: 4,
};

/** How far along promotion a tier is: production is the highest. */
export function tierOrder(tier: EnvironmentTier): number {
  return promotionOrder[tier];
}

/** Where something runs. */
export interface EnvironmentPlace {
  tier: EnvironmentTier;
  environment: string;
  region: string | null;
}

const byText = (a: string, b: string) => {
  if (a === b) return 0;
  return a < b ? -1 : 1;
};

/** Promotion order: by tier, then by name, then by region. */
export function compareEnvironments(
  a: EnvironmentPlace,
  b: EnvironmentPlace,
): number {
  return (
    tierOrder(a.tier) - tierOrder(b.tier) ||
    byText(a.environment, b.environment) ||
    byText(a.region ?? '', b.region ?? '')
  );
}
