import fc from 'fast-check';
import { deliveryPolicySchema } from '../policy/deliveryPolicy';
import { GateEvidence, noEvidence, WorkEvidence } from './gateEvidence';
import { GateCase } from './gateCase';
import { judgeGate } from './judgeGate';

const now = '2026-09-17T12:00:00.000Z';
const before = (minutes: number) =>
  new Date(Date.parse(now) - minutes * 60_000).toISOString();

let position = 0;
const work = (name: string, more: Partial<WorkEvidence> = {}): WorkEvidence => {
  position += 1;
  return {
    work: 'job',
    instance: 'git.example',
    project: 'acme/shop',
    externalId: `${position}`,
    runExternalId: '1',
    runAttempt: 1,
    name,
    kind: 'unknown',
    allowFailure: false,
    state: 'completed',
    result: 'success',
    startedAt: before(20),
    finishedAt: before(10),
    observedAt: before(10),
    position: `${position}`,
    ...more,
  };
};
const deployment = (environment: string, state: string, minutes = 30) => ({
  environment,
  state,
  observedAt: before(minutes),
  finishedAt: before(minutes),
  position: '50',
});
const report = (
  category: 'tests' | 'coverage',
  summary: Record<string, number>,
  minutes = 5,
) => ({
  category,
  summary,
  rejectedCount: 0,
  observedAt: before(minutes),
  position: '60',
});
const author = { login: 'nia', trusted: true };

const full = {
  test: { coverage_threshold: 80 },
  security: { fail_on: ['critical'], warn_on: ['high'] },
  staging: {},
  verify: {},
  approve: { approval: { groups: ['release'], count: 2 }, timeout: '24h' },
  production: { requires: ['staging.verify.passed'] },
};
const allGood: GateEvidence = {
  work: [
    work('unit tests'),
    work('security scan'),
    work('verify staging', { finishedAt: before(5) }),
  ],
  deployments: [deployment('stg', 'succeeded')],
  reports: [
    report('tests', { tests: 10, failed: 0 }),
    report('coverage', { 'lines.covered': 80, 'lines.total': 100 }),
  ],
  security: { open: { low: 3 }, observedAt: before(5), position: '70' },
  authors: [author],
};
const approvals = ['ada', 'bo'].map(name => ({
  by: `user:default/${name}`,
  groups: ['group:default/release'],
  at: before(1),
}));

const judge = (
  more: Partial<Omit<GateCase, 'policy'>> & { stages?: object } = {},
) => {
  const { stages = full, ...rest } = more;
  return judgeGate({
    policy: deliveryPolicySchema.parse({ stages }),
    environment: 'production',
    evidence: allGood,
    approvals,
    freezes: [],
    now,
    askedAt: before(60),
    graceSeconds: 0,
    ...rest,
  });
};
const verdicts = (judged: ReturnType<typeof judge>) =>
  Object.fromEntries(judged.rules.map(rule => [rule.rule, rule.verdict]));

