import { DeliveryPolicy } from '@quarterdeck/plugin-pipelines-common';

type Stage = DeliveryPolicy['stages'][string];

const list = (items: readonly string[]) => items.join(', ');

const presence = (stage: Stage) =>
  stage.required
    ? 'has to be reported'
    : 'may be missing; only a failure counts';

/** What a stage asks, one sentence each, in the order of the documentation. */
export function stageRules(stage: Stage, policy: DeliveryPolicy): string[] {
  const { approval } = stage;
  return [
    // Nothing reports an approval: it is given here.
    approval ? undefined : presence(stage),
    stage.coverage_threshold === undefined
      ? undefined
      : `at least ${stage.coverage_threshold} % of lines covered`,
    stage.fail_on && `no open finding that is ${list(stage.fail_on)}`,
    stage.warn_on && `warns of findings that are ${list(stage.warn_on)}`,
    stage.requires.length > 0 ? `after ${list(stage.requires)}` : undefined,
    approval &&
      `${approval.count} ${
        approval.count === 1 ? 'approval' : 'approvals'
      } of ${list(approval.groups)}, never the author`,
    approval?.author_unknown === 'allow'
      ? 'also when nobody reported the author'
      : undefined,
    stage.timeout &&
      (approval
        ? `expires after ${stage.timeout}`
        : `takes at most ${stage.timeout}`),
    stage.rollback === 'automatic_on_failure'
      ? 'rolls back by itself when it fails'
      : undefined,
    stage.environment && `deploys to ${stage.environment}`,
    stage.max_age && stage.max_age !== policy.max_age
      ? `evidence counts for ${stage.max_age}`
      : undefined,
  ].filter((text): text is string => Boolean(text));
}

/** Which gates the stage shuts. */
export function blocksWords(stage: Stage): string {
  if (stage.blocks === true) return 'every later gate';
  if (stage.blocks === false) return 'none, shown only';
  return list(stage.blocks);
}

/** Keys of a stage, as `docs/gates.md` explains them. */
export const stageKeys: ReadonlyArray<{
  key: string;
  means: string;
  standard: string;
}> = [
  {
    key: 'required',
    means: 'Missing evidence shuts the gate. With false only a failure does.',
    standard: 'true',
  },
  {
    key: 'blocks',
    means: 'true, false (shown only), or the stages whose gates it shuts.',
    standard: 'true',
  },
  {
    key: 'timeout',
    means: 'Longest its jobs may take. Of an approval: when it expires.',
    standard: 'none',
  },
  {
    key: 'coverage_threshold',
    means: 'Percent of lines covered, at least.',
    standard: 'none',
  },
  {
    key: 'fail_on, warn_on',
    means:
      'Severities of open findings: critical, high, medium, low, info, unknown.',
    standard: 'none',
  },
  {
    key: 'requires',
    means:
      '<stage>.passed, or <environment’s stage>.<stage>.passed: after the commit was deployed there.',
    standard: 'none',
  },
  {
    key: 'approval',
    means:
      'groups, count (1), author_unknown: refuse or allow. Never the author, each person once.',
    standard: 'none',
  },
  {
    key: 'rollback',
    means: 'automatic_on_failure or manual.',
    standard: 'manual',
  },
  {
    key: 'environment',
    means: 'What the stage deploys to.',
    standard: 'its name',
  },
  {
    key: 'as',
    means:
      'Where its jobs are shown: source, build, test, security, package, deploy, monitor.',
    standard: 'told by its name',
  },
  {
    key: 'max_age',
    means: 'Oldest evidence that counts: 90s, 30m, 24h, 7d.',
    standard: 'the policy’s, 7d',
  },
];

/** A policy to begin with. */
export const samplePolicyText = `version: 1
max_age: 7d
stages: # in the order of the pipeline
  test:
    coverage_threshold: 80
    timeout: 30m
  security:
    fail_on: [critical]
    warn_on: [high]
  staging: {}
  verify: {}
  approve:
    approval: { groups: [release-managers], count: 2 }
    timeout: 24h
  production:
    requires: [staging.verify.passed, security.passed]
    rollback: automatic_on_failure
jobs: # your own rules come first
  - match: ['unit*', integration]
    stage: test
`;
