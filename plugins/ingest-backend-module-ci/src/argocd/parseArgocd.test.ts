import fc from 'fast-check';
import { deploymentStates, eventsIn } from '../__testUtils__/eventsIn';
import { expectSound } from '../__testUtils__/expectSound';
import { mutateBody } from '../__testUtils__/mutateBody';
import { parseArgocd } from './parseArgocd';

const now = new Date('2030-01-01T00:00:00.000Z');
const started = '2026-03-01T10:00:00.000Z';
const synced = '2026-03-01T10:01:00.000Z';
const healthy = '2026-03-01T10:04:00.000Z';
const [v1, v2, v3] = ['1', '2', '3'].map(digit => digit.repeat(40));

interface Change {
  trigger?: string;
  phase?: string;
  health?: object;
  revision?: string;
  history?: unknown[];
  operation?: object;
  spec?: object;
  status?: object;
}

const entry = (id: number, revision: string, deployStartedAt: string) => ({
  id,
  revision,
  deployStartedAt,
  deployedAt: deployStartedAt,
});

/** An application as our template sends it. */
const application = (change: Change = {}) => ({
  trigger: change.trigger ?? 'on-deployed',
  argocdUrl: 'https://argocd.acme.dev',
  environment: '',
  app: {
    metadata: { name: 'checkout-eu', namespace: 'argocd' },
    spec: {
      project: 'shop',
      source: { repoURL: 'https://git.acme.dev/shop/deploy.git' },
      destination: {
        server: 'https://10.1.2.3:6443',
        name: 'prod-eu-1',
        namespace: 'production',
      },
      ...change.spec,
    },
    status: {
      operationState: {
        phase: change.phase ?? 'Succeeded',
        message: 'successfully synced (all tasks run)',
        startedAt: started,
        finishedAt: synced,
        operation: {
          initiatedBy: { automated: true },
          sync: { revision: change.revision ?? v2 },
        },
        syncResult: { revision: change.revision ?? v2 },
        ...change.operation,
      },
      sync: { status: 'Synced', revision: change.revision ?? v2 },
      health: change.health ?? {
        status: 'Healthy',
        lastTransitionTime: healthy,
      },
      history: change.history ?? [
        entry(3, v1, '2026-02-01T10:00:00Z'),
        entry(4, change.revision ?? v2, started),
      ],
      summary: { images: ['shop/checkout:2.4.0@sha256:abc'] },
      reconciledAt: healthy,
      ...change.status,
    },
  },
});
const parse = (body: unknown) => parseArgocd({ headers: {}, body, now });
const deployment = (body: unknown) => eventsIn('deployment.v1', parse(body))[0];

describe('states of Argo CD', () => {
  it.each([
    ['on-sync-running', 'Running', 'Progressing', 'in_progress'],
    ['on-sync-running', 'Running', 'Healthy', 'in_progress'],
    ['on-sync-running', 'Terminating', 'Healthy', 'in_progress'],
    ['on-sync-succeeded', 'Succeeded', 'Progressing', 'verifying'],
    ['on-sync-succeeded', 'Succeeded', 'Missing', 'verifying'],
    ['on-sync-succeeded', 'Succeeded', 'Unknown', 'verifying'],
    ['on-deployed', 'Succeeded', 'Healthy', 'succeeded'],
    ['on-health-degraded', 'Succeeded', 'Degraded', 'failed'],
    ['on-sync-failed', 'Failed', 'Healthy', 'failed'],
    ['on-sync-failed', 'Error', 'Healthy', 'failed'],
    ['on-sync-succeeded', 'Succeeded', 'Suspended', 'paused'],
    ['custom', 'Hovering', 'Healthy', 'queued'],
  ])('%s with %s and %s is %s', (trigger, phase, health, state) => {
    const read = deployment(
      application({ trigger, phase, health: { status: health } }),
    );
    expect(read).toMatchObject({
      state,
      rawState: `${phase}, ${health}`,
      instance: 'argocd.acme.dev',
      project: 'argocd/checkout-eu',
      externalId: `argocd/checkout-eu@${started}`,
      environment: { name: 'production', tier: 'production' },
      region: 'prod-eu-1',
      strategy: 'gitops_sync',
      startedAt: started,
      url: 'https://argocd.acme.dev/applications/argocd/checkout-eu',
    });
  });

  it('is finished when it is healthy, not when it is synced', () => {
    expect(deployment(application()).finishedAt).toBe(healthy);
    expect(
      deployment(application({ health: { status: 'Progressing' } })).finishedAt,
    ).toBeUndefined();
  });

  it('an application that never stopped being healthy is finished with the sync', () => {
    const health = {
      status: 'Healthy',
      lastTransitionTime: '2026-01-01T00:00:00Z',
    };
    expect(deployment(application({ health })).finishedAt).toBe(synced);
  });

  it('a sync that failed is finished when it failed, with its words', () => {
    expect(
      deployment(
        application({
          phase: 'Failed',
          operation: { message: 'one or more objects failed to apply' },
        }),
      ),
    ).toMatchObject({
      finishedAt: synced,
      reason: 'one or more objects failed to apply',
    });
  });

  it.each(['CanaryPauseStep', 'BlueGreenPause'])(
    'a rollout suspended for %s opens a gate',
    reason => {
      const body = application({
        health: { status: 'Suspended' },
        status: {
          resources: [
            { kind: 'Service', health: { status: 'Healthy' } },
            {
              kind: 'Rollout',
              health: { status: 'Suspended', message: reason },
            },
          ],
        },
      });
      expect(deployment(body).state).toBe('paused');
      expect(eventsIn('gate.v1', parse(body))).toEqual([
        expect.objectContaining({
          externalId: `argocd/checkout-eu@${started}/${reason}`,
          state: 'pending',
        }),
      ]);
    },
  );

  it('a suspended cron job is no gate', () => {
    const body = application({
      health: { status: 'Suspended', message: 'CronJob is suspended' },
    });
    expect(deployment(body).state).toBe('paused');
    expect(eventsIn('gate.v1', parse(body))).toEqual([]);
  });
});

