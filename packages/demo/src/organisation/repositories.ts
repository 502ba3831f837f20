import { people, Person } from './people';
import { deployProduction } from './deployWorkflows';
import { Builder } from './builders';
import {
  libraryCi,
  modelCi,
  nightly,
  paymentsCi,
  release,
  serviceCi,
  systemsCi,
  trainAndRegister,
  websiteCi,
  WorkflowTemplate,
} from './workflows';

/** A workflow that the clock starts. */
export interface Schedule {
  workflow: WorkflowTemplate;
  hourUtc: number;
  /** 0 is Sunday; every day when left out. */
  weekday?: number;
}

/** A repository of the demo organisation. */
export interface DemoRepository {
  name: string;
  description: string;
  language: string;
  /** Who works on it; the first one leads and approves. */
  team: [lead: Person, ...others: Person[]];
  pullsPerWorkday: number;
  /** Where its pipelines run; GitHub Actions when left out. */
  builder?: Builder;
  ci: WorkflowTemplate;
  schedules: Schedule[];
  release?: WorkflowTemplate;
  deploy?: WorkflowTemplate;
  releasesPerWeek: number;
  /** The version the history starts from. */
  version: [major: number, minor: number, patch: number];
  /** What changes are about. */
  topics: string[];
}

const { mei, ravi, anouk, lena, sam, tomas, yuki, ines, kwame } = people;
const { noor, priya, jonas, elif, amara, bram, zofia } = people;
const both = deployProduction({ regions: ['eu', 'us'] });
const model = deployProduction({ regions: ['eu'], withoutDev: true });

const quiet = { schedules: [], releasesPerWeek: 0 };

