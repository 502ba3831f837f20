import fc from 'fast-check';
import {
  ChangeSample,
  Classification,
  DeploymentSample,
  DoraFacts,
  Incident,
  PushSample,
} from '../types';
import { day, hour, repo, start } from './facts';

export const services = ['pears', 'plums', 'quinces'];
const time = fc
  .integer({ min: 0, max: 28 * 24 })
  .map(hours => start + hours * hour);
const service = fc.constantFrom(...services);
/** A line of 30 commits, pushed two at a time. */
const shas = Array.from({ length: 30 }, (_, i) => `c${i}`);
const sha = fc.constantFrom(...shas);
const deploymentId = fc.integer({ min: 0, max: 40 });

const deployment = fc
  .record({
    number: deploymentId,
    finishedAt: time,
    release: sha,
    region: fc.constantFrom(undefined, 'eu', 'us'),
    state: fc.constantFrom(
      'succeeded',
      'succeeded',
      'succeeded',
      'failed',
      'aborted',
      'superseded',
    ),
    attempt: fc.integer({ min: 1, max: 2 }),
    reachedUsers: fc.constantFrom(undefined, true, false),
    ref: fc.constantFrom(undefined, 'hotfix/worm'),
    kindTold: fc.constantFrom(undefined, undefined, 'planned', 'rollback'),
  } as const)
  .map(({ number, release, ...rest }): DeploymentSample => {
    const own = services[number % services.length];
    return {
      id: `${own}/${number}`,
      service: own,
      environment: 'production',
      tier: 'production',
      release,
      revisions: [{ repo: `${repo}/${own}`, sha: release }],
      ...rest,
    };
  });

const pushes: PushSample[] = services.flatMap(own =>
  Array.from({ length: 15 }, (_, i) => ({
    repo: `${repo}/${own}`,
    branch: 'main',
    before: i === 0 ? undefined : shas[2 * i - 1],
    after: shas[2 * i + 1],
    pushedAt: start + i * day,
    forced: i === 9,
    truncated: i === 12,
    onDefaultBranch: true,
    commits: shas.slice(2 * i, 2 * i + 2).map((one, n) => ({
      sha: one,
      committedAt: start + i * day + n * hour,
      author: n ? 'Ada' : 'Grace',
    })),
  })),
);

const change = fc
  .record({
    service,
    merge: fc.integer({ min: 1, max: 29 }),
    revert: fc.boolean(),
    mergedAt: time,
  })
  .map(
    ({ service: own, merge, revert, mergedAt }): ChangeSample => ({
      id: `${own}!${merge}${revert ? 'r' : ''}`,
      repo: `${repo}/${own}`,
      number: merge,
      title: revert ? `Revert "Change ${merge - 1}"` : `Change ${merge}`,
      targetBranch: 'main',
      mergeSha: shas[merge],
      labels: [],
      mergedAt,
    }),
  );

const incident = fc
  .record({
    number: fc.integer({ min: 0, max: 9 }),
    service,
    startedAt: time,
    turns: fc.array(
      fc.record({ at: time, to: fc.constantFrom('resolved', 'open') } as const),
      { maxLength: 3 },
    ),
    cause: fc.constantFrom('change', 'not_change', 'unknown'),
    named: fc.option(deploymentId, { nil: undefined }),
    copies: fc.boolean(),
  } as const)
  .map(({ number, named, copies, service: own, ...rest }): Incident => {
    const named3 =
      named === undefined
        ? undefined
        : named - (named % 3) + services.indexOf(own);
    return {
      ...rest,
      service: own,
      id: `${own}-${number}`,
      duplicateOf: copies ? `${own}-${(number + 1) % 10}` : undefined,
      links:
        named3 === undefined ? {} : { deploymentIds: [`${own}/${named3}`] },
    };
  });

const classification = fc
  .record({
    number: deploymentId,
    as: fc.constantFrom(
      'failed',
      'not_failed',
      'fixed_by',
      'not_production',
      'ignore',
    ),
    fix: deploymentId,
    at: time,
  } as const)
  .map(({ number, as, fix, at }): Classification => {
    const own = services[number % services.length];
    const near = fix - (fix % 3) + (number % 3);
    return {
      id: `${number}${as}${at}`,
      deploymentId: `${own}/${number}`,
      as,
      fixedBy: as === 'fixed_by' ? `${own}/${near}` : undefined,
      reason: 'seen',
      by: 'user:default/ada',
      at,
    };
  });

/** Facts of three services that lean on each other. */
export const facts: fc.Arbitrary<DoraFacts> = fc.record({
  deployments: fc.array(deployment, { maxLength: 40 }),
  pushes: fc.constant(pushes),
  changes: fc.array(change, { maxLength: 12 }),
  incidents: fc.array(incident, { maxLength: 10 }),
  classifications: fc.array(classification, { maxLength: 5 }),
});