describe('revisions of Argo CD', () => {
  const history = [
    entry(1, v1, '2026-01-01T10:00:00Z'),
    entry(2, v2, '2026-02-01T10:00:00Z'),
  ];

  it.each([
    ['a new revision', v3, [...history, entry(3, v3, started)], 'planned', v2],
    ['an older one', v1, [...history, entry(3, v1, started)], 'rollback', v2],
    ['an older one while it runs', v1, history, 'rollback', v2],
    ['the same again', v2, [...history, entry(3, v2, started)], 'redeploy', v2],
  ])('%s is told by the history', (_, revision, entries, kind, previousSha) => {
    expect(
      deployment(application({ revision, history: entries })),
    ).toMatchObject({
      kind,
      sha: revision,
      revisions: [
        {
          repo: 'https://git.acme.dev/shop/deploy.git',
          sha: revision,
          previousSha,
        },
      ],
    });
  });

  it('the first one has no kind and nothing before it', () => {
    const read = deployment(application({ history: [entry(0, v2, started)] }));
    expect(read.kind).toBeUndefined();
    expect(read.revisions[0].previousSha).toBeUndefined();
    expect(read.task).toBe('history 0');
  });

  it('several sources are several revisions, a chart an artifact', () => {
    const body = application({
      spec: {
        sources: [
          { repoURL: 'https://git.acme.dev/shop/deploy.git' },
          { repoURL: 'https://charts.acme.dev', chart: 'checkout' },
        ],
      },
      operation: { syncResult: { revisions: [v2, '1.9.3'] } },
      history: [],
    });
    expect(deployment(body)).toMatchObject({
      sha: v2,
      version: '1.9.3',
      revisions: [{ repo: 'https://git.acme.dev/shop/deploy.git', sha: v2 }],
      artifacts: [
        { name: 'checkout', version: '1.9.3' },
        { name: 'shop/checkout', version: '2.4.0', digest: 'sha256:abc' },
      ],
    });
  });

  it('one revision synced twice is two deployments, one sync told twice is one', () => {
    const later = application({
      operation: { startedAt: '2026-03-02T10:00:00Z' },
    });
    expect(deployment(later).externalId).not.toBe(
      deployment(application()).externalId,
    );
    expect(
      deployment(
        application({
          trigger: 'on-sync-running',
          phase: 'Running',
          history: [],
        }),
      ).externalId,
    ).toBe(deployment(application()).externalId);
  });

  it('the same cluster as Argo CD is called in-cluster', () => {
    const destination = {
      server: 'https://kubernetes.default.svc',
      namespace: 'staging',
    };
    expect(deployment(application({ spec: { destination } }))).toMatchObject({
      region: 'in-cluster',
      environment: { name: 'staging', tier: 'staging' },
    });
  });
});

describe('whatever comes', () => {
  it('an application never synced is no deployment', () => {
    const body = application({ status: { operationState: null } });
    expect(parse(body)).toMatchObject({ outcome: 'ignored' });
  });

  it('without a name it is refused by path', () => {
    expect(parse({ app: { metadata: {}, status: {} } })).toMatchObject({
      outcome: 'rejected',
      path: '/app/metadata/name',
    });
    expect(parse([])).toMatchObject({ outcome: 'rejected' });
  });

  it('a damaged body is read or refused, and never a success it was not', () => {
    const bodies = [
      application({ health: { status: 'Degraded' } }),
      application({ phase: 'Failed' }),
      application({ phase: 'Running' }),
    ];
    fc.assert(
      fc.property(mutateBody(bodies), body => {
        const outcome = parse(body);
        expectSound(outcome);
        expect(deploymentStates(outcome)).not.toContain('succeeded');
      }),
      { numRuns: 800 },
    );
  });
});