/** All repositories; every one but `warehouse-sync` is named by a component of the catalog. */
export const repositories: DemoRepository[] = [
  {
    name: 'payments-api',
    description: 'Takes and refunds and settles card and wallet payments',
    language: 'Go',
    team: [mei, ravi, anouk, lena],
    pullsPerWorkday: 1.9,
    ci: paymentsCi(),
    schedules: [],
    release: release(),
    deploy: both,
    releasesPerWeek: 3.5,
    version: [5, 14, 0],
    topics: [
      'refund states',
      'card tokens',
      'settlement file',
      'ledger pool',
      'wallet checks',
      'idempotency keys',
    ],
  },
  {
    name: 'checkout',
    description: 'Turns a cart into a paid order',
    language: 'TypeScript',
    team: [mei, anouk, lena],
    pullsPerWorkday: 1.6,
    ci: serviceCi('CI', 100),
    schedules: [],
    release: release(),
    deploy: both,
    releasesPerWeek: 3,
    version: [4, 9, 0],
    topics: [
      'split tender',
      'address form',
      'tax lines',
      'order states',
      'voucher rules',
    ],
  },
  {
    name: 'ledger',
    description: 'Double-entry book of all money',
    language: 'Kotlin',
    team: [mei, ravi, lena],
    pullsPerWorkday: 1.1,
    builder: 'jenkins',
    ci: serviceCi('CI', 110),
    schedules: [
      {
        workflow: nightly(
          'Nightly reconciliation',
          'reconcile',
          'linux-large',
          900,
          0.03,
        ),
        hourUtc: 1,
      },
    ],
    release: release(),
    deploy: deployProduction({
      regions: ['eu', 'us'],
      by: 'argocd',
      verb: 'sync',
      regionsInside: true,
    }),
    releasesPerWeek: 2,
    version: [2, 35, 0],
    topics: [
      'booking legs',
      'month end',
      'balance cache',
      'transfer ids',
      'currency rounding',
    ],
  },
  {
    name: 'notifications',
    description: 'E-mail and push messages to customers',
    language: 'TypeScript',
    team: [anouk, ravi, ines],
    pullsPerWorkday: 1,
    builder: 'tekton',
    ci: serviceCi('CI', 70),
    schedules: [],
    release: release(),
    deploy: deployProduction({
      regions: ['eu'],
      by: 'cdevents',
      verb: 'hand over',
      ungated: true,
    }),
    releasesPerWeek: 1.5,
    version: [1, 24, 0],
    topics: [
      'e-mail templates',
      'push tokens',
      'retry queue',
      'unsubscribe links',
    ],
  },
  {
    name: 'payments-sdk',
    description: 'Client library of the payments API',
    language: 'TypeScript',
    team: [ravi, lena],
    pullsPerWorkday: 0.5,
    ci: libraryCi(),
    ...quiet,
    release: release(),
    releasesPerWeek: 0.5,
    version: [3, 2, 0],
    topics: ['error types', 'retry hook', 'typed amounts'],
  },
  {
    name: 'cart',
    description: 'What a customer is about to buy',
    language: 'TypeScript',
    team: [sam, tomas, yuki],
    pullsPerWorkday: 1.2,
    ci: serviceCi('CI', 95),
    schedules: [],
    release: release(),
    deploy: deployProduction({
      regions: ['eu', 'us'],
      production: 'argorollouts',
    }),
    releasesPerWeek: 2,
    version: [2, 4, 0],
    topics: ['session store', 'guest carts', 'stock holds', 'price snapshots'],
  },
  {
    name: 'storefront-web',
    description: 'The shop in the browser',
    language: 'TypeScript',
    team: [sam, tomas, yuki],
    pullsPerWorkday: 2.4,
    ci: websiteCi(),
    schedules: [
      {
        workflow: nightly(
          'Nightly browser matrix',
          'browser matrix',
          'linux-large',
          1500,
          0.09,
        ),
        hourUtc: 2,
      },
    ],
    release: release(),
    deploy: both,
    releasesPerWeek: 4,
    version: [2026, 30, 0],
    topics: [
      'carousel',
      'product page',
      'search box',
      'image loading',
      'consent banner',
      'basket drawer',
    ],
  },
  {
    name: 'quay-ui',
    description: 'Shared interface pieces',
    language: 'TypeScript',
    team: [yuki, sam, tomas],
    pullsPerWorkday: 0.8,
    ci: libraryCi(),
    ...quiet,
    release: release(),
    releasesPerWeek: 1.2,
    version: [7, 1, 0],
    topics: ['date field', 'colour tokens', 'dialog focus', 'table density'],
  },
  {
    name: 'search-indexer',
    description: 'Builds and serves the search index',
    language: 'Java',
    team: [ines, kwame],
    pullsPerWorkday: 1.1,
    ci: serviceCi('Build and test', 115),
    schedules: [
      {
        workflow: nightly(
          'Nightly reindex',
          'reindex',
          'linux-large',
          1800,
          0.04,
        ),
        hourUtc: 3,
      },
    ],
    release: release(),
    deploy: deployProduction({
      regions: ['eu'],
      production: 'flagger',
    }),
    releasesPerWeek: 1.5,
    version: [8, 0, 0],
    topics: ['tokenizer', 'synonyms', 'shard layout', 'stop words', 'spelling'],
  },
  {
    name: 'product-catalogue',
    description: 'Products with prices and pictures',
    language: 'Kotlin',
    team: [ines, kwame, noor],
    pullsPerWorkday: 1,
    builder: 'circleci',
    ci: serviceCi('CI', 105),
    schedules: [],
    release: release(),
    deploy: deployProduction({
      regions: ['eu'],
      ungated: true,
      verb: 'hand over',
    }),
    releasesPerWeek: 1.5,
    version: [6, 12, 0],
    topics: ['price lists', 'picture sizes', 'supplier feed', 'variants'],
  },
  {
    name: 'warehouse-sync',
    description: 'Reads stock levels from the warehouses',
    language: 'Python',
    team: [noor, kwame],
    pullsPerWorkday: 0.6,
    ci: modelCi(),
    ...quiet,
    version: [0, 8, 0],
    topics: ['stock levels', 'pallet scans', 'carrier codes'],
  },
  {
    name: 'fraud-model',
    description: 'Training and serving of the fraud score',
    language: 'Python',
    team: [priya, jonas],
    pullsPerWorkday: 0.7,
    ci: modelCi(),
    schedules: [{ workflow: trainAndRegister(700), hourUtc: 4 }],
    deploy: model,
    releasesPerWeek: 0.5,
    version: [0, 11, 0],
    topics: [
      'merchant age feature',
      'class weights',
      'score calibration',
      'country slices',
    ],
  },
  {
    name: 'feature-store',
    description: 'Features of customers and merchants for models',
    language: 'Python',
    team: [priya, jonas, amara],
    pullsPerWorkday: 0.8,
    builder: 'gitlab',
    ci: serviceCi('CI', 80),
    schedules: [],
    release: release(),
    deploy: deployProduction({ regions: ['eu'] }),
    releasesPerWeek: 1,
    version: [1, 6, 0],
    topics: ['backfill', 'late events', 'feature views', 'point-in-time joins'],
  },
  {
    name: 'ranker-model',
    description: 'Training and serving of the product ranking',
    language: 'Python',
    team: [elif, amara],
    pullsPerWorkday: 0.7,
    ci: modelCi(),
    schedules: [
      {
        workflow: nightly('Nightly evaluation', 'evaluate', 'gpu', 600, 0.06),
        hourUtc: 5,
      },
      { workflow: trainAndRegister(2400), hourUtc: 6, weekday: 1 },
    ],
    deploy: model,
    releasesPerWeek: 0.4,
    version: [0, 29, 0],
    topics: [
      'click features',
      'embedding size',
      'negative sampling',
      'evaluation set',
    ],
  },
  {
    name: 'identity',
    description: 'Sign-in of customers and staff',
    language: 'Go',
    team: [bram, zofia],
    pullsPerWorkday: 0.8,
    ci: serviceCi('CI', 75),
    schedules: [],
    release: release(),
    deploy: both,
    releasesPerWeek: 1.2,
    version: [3, 18, 0],
    topics: ['session length', 'passkeys', 'token rotation', 'audit fields'],
  },
  {
    name: 'deploy-tools',
    description: 'Actions and scripts that all pipelines share',
    language: 'TypeScript',
    team: [bram, zofia],
    pullsPerWorkday: 0.6,
    builder: 'buildkite',
    ci: systemsCi(),
    ...quiet,
    release: release(),
    releasesPerWeek: 0.5,
    version: [1, 9, 0],
    topics: ['cache keys', 'runner labels', 'image signing'],
  },
];