describe('judgeGate', () => {
  it('opens when every rule is met', () => {
    const judged = judge();
    expect(verdicts(judged)).toEqual({
      'test.passed': 'passed',
      'test.coverage': 'passed',
      'test.results': 'passed',
      'security.passed': 'passed',
      'security.findings': 'passed',
      'staging.passed': 'passed',
      'verify.passed': 'passed',
      'approve.approval': 'passed',
      'production.requires.staging.verify.passed': 'passed',
    });
    expect(judged).toMatchObject({ decision: 'allow', expired: false });
  });

  it('opens a stage that is an approval alone while the run that asks is under way', () => {
    const judged = judge({
      evidence: {
        ...allGood,
        work: [
          ...allGood.work,
          work('deploy', {
            state: 'executing',
            result: undefined,
            finishedAt: undefined,
          }),
        ],
      },
    });
    expect(verdicts(judged)).not.toHaveProperty(['approve.passed']);
    expect(judged.decision).toBe('allow');
  });

  it.each<[string, Partial<GateEvidence>, string, string, string]>([
    [
      'tests that were never run',
      { work: [] },
      'test.passed',
      'missing',
      'deny',
    ],
    [
      'tests that failed',
      { work: [work('test', { result: 'failure' })] },
      'test.passed',
      'failed',
      'deny',
    ],
    [
      'tests that were skipped',
      { work: [work('test', { result: 'skipped' })] },
      'test.passed',
      'missing',
      'deny',
    ],
    [
      'an end nobody understands',
      { work: [work('test', { result: 'unknown' })] },
      'test.passed',
      'failed',
      'deny',
    ],
    [
      'an end without a result',
      { work: [work('test', { result: undefined })] },
      'test.passed',
      'failed',
      'deny',
    ],
    [
      'tests that were cancelled',
      { work: [work('test', { result: 'cancelled' })] },
      'test.passed',
      'failed',
      'deny',
    ],
    [
      'only failures that are allowed',
      { work: [work('test', { result: 'failure', allowFailure: true })] },
      'test.passed',
      'missing',
      'deny',
    ],
    [
      'tests of last month',
      { work: [work('test', { finishedAt: before(60 * 24 * 30) })] },
      'test.passed',
      'stale',
      'deny',
    ],
    ['no coverage', { reports: [] }, 'test.coverage', 'missing', 'deny'],
    [
      'half of a coverage report',
      {
        reports: [
          {
            ...report('coverage', { 'lines.covered': 99, 'lines.total': 100 }),
            rejectedCount: 1,
          },
        ],
      },
      'test.coverage',
      'missing',
      'deny',
    ],
    [
      'coverage just below',
      {
        reports: [
          report('coverage', { 'lines.covered': 7996, 'lines.total': 10_000 }),
        ],
      },
      'test.coverage',
      'failed',
      'deny',
    ],
    [
      'old coverage',
      {
        reports: [
          report(
            'coverage',
            { 'lines.covered': 9, 'lines.total': 10 },
            60 * 24 * 30,
          ),
        ],
      },
      'test.coverage',
      'stale',
      'deny',
    ],
    [
      'a failed test among passed jobs',
      {
        reports: [
          ...allGood.reports,
          { ...report('tests', { tests: 2, failed: 1 }), position: '61' },
        ],
      },
      'test.results',
      'failed',
      'deny',
    ],
    ['no scan', { security: null }, 'security.findings', 'missing', 'deny'],
    [
      'a scan that saw only a part',
      {
        security: {
          open: { low: 1 },
          problem: 'The scan of lookout saw only a part.',
          observedAt: now,
          position: '1',
        },
      },
      'security.findings',
      'missing',
      'deny',
    ],
    [
      'a critical finding',
      { security: { open: { critical: 1 }, observedAt: now, position: '1' } },
      'security.findings',
      'failed',
      'deny',
    ],
    [
      'a high finding, which only warns',
      { security: { open: { high: 1 }, observedAt: now, position: '1' } },
      'security.findings',
      'warned',
      'allow',
    ],
    [
      'never on staging',
      { deployments: [] },
      'staging.passed',
      'missing',
      'deny',
    ],
    [
      'on staging, and failed',
      { deployments: [deployment('staging', 'failed')] },
      'staging.passed',
      'failed',
      'deny',
    ],
    [
      'on its way to staging',
      { deployments: [deployment('staging', 'verifying')] },
      'staging.passed',
      'waiting',
      'wait',
    ],
    [
      'verified before it was on staging',
      { deployments: [deployment('staging', 'succeeded', 2)] },
      'production.requires.staging.verify.passed',
      'stale',
      'deny',
    ],
    [
      'only production verified',
      {
        work: [
          work('test'),
          work('security scan'),
          work('verify production', { finishedAt: before(5) }),
        ],
      },
      'production.requires.staging.verify.passed',
      'missing',
      'deny',
    ],
  ])('%s', (_name, evidence, rule, verdict, decision) => {
    const judged = judge({ evidence: { ...allGood, ...evidence } });
    expect(verdicts(judged)[rule]).toBe(verdict);
    expect(judged.decision).toBe(decision);
  });

  it('lets the newest try of a job count, and the newest attempt', () => {
    const again = (first: WorkEvidence, second: WorkEvidence) =>
      judge({
        evidence: {
          ...allGood,
          work: [first, second, ...allGood.work.slice(1)],
        },
      }).decision;
    const failed = work('test', { result: 'failure', observedAt: before(15) });
    const passed = work('test', { observedAt: before(9) });
    expect(again(failed, passed)).toBe('allow');
    expect(again({ ...failed, observedAt: before(1) }, { ...passed })).toBe(
      'deny',
    );
    expect(
      again({ ...failed, observedAt: before(1) }, { ...passed, runAttempt: 2 }),
    ).toBe('allow');
  });

  it('waits for what is missing while something runs, and not for ever', () => {
    const running = work('CI', {
      work: 'run',
      state: 'executing',
      result: undefined,
      finishedAt: undefined,
      startedAt: before(40),
      observedAt: before(40),
    });
    const evidence = { ...noEvidence, work: [running] };
    expect(
      judge({ stages: { test: {}, production: {} }, evidence }).decision,
    ).toBe('wait');
    expect(
      judge({ stages: { test: { timeout: '30m' }, production: {} }, evidence })
        .decision,
    ).toBe('deny');
    // A run that only waits at the gate brings nothing more.
    expect(
      judge({
        stages: { test: {}, production: {} },
        evidence: {
          ...noEvidence,
          work: [{ ...running, state: 'waiting_gate' }],
        },
      }).decision,
    ).toBe('deny');
  });

  it('gives what a provider asks for a moment to arrive', () => {
    const asked = {
      stages: { test: {}, production: {} },
      evidence: noEvidence,
      graceSeconds: 120,
    };
    expect(judge({ ...asked, askedAt: before(1) }).decision).toBe('wait');
    expect(judge({ ...asked, askedAt: before(3) }).decision).toBe('deny');
  });

  it('does not ask for what is not required, and shows it', () => {
    const stages = { lint: { required: false }, production: {} };
    const missing = judge({ stages, evidence: noEvidence });
    expect(missing.decision).toBe('allow');
    expect(missing.rules[0]).toMatchObject({
      verdict: 'missing',
      blocks: false,
    });
    expect(
      judge({
        stages: { ...stages, validate: { required: false } },
        evidence: {
          ...noEvidence,
          work: [work('lint', { result: 'failure' })],
        },
      }).decision,
    ).toBe('deny');
    expect(
      judge({
        stages: { test: { blocks: false }, production: {} },
        evidence: {
          ...noEvidence,
          work: [work('test', { result: 'failure' })],
        },
      }).decision,
    ).toBe('allow');
  });

  it('needs different people of the groups, in time', () => {
    const [first] = approvals;
    expect(judge({ approvals: [first, first] }).decision).toBe('wait');
    expect(
      judge({
        approvals: [first, { ...approvals[1], groups: ['group:default/x'] }],
      }).decision,
    ).toBe('wait');
    expect(judge({ approvals: [], askedAt: before(25 * 60) })).toMatchObject({
      decision: 'deny',
      expired: true,
    });
    expect(
      judge({
        approvals: approvals.map(one => ({ ...one, at: before(60 * 24 * 8) })),
      }).decision,
    ).toBe('wait');
  });

  it('is shut in a freeze, without a policy, and for an unknown environment', () => {
    expect(
      judge({ freezes: [{ reason: 'Stocktaking', until: null }] }).decision,
    ).toBe('deny');
    expect(judge({ environment: 'mars' })).toMatchObject({
      decision: 'deny',
      reason: 'Delivery policy: The policy has no stage that deploys to mars.',
    });
    expect(
      judgeGate({
        policy: null,
        environment: 'production',
        evidence: allGood,
        approvals,
        freezes: [],
        now,
        askedAt: now,
        graceSeconds: 0,
      }).decision,
    ).toBe('deny');
  });

  it('never opens by taking evidence away', () => {
    fc.assert(
      fc.property(
        fc.subarray([...allGood.work]),
        fc.subarray([...allGood.reports]),
        fc.boolean(),
        fc.boolean(),
        fc.subarray(approvals),
        (some, reports, deployed, scanned, given) => {
          const whole =
            some.length === allGood.work.length &&
            reports.some(one => one.category === 'coverage') &&
            deployed &&
            scanned &&
            given.length === approvals.length;
          const { decision } = judge({
            evidence: {
              ...allGood,
              work: some,
              reports,
              deployments: deployed ? allGood.deployments : [],
              security: scanned ? allGood.security : null,
            },
            approvals: given,
          });
          // The scan's job may be missing where its findings are there.
          const enough =
            whole ||
            (some.length === 2 &&
              !some.some(one => one.name === 'security scan') &&
              reports.some(one => one.category === 'coverage') &&
              deployed &&
              scanned &&
              given.length === approvals.length);
          expect(decision === 'allow').toBe(enough);
        },
      ),
    );
  });
});
