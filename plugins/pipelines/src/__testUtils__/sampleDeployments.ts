import {
  DeploymentSummary,
  EnvironmentColumn,
  Freeze,
  MatrixCell,
  MatrixRow,
} from '@quarterdeck/plugin-pipelines-common';
import {
  DeploymentPageAnswer,
  MatrixAnswer,
  TilesAnswer,
  TimelineAnswer,
} from '../api/deploymentQueries';
import { ago, sampleCommit, sampleMeta } from './samplePipelines';

const shop = 'component:default/payments-api';

/** A column of the matrix. */
export const sampleColumn = (
  environment: string,
  tier: EnvironmentColumn['tier'],
  region: string | null = null,
): EnvironmentColumn => ({
  key: `${tier}/${environment}/${region}`,
  environment,
  tier,
  region,
  services: 3,
});

export const sampleColumns = [
  sampleColumn('staging', 'staging'),
  sampleColumn('production', 'production', 'eu'),
  sampleColumn('production', 'production', 'us'),
];

/** A healthy cell, unless said otherwise. */
export function sampleCell(
  column: EnvironmentColumn,
  label: string,
  more: Partial<MatrixCell> = {},
): MatrixCell {
  return {
    column: column.key,
    status: { key: 'healthy', state: 'success', word: 'Healthy' },
    live: {
      instance: 'github.com',
      externalId: `${column.environment}-${column.region}-${label}`,
      label,
      version: label,
      sha: null,
      kind: 'planned',
      verification: null,
      since: ago(180),
      ageSeconds: 180 * 60,
      url: null,
    },
    latest: null,
    behindHead: { commits: 0 },
    behindBefore: { commits: 0 },
    gate: null,
    regionsDiffer: false,
    frozen: null,
    ...more,
  };
}

/** A service of the matrix. */
export const sampleRow = (
  name: string,
  cells: MatrixCell[],
  more: Partial<MatrixRow> = {},
): MatrixRow => ({
  entityRef: `component:default/${name}`,
  visible: true,
  regionsDiffer: false,
  cells,
  ...more,
});

const [staging, eu, us] = sampleColumns;

/** Three services: one fails in production, one waits, one is not visible. */
export function sampleMatrix(more: Partial<MatrixAnswer> = {}): MatrixAnswer {
  return {
    columns: sampleColumns,
    columnsOmitted: 0,
    rows: [
      sampleRow('checkout', [
        sampleCell(staging, '4.18.0'),
        sampleCell(eu, '4.17.2', {
          status: { key: 'waiting', state: 'hold', word: 'Waiting' },
          behindHead: { commits: null, reason: 'no_pushes' },
          gate: {
            instance: 'github.com',
            project: 'acme/checkout',
            externalId: 'g1',
            kind: 'approval',
            askedAt: ago(180),
            waitSeconds: 10_800,
            label: '4.18.0',
          },
        }),
      ]),
      sampleRow(
        'payments-api',
        [
          sampleCell(staging, '5.22.0'),
          sampleCell(eu, '5.21.4', {
            status: { key: 'failing', state: 'error', word: 'Failing' },
            behindHead: { commits: 3 },
            regionsDiffer: true,
          }),
          sampleCell(us, '5.21.3', {
            behindHead: { commits: 6 },
            regionsDiffer: true,
          }),
        ],
        { regionsDiffer: true },
      ),
      sampleRow('ranker', [], { visible: false }),
    ],
    services: 2,
    hiddenServices: 1,
    nextCursor: null,
    meta: sampleMeta,
    ...more,
  };
}

export const sampleTiles: TilesAnswer = {
  services: 2,
  environments: 3,
  failingInProduction: {
    count: 1,
    worst: {
      entityRef: shop,
      environment: 'production',
      region: 'eu',
      label: '5.21.4',
      deployment: { instance: 'github.com', externalId: 'd1' },
    },
  },
  waiting: { count: 0, oldest: null },
  regionsDiffer: { count: 0, of: 0, oldestGapSeconds: null },
  mostBehind: null,
  today: { count: 11, usual: 9, days: [] },
  meta: sampleMeta,
};

/** A deployment that arrived, unless said otherwise. */
export function sampleDeployment(
  externalId: string,
  more: Partial<DeploymentSummary> = {},
): DeploymentSummary {
  return {
    instance: 'github.com',
    externalId,
    project: 'acme/payments-api',
    entityRef: shop,
    environment: { name: 'production', tier: 'production', url: null },
    state: 'succeeded',
    outcome: 'succeeded',
    status: { state: 'success', word: 'Succeeded' },
    rawState: 'success',
    ref: 'main',
    sha: 'c41fe02aa7b1',
    version: '5.21.4',
    task: null,
    description: null,
    actor: { login: 'rmenon', name: 'Ravi Menon', kind: 'person' },
    runExternalId: null,
    createdAt: ago(40),
    startedAt: ago(38),
    finishedAt: ago(28),
    observedAt: ago(28),
    url: `https://github.com/acme/payments-api/deployments/${externalId}`,
    provider: 'github',
    region: 'eu',
    service: null,
    label: '5.21.4',
    kind: 'planned',
    kindFrom: 'rule',
    strategy: 'canary',
    failure: null,
    reason: null,
    rollout: null,
    verification: null,
    live: true,
    baseline: null,
    previous: null,
    supersededBy: null,
    runAttempt: null,
    isLatestAttempt: true,
    durationSeconds: 600,
    listedAt: ago(28),
    ...more,
  };
}

