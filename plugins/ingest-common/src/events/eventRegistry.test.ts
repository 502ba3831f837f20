import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { eventRegistry, EventType, isEventType } from './eventRegistry';

/** The least each event may carry. */
const place = {
  provider: 'github',
  instance: 'github.com',
  project: 'acme/shop',
};
const at = '2026-03-01T10:00:00Z';
const least: { [T in EventType]: object } = {
  'ci.run.v1': {
    ...place,
    externalId: '1',
    attempt: 1,
    pipeline: { name: 'CI' },
    trigger: 'push',
    state: 'pending',
    observedAt: at,
  },
  'ci.job.v1': {
    ...place,
    externalId: '2',
    runExternalId: '1',
    runAttempt: 1,
    name: 'build',
    kind: 'build',
    state: 'pending',
    observedAt: at,
  },
  'ci.stage.v1': {
    ...place,
    externalId: '1/build',
    runExternalId: '1',
    runAttempt: 1,
    name: 'Build',
    state: 'pending',
    observedAt: at,
  },
  'commits.pushed.v1': {
    ...place,
    ref: 'refs/heads/main',
    after: 'a',
    pushedAt: at,
    commits: [],
  },
  'change.v1': {
    ...place,
    externalId: '1',
    title: '',
    state: 'open',
    observedAt: at,
  },
  'change.reviewed.v1': {
    ...place,
    externalId: '1',
    changeExternalId: '1',
    state: 'approved',
    submittedAt: at,
  },
  'ref.changed.v1': {
    ...place,
    ref: 'refs/tags/v1',
    refKind: 'tag',
    change: 'created',
    at,
  },
  'release.v1': {
    ...place,
    externalId: '1',
    tag: 'v1',
    state: 'published',
    observedAt: at,
  },
  'deployment.v1': {
    ...place,
    externalId: '1',
    environment: { name: 'prod', tier: 'production' },
    state: 'queued',
    observedAt: at,
  },
  'rollout.step.v1': {
    ...place,
    deploymentExternalId: '1',
    ordinal: 1,
    kind: 'set_weight',
    state: 'running',
    observedAt: at,
  },
  'gate.v1': {
    ...place,
    externalId: '1',
    kind: 'approval',
    state: 'pending',
    observedAt: at,
  },
  'gate.decided.v1': {
    requestId: '6f1c2c1e-1f0a-4c39-9a0e-2f6f0f0f0f0f',
    evaluationId: '6f1c2c1e-1f0a-4c39-9a0e-2f6f0f0f0f10',
    commit: 'a',
    environment: 'prod',
    decision: 'wait',
    state: 'waiting',
    reason: '',
    position: '1',
  },
  'deployment.classified.v1': {
    id: '6f1c2c1e-1f0a-4c39-9a0e-2f6f0f0f0f11',
    instance: 'github.com',
    externalId: '1',
    as: 'failed',
    reason: 'took the shop down',
    by: 'user:default/nia',
    at,
  },
  'incident.v1': {
    provider: 'pager',
    instance: 'pager.example',
    externalId: '1',
    title: '',
    state: 'triggered',
    startedAt: at,
    observedAt: at,
  },
  'subject.claimed.v1': {
    subject: { instance: 'github.com', project: 'acme/shop' },
    entityRef: null,
    claimedBy: 'user:default/nia',
  },
  'report.received.v1': {
    category: 'sarif',
    format: 'sarif-2.1.0',
    bytes: 0,
    recordCount: 0,
  },
  'security.scanned.v1': {
    scanId: 'a',
    upTo: '1',
    tool: 'lookout',
    category: 'sast',
    kinds: [],
    status: 'success',
    scannedAt: at,
    open: {},
  },
  'finding.decided.v1': {
    findings: [],
    action: 'triage',
    by: 'user:default/nia',
  },
};

const types = Object.keys(eventRegistry).filter(isEventType);

describe('the event registry', () => {
  it('names every type in lower case with its version', () => {
    expect(
      types.filter(type => !/^[a-z]+(\.[a-z]+)*\.v\d+$/.test(type)),
    ).toEqual([]);
    expect(types).toHaveLength(Object.keys(eventRegistry).length);
  });

  it.each(types)(
    'accepts the least a %s may carry, and again what it made of it',
    type => {
      const once = eventRegistry[type].parse(least[type]);
      expect(eventRegistry[type].parse(once)).toEqual(once);
      expect(
        eventRegistry[type].parse(JSON.parse(JSON.stringify(once))),
      ).toEqual(once);
    },
  );

  it.each(types)('names the missing part when a %s lacks one', type => {
    for (const key of Object.keys(least[type])) {
      const lacking = Object.fromEntries(
        Object.entries(least[type]).filter(([name]) => name !== key),
      );
      const read = eventRegistry[type].safeParse(lacking);
      expect([key, read.error?.issues[0]?.path[0]]).toEqual([key, key]);
    }
  });

  it('knows its own types and no inherited word', () => {
    expect(
      ['ci.run.v1', 'ci.run.v2', 'toString', '__proto__'].map(isEventType),
    ).toEqual([true, false, false, false]);
  });

  it('is described in the README, type by type', () => {
    const readme = readFileSync(join(__dirname, '../../README.md'), 'utf8');
    expect(types.filter(type => !readme.includes(`\`${type}\``))).toEqual([]);
  });
});
