import {
  GateEvaluation,
  GateRequest,
  GateRule,
  GateVote,
  OutboxCall,
} from '@quarterdeck/plugin-pipelines-common';

const ago = (minutes: number) =>
  new Date(Date.now() - minutes * 60_000).toISOString();

const rule = (more: Partial<GateRule>): GateRule => ({
  rule: 'test.passed',
  title: 'Unit tests',
  stage: 'test',
  verdict: 'passed',
  blocks: true,
  reason: 'Passed.',
  value: null,
  needed: null,
  evidence: null,
  ...more,
});

/** One rule of each kind that matters. */
export const sampleRules: GateRule[] = [
  rule({
    value: '1,204 of 1,204',
    evidence: {
      label: 'unit tests of run 71',
      url: 'https://ci.example/runs/71',
      at: ago(90),
      position: '4711',
    },
  }),
  rule({
    rule: 'test.coverage',
    title: 'Coverage',
    verdict: 'failed',
    reason: 'Coverage is below what the policy asks.',
    value: '71.0 %',
    needed: 'at least 80 %',
  }),
  rule({
    rule: 'security.findings',
    title: 'Findings',
    stage: 'security',
    verdict: 'missing',
    reason: 'No scan of this commit was reported.',
    needed: 'no critical',
  }),
  rule({
    rule: 'approve.approval',
    title: 'Approval',
    stage: 'approve',
    verdict: 'waiting',
    reason: 'Waits for 1 of group:default/release-managers.',
    value: '1 of 2',
    needed: '2 of group:default/release-managers',
  }),
];

/** One approval. */
export const sampleVotes: GateVote[] = [
  {
    stage: 'approve',
    decision: 'approved',
    by: 'user:default/mei',
    comment: 'looked at the canary',
    at: ago(30),
  },
];

/** A decision with the rules above. */
export const sampleEvaluation = (
  more: Partial<GateEvaluation> = {},
): GateEvaluation => ({
  id: '018f0000-0000-7000-8000-0000000000e1',
  requestId: '018f0000-0000-7000-8000-0000000000a1',
  entityRef: 'component:default/shop',
  commit: '4be1c0d5a8f74be1c0d5a8f74be1c0d5a8f74be1',
  environment: 'production',
  decision: 'wait',
  reason: 'Waits for 1 of group:default/release-managers.',
  position: '4720',
  at: ago(5),
  policy: {
    source: 'repository',
    location: 'https://git.example/shop/.quarterdeck/policy.yaml',
    version: 'a1b2c3d4',
  },
  rules: sampleRules,
  ...more,
});

/** A gate that waits for an approval the caller may give. */
export const sampleRequest = (
  more: Partial<GateRequest> = {},
): GateRequest => ({
  id: '018f0000-0000-7000-8000-0000000000a1',
  entityRef: 'component:default/shop',
  commit: '4be1c0d5a8f74be1c0d5a8f74be1c0d5a8f74be1',
  environment: 'production',
  state: 'waiting',
  askedAt: ago(180),
  decidedAt: null,
  waitSeconds: 10_800,
  authors: ['anouk'],
  approvals: [
    {
      stage: 'approve',
      groups: ['group:default/release-managers'],
      count: 2,
      given: 1,
      expiresAt: null,
    },
  ],
  votes: sampleVotes,
  evaluation: sampleEvaluation(),
  may: {
    approve: { allowed: true, reason: null },
    reject: { allowed: true, reason: null },
    bypass: {
      allowed: false,
      reason: 'You need "pipelines.gate.bypass" for this.',
    },
  },
  provider: {
    name: 'github',
    instance: 'github.com',
    project: 'acme/shop',
    runExternalId: '71',
    deploymentExternalId: '9001',
    url: 'https://github.com/acme/shop/actions/runs/71',
    callback: null,
  },
  ...more,
});

/** A call that was given up. */
export const sampleCall = (more: Partial<OutboxCall> = {}): OutboxCall => ({
  id: '018f0000-0000-7000-8000-0000000000c1',
  purpose: 'gate_callback',
  entityRef: 'component:default/shop',
  title: 'Answer the gate of shop in production: approved',
  state: 'dead',
  target: 'github',
  method: 'POST',
  url: 'https://api.github.com/repos/acme/shop/actions/runs/71/deployment_protection_rule',
  tries: 8,
  nextTryAt: null,
  lastStatus: 422,
  lastError: 'The environment no longer waits.',
  createdAt: ago(60),
  sentAt: null,
  requestedBy: 'policy',
  reason: null,
  about: {
    instance: 'github.com',
    deploymentExternalId: '9001',
    runExternalId: '71',
    gateRequestId: '018f0000-0000-7000-8000-0000000000a1',
  },
  ...more,
});
