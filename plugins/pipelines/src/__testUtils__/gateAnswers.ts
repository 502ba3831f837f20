import { statusDisplay } from '@quarterdeck/plugin-pipelines-common';
import { FakeAnswers } from './fakePipelinesBackend';
import { sampleCall, sampleEvaluation, sampleRequest } from './sampleGates';
import { ago } from './samplePipelines';

const page = (items: unknown[], more: object = {}) => ({
  body: { items, nextCursor: null, ...more },
});

/** A gate the caller may not approve, since the change is theirs. */
export const ownRequest = sampleRequest({
  id: '018f0000-0000-7000-8000-0000000000a2',
  entityRef: 'component:default/ledger',
  may: {
    approve: {
      allowed: false,
      reason: 'You wrote this change; somebody else has to approve it.',
    },
    reject: { allowed: false, reason: 'You may not decide here.' },
    bypass: { allowed: true, reason: null },
  },
});

const decided = sampleRequest({
  id: '018f0000-0000-7000-8000-0000000000a3',
  state: 'bypassed',
  decidedAt: ago(20),
  votes: [
    {
      stage: null,
      decision: 'bypassed',
      by: 'user:default/sam',
      comment: 'the payment provider is down',
      at: ago(20),
    },
  ],
});

/** The policy of one service, with a mistake in its newest text. */
export const samplePolicy = {
  entityRef: 'component:default/shop',
  source: 'repository' as const,
  location: 'https://git.example/shop/.quarterdeck/policy.yaml',
  text: 'stages:\n  test:\n    coverage_treshold: 80',
  policy: {
    version: 1 as const,
    max_age: '7d',
    stages: {
      test: {
        required: true,
        blocks: true,
        coverage_threshold: 80,
        requires: [],
      },
    },
    jobs: [],
  },
  version: 'a1b2c3d4',
  goodSince: ago(2000),
  checkedAt: ago(2),
  problems: [
    {
      path: 'stages.test',
      message: 'Unrecognized key: "coverage_treshold"',
      line: 3,
      column: 5,
    },
  ],
};

const stages = [
  'source',
  'build',
  'test',
  'security',
  'package',
  'deploy',
  'monitor',
];
const titles = [
  'Source',
  'Build',
  'Test',
  'Security scan',
  'Package',
  'Deploy',
  'Monitor',
];

/** Standard answers about gates, policies and stages. */
export const gateAnswers: FakeAnswers = {
  listGateRequests: ({ query }) => {
    if (query.get('forMe')) return page([sampleRequest()]);
    return query.getAll('state').join().includes('bypassed')
      ? page([decided])
      : page([sampleRequest(), ownRequest]);
  },
  getGateRequest: ({ params }) => ({
    body: [sampleRequest(), ownRequest, decided].find(
      one => one.id === params.id,
    ),
  }),
  listGateEvaluations: page([
    sampleEvaluation(),
    sampleEvaluation({
      id: '018f0000-0000-7000-8000-0000000000e0',
      decision: 'deny',
      reason: 'Coverage is below what the policy asks.',
    }),
  ]),
  listGates: page([]),
  checkGateRequest: { body: sampleRequest() },
  approveGateRequest: { body: sampleRequest({ state: 'allowed' }) },
  rejectGateRequest: { body: sampleRequest({ state: 'rejected' }) },
  bypassGateRequest: { body: decided },
  reopenGateRequest: { body: sampleRequest() },
  gateWaits: {
    body: {
      range: { from: ago(40_000), to: ago(0) },
      total: {
        n: 14,
        p50Seconds: 1800,
        p95Seconds: 14_400,
        totalSeconds: 60_000,
      },
      items: [
        {
          entityRef: 'component:default/shop',
          environment: 'production',
          kind: 'policy',
          n: 14,
          p50Seconds: 1800,
          p95Seconds: 14_400,
          totalSeconds: 60_000,
          waiting: 2,
        },
      ],
    },
  },
  listOutbox: ({ query }) =>
    query.getAll('purpose').join().includes('rerun')
      ? page([], { deadCount: 0 })
      : page([sampleCall()], { deadCount: 1 }),
  retryOutboxCall: { body: sampleCall({ state: 'pending' }) },
  rerunFailedJobs: {
    body: sampleCall({ purpose: 'rerun_failed_jobs', state: 'pending' }),
  },
  listPolicies: page([
    {
      entityRef: 'component:default/shop',
      source: 'repository',
      location: samplePolicy.location,
      version: 'a1b2c3d4',
      goodSince: ago(2000),
      checkedAt: ago(2),
      problemCount: 1,
      stages: ['test'],
    },
    {
      entityRef: 'component:default/ledger',
      source: 'none',
      location: null,
      version: null,
      goodSince: null,
      checkedAt: null,
      problemCount: 0,
      stages: [],
    },
  ]),
  getPolicy: { body: samplePolicy },
  validatePolicy: {
    body: { valid: true, problems: [], policy: samplePolicy.policy },
  },
  runStages: {
    body: {
      stages: stages.map((stage, index) => ({
        stage,
        title: titles[index],
        status: stage === 'test' ? statusDisplay('failed') : null,
        startedAt: stage === 'test' ? ago(20) : null,
        finishedAt: stage === 'test' ? ago(18) : null,
        runSeconds: stage === 'test' ? 120 : null,
        jobs:
          stage === 'test'
            ? [
                {
                  externalId: '9',
                  name: 'lint <b>all</b>',
                  status: statusDisplay('failed'),
                  policyStage: 'validate',
                  explanation: {
                    rule: 4,
                    from: 'built_in',
                    text: 'name matches /lint/ → Test; rule 4',
                  },
                  startedAt: ago(20),
                  finishedAt: ago(18),
                  url: null,
                },
              ]
            : [],
      })),
    },
  },
};