/** A canary whose verification failed, with all that hangs on it. */
export function sampleDeploymentPage(
  more: Partial<DeploymentPageAnswer> = {},
): DeploymentPageAnswer {
  const deployment =
    more.deployment ??
    sampleDeployment('d1', {
      state: 'failed',
      outcome: 'failed',
      failure: 'analysis',
      verification: 'failed',
      reason: 'error share above 0.5 %',
      status: { state: 'error', word: 'Verification failed' },
    });
  const step = (
    ordinal: number,
    wantedWeight: number,
    actualWeight: number | null,
  ): DeploymentPageAnswer['rolloutSteps'][number] => ({
    ordinal,
    kind: 'set_weight',
    name: null,
    state: 'succeeded',
    status: { state: 'success', word: 'Done' },
    wantedWeight,
    actualWeight,
    analysis:
      ordinal === 2
        ? [
            {
              name: 'error share',
              phase: 'Failed',
              value: '4.8 %',
              message: 'needed at most 0.5 %',
            },
          ]
        : [],
    message: null,
    startedAt: ago(38 - ordinal * 2),
    finishedAt: ago(37 - ordinal * 2),
    observedAt: ago(30),
  });
  return {
    deployment,
    revisions: [
      { repo: 'acme/payments-api', sha: 'c41fe02aa7b1', previousSha: null },
    ],
    artifacts: [
      {
        name: 'payments-api',
        version: '5.21.4',
        digest: 'sha256:ab12',
        purl: null,
      },
    ],
    stepper: [
      {
        kind: 'built',
        label: 'Built',
        status: { state: 'success', word: 'Done' },
        at: ago(50),
        note: null,
        by: null,
      },
      {
        kind: 'verified',
        label: 'Verify',
        status: { state: 'error', word: 'Failed' },
        at: ago(28),
        note: 'error share above 0.5 %',
        by: null,
      },
    ],
    rolloutSteps: [step(1, 5, null), step(2, 25, 24)],
    commits: {
      items: [
        {
          ...sampleCommit('a9f310c', 'ledger client: keep sockets warm'),
          committedAt: ago(900),
          leadTimeSeconds: 50_520,
          isMerge: false,
        },
      ],
      count: { commits: 1 },
      compareUrl: null,
      medianLeadTimeSeconds: 50_520,
    },
    changes: [],
    gates: [],
    gateWaitSeconds: null,
    run: null,
    jobExternalId: null,
    attempts: [],
    previous: sampleDeployment('d0', { label: '5.21.3', live: false }),
    next: null,
    elsewhere: [],
    incidents: [{ ...sampleIncident(), relation: 'after' as const }],
    remediates: null,
    remediatedBy: [],
    history: [
      {
        state: 'failed',
        status: { state: 'error', word: 'Failed' },
        rawState: 'failure',
        at: ago(28),
        receipt: '0190f3a1-0000-7000-8000-000000000001',
      },
    ],
    links: [{ label: 'Deployment', url: 'https://github.com/acme/x' }],
    frozen: null,
    startedInFreeze: null,
    may: { rollBack: { allowed: true, reason: null, to: '5.21.3' } },
    meta: sampleMeta,
    ...more,
  };
}

/** A freeze of production that holds now. */
export const sampleFreeze = (more: Partial<Freeze> = {}): Freeze => ({
  id: '5b0e1c1e-93a5-4bd5-8a39-2f6d6d1c0001',
  scope: 'all',
  scopeRef: null,
  environments: [],
  tiers: ['production'],
  from: ago(60),
  to: new Date(Date.now() + 3600_000).toISOString(),
  reason: 'quarter end',
  createdBy: 'user:default/mei',
  createdAt: ago(90),
  updatedBy: null,
  updatedAt: null,
  active: true,
  ...more,
});

/** Two lanes of one service. */
/** An incident of the shop that is over. */
export function sampleIncident() {
  return {
    instance: 'pager.example',
    externalId: 'PX1',
    entityRef: shop,
    title: 'Card payments fail in eu',
    state: 'resolved' as const,
    severity: 'sev2' as const,
    environment: 'production',
    startedAt: ago(100),
    endedAt: ago(60),
    url: 'https://pager.example/incidents/PX1',
  };
}

/** Two lanes, a freeze and an incident. */
export function sampleTimeline(): TimelineAnswer {
  const lane = (environment: string, externalId: string) => ({
    key: environment,
    entityRef: shop,
    environment,
    tier:
      environment === 'staging'
        ? ('staging' as const)
        : ('production' as const),
    region: null,
    deployments: [
      {
        instance: 'github.com',
        externalId,
        label: `5.21.${externalId}`,
        kind: 'planned' as const,
        state: 'succeeded' as const,
        outcome: 'succeeded' as const,
        status: { state: 'success' as const, word: 'Succeeded' },
        live: true,
        verification: null,
        startedAt: ago(120),
        finishedAt: ago(118),
      },
    ],
  });
  return {
    range: { from: ago(7 * 1440), to: ago(0) },
    lanes: [lane('staging', '1'), lane('production', '2')],
    truncated: false,
    freezes: [sampleFreeze()],
    incidents: [sampleIncident()],
    meta: sampleMeta,
  };
}
