/** A deployment that the end of the history is sure to show. */
export interface DeployScene {
  repository: string;
  /** When it begins, counted back from the end. */
  minutesAgo: number;
  /** Production is approved then; negative: before the end. */
  approvedInMinutes?: number;
  /** The portal is asked as well, by a deployment protection rule. */
  asksPortal?: boolean;
  /** This job fails. */
  failing?: string;
  /** Nobody has rolled it back yet. */
  leftFailing?: boolean;
  /** The canary of its last region stops at an analysis that could not tell. */
  inconclusive?: boolean;
}

/**
 * How deployments stand when the history ends: two wait for an approval and one
 * for a manual job, a canary is paused and another was given up by its analysis,
 * one has failed in production and was rolled back, another has failed and was not.
 */
export const deployScenes: DeployScene[] = [
  { repository: 'checkout', minutesAgo: 195, approvedInMinutes: 24 },
  {
    repository: 'identity',
    minutesAgo: 47,
    approvedInMinutes: 38,
    asksPortal: true,
  },
  {
    repository: 'cart',
    minutesAgo: 1810,
    approvedInMinutes: -1798,
    failing: 'deploy production eu',
  },
  // Its other region is left out: see below.
  { repository: 'ledger', minutesAgo: 1560, approvedInMinutes: -1541 },
  { repository: 'feature-store', minutesAgo: 38, approvedInMinutes: 61 },
  {
    repository: 'cart',
    minutesAgo: 88,
    approvedInMinutes: -80,
    inconclusive: true,
  },
  {
    repository: 'storefront-web',
    minutesAgo: 340,
    approvedInMinutes: -330,
    failing: 'deploy production us',
  },
  {
    repository: 'fraud-model',
    minutesAgo: 52,
    failing: 'deploy production eu',
    approvedInMinutes: -44,
    leftFailing: true,
  },
];

/** A region that has been left out for some days: it falls behind the others. */
export const laggingRegion = { repository: 'ledger', region: 'us', days: 12 };
