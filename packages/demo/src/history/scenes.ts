import { people, Person } from '../organisation/people';

/**
 * How the history ends, so that the pages have something of every kind to show:
 * three red default branches, a flaky run, a cancelled one, some that run, wait
 * and queue. Times count back from the end.
 */
export interface Scene {
  repository: string;
  on: 'main' | 'branch';
  title: string;
  author: Person;
  branch?: string;
  minutesAgo: number;
  openedBeforeMinutes: number;
  failing?: string;
  flaky?: string;
  passes?: boolean;
  attempts?: number;
  rerunAfterMinutes?: number;
  cancelledAfterSeconds?: number;
  queueSeconds?: number;
}

/** A clock-started run that is still on its way. */
export interface OpenSchedule {
  repository: string;
  workflow: string;
  minutesAgo: number;
  queueSeconds?: number;
}

const { mei, ravi, anouk, sam, tomas, ines, yuki, bram, amara } = people;

const main = { on: 'main', openedBeforeMinutes: 22 * 60 } as const;
const onBranch = { on: 'branch', openedBeforeMinutes: 0 } as const;

export const scenes: Scene[] = [
  {
    ...main,
    repository: 'payments-api',
    title: 'move ledger pool to pgbouncer',
    author: ravi,
    minutesAgo: 146,
    failing: 'integration 2/3',
    attempts: 2,
    rerunAfterMinutes: 3,
  },
  {
    ...main,
    repository: 'payments-api',
    title: 'raise ledger-db readiness wait to 90 s',
    author: ravi,
    openedBeforeMinutes: 90,
    minutesAgo: 4.4,
    passes: true,
  },
  {
    ...main,
    repository: 'search-indexer',
    title: 'fold diacritics in Nordic tokens',
    author: ines,
    minutesAgo: 64,
    failing: 'unit tests',
    attempts: 2,
    rerunAfterMinutes: 4,
  },
  {
    ...main,
    repository: 'storefront-web',
    title: 'add recommendations carousel',
    author: sam,
    minutesAgo: 21,
    failing: 'lighthouse budget',
    attempts: 1,
  },
  {
    ...main,
    repository: 'cart',
    title: 'bump session store client',
    author: tomas,
    minutesAgo: 80,
    flaky: 'integration tests',
    rerunAfterMinutes: 2,
  },
  {
    ...main,
    repository: 'notifications',
    title: 'retry e-mail provider on 429',
    author: ines,
    minutesAgo: 131,
    passes: true,
  },
  {
    ...onBranch,
    repository: 'payments-api',
    title: 'OpenTelemetry 1.9',
    author: mei,
    branch: 'chore/otel-1.9',
    minutesAgo: 138,
    passes: true,
  },
  {
    ...onBranch,
    repository: 'checkout',
    title: 'split tender: rounding per line',
    author: anouk,
    branch: 'feat/split-tender',
    minutesAgo: 66,
    passes: true,
  },
  {
    ...onBranch,
    repository: 'storefront-web',
    title: 'defer carousel hydration',
    author: sam,
    branch: 'fix/hydration',
    minutesAgo: 124,
    cancelledAfterSeconds: 96,
  },
  {
    ...onBranch,
    repository: 'quay-ui',
    title: 'focus ring of the date field',
    author: yuki,
    branch: 'fix/date-focus',
    minutesAgo: 2.4,
    passes: true,
  },
  {
    ...onBranch,
    repository: 'identity',
    title: 'passkeys for staff',
    author: bram,
    branch: 'feat/staff-passkeys',
    minutesAgo: 2.2,
    queueSeconds: 420,
    passes: true,
  },
  {
    ...onBranch,
    repository: 'ranker-model',
    title: 'smaller embeddings',
    author: amara,
    branch: 'feat/small-embeddings',
    minutesAgo: 3.2,
    passes: true,
  },
];

/** Nothing else reaches these default branches while a scene is on. */
export const quietMinutes = 240;

export const openSchedules: OpenSchedule[] = [
  {
    repository: 'ranker-model',
    workflow: 'Nightly evaluation',
    minutesAgo: 3,
    queueSeconds: 560,
  },
  {
    repository: 'fraud-model',
    workflow: 'Train and register',
    minutesAgo: 11,
  },
];
