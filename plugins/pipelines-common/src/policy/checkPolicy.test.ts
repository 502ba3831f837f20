import { checkPolicy } from './checkPolicy';
import { deliveryPolicySchema } from './deliveryPolicy';
import {
  approvalsFor,
  blocksTarget,
  durationSeconds,
  namesOtherEnvironment,
  stageOfEnvironment,
  stagesBefore,
} from './gateStages';

const policy = (stages: object, jobs: object[] = []) =>
  deliveryPolicySchema.parse({ stages, jobs });
const issues = (stages: object, jobs: object[] = []) =>
  checkPolicy(policy(stages, jobs)).map(
    ({ path, message }) => `${path.join('.')}: ${message}`,
  );

describe('checkPolicy', () => {
  it.each([
    [
      'nothing wrong',
      { test: {}, production: { requires: ['test.passed'] } },
      [],
    ],
    ['no stage', {}, ['stages: names no stage']],
    [
      'a requirement of an unknown stage',
      { production: { requires: ['security.passed'] } },
      [
        'stages.production.requires.0: there is no stage "security"; known: production',
      ],
    ],
    [
      'an unknown environment, and an inherited word',
      { verify: {}, production: { requires: ['constructor.verify.passed'] } },
      [
        'stages.production.requires.0: there is no stage "constructor"; known: verify, production',
      ],
    ],
    [
      'blocking an unknown stage',
      { test: { blocks: ['prod'] } },
      ['stages.test.blocks.0: there is no stage "prod"; known: test'],
    ],
    [
      'a ring',
      {
        a: { requires: ['b.passed'] },
        b: { requires: ['c.passed'] },
        c: { requires: ['a.passed'] },
      },
      ['stages.a.requires: stages wait for each other: a → b → c → a'],
    ],
    [
      'a stage that waits for itself',
      { a: { requires: ['a.passed'] } },
      ['stages.a.requires: stages wait for each other: a → a'],
    ],
  ])('finds %s', (_name, stages, expected) => {
    expect(issues(stages)).toEqual(expected);
  });

  it('finds job rules for unknown stages', () => {
    expect(issues({ test: {} }, [{ match: '*', stage: 'build' }])).toEqual([
      'jobs.0.stage: there is no stage "build"; known: test',
    ]);
  });
});

describe('the stages of a gate', () => {
  const written = policy({
    test: {},
    staging: {},
    verify: { blocks: ['production'] },
    approve: { approval: { groups: ['release'] } },
    production: { requires: ['audit.passed'] },
    audit: {},
    monitor: {},
  });
  const target = stageOfEnvironment(written, 'Prod');

  it('are those before its own and those it requires', () => {
    expect(target?.name).toBe('production');
    const before = target ? stagesBefore(written, target) : [];
    expect(before.map(({ name }) => name)).toEqual([
      'test',
      'staging',
      'verify',
      'approve',
      'audit',
    ]);
    const verify = { name: 'verify', stage: written.stages.verify };
    expect(blocksTarget(verify, 'production')).toBe(true);
    expect(blocksTarget(verify, 'staging')).toBe(false);
  });

  it('has its approvals', () => {
    expect(approvalsFor(written, 'production')).toHaveLength(1);
    expect(approvalsFor(written, 'staging')).toEqual([]);
    expect(approvalsFor(written, 'nowhere')).toEqual([]);
  });

  it('tells words of another environment', () => {
    expect(namesOtherEnvironment(written, 'verify prod', 'staging')).toBe(true);
    expect(namesOtherEnvironment(written, 'verify stg', 'staging')).toBe(false);
    expect(namesOtherEnvironment(written, 'verify', 'staging')).toBe(false);
  });

  it('reads durations', () => {
    expect(['90s', '30m', '24h', '7d'].map(durationSeconds)).toEqual([
      90, 1800, 86_400, 604_800,
    ]);
  });
});
