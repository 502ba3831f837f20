import fc from 'fast-check';
import { day, hour, month, noFacts, repo, start } from './__testUtils__/facts';
import { computeSamples } from './computeSamples';
import { computeMetrics } from './metrics/computeMetrics';
import { metricSeries } from './metrics/metricSeries';
import {
  bucketCounts,
  exactQuantile,
  poolCounts,
} from './statistics/pooledQuantile';
import { quantileOf, quantiles } from './statistics/quantiles';
import {
  ChangeSample,
  Classification,
  DeploymentSample,
  DoraFacts,
  DoraSamples,
  Incident,
  PushSample,
} from './types';

const services = ['pears', 'plums', 'quinces'];
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

const facts: fc.Arbitrary<DoraFacts> = fc.record({
  deployments: fc.array(deployment, { maxLength: 40 }),
  pushes: fc.constant(pushes),
  changes: fc.array(change, { maxLength: 12 }),
  incidents: fc.array(incident, { maxLength: 10 }),
  classifications: fc.array(classification, { maxLength: 5 }),
});

/** The same items in another order, some of them twice. */
function shaken<T>(items: readonly T[], seed: number): T[] {
  const twice = [...items, ...items.filter((_, i) => (i * 7 + seed) % 3 === 0)];
  return twice
    .map((item, i) => ({ item, at: Math.sin(seed + i * 12.9898) }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => structuredClone(item));
}

const question = { window: month, asOf: month.from + 20 * day };
const everything = (all: DoraFacts) => {
  const samples = computeSamples(all);
  return JSON.stringify([
    samples,
    computeMetrics(samples, question),
    metricSeries(samples, question, 'week'),
  ]);
};

describe('metrics (rule 19)', () => {
  it('are the same, byte for byte, in any order and with any duplicates', () => {
    fc.assert(
      fc.property(facts, fc.integer({ min: 1, max: 1e6 }), (all, seed) => {
        const other: DoraFacts = {
          deployments: shaken(all.deployments, seed),
          pushes: shaken(all.pushes, seed),
          changes: shaken(all.changes, seed),
          incidents: shaken(all.incidents, seed),
          classifications: shaken(all.classifications, seed),
        };
        expect(everything(other)).toBe(everything(all));
      }),
      { numRuns: 150 },
    );
  });

  it('of several services are those of the union of their samples (rule 17)', () => {
    fc.assert(
      fc.property(facts, all => {
        const parts = services.map(own => computeSamples(of(all, own)));
        const pooled = {
          deployments: parts.flatMap(part => part.deployments),
          leadTimes: parts.flatMap(part => part.leadTimes),
          recoveries: parts.flatMap(part => part.recoveries),
        };
        expect(computeMetrics(pooled, question)).toEqual(
          computeMetrics(computeSamples(all), question),
        );
      }),
      { numRuns: 100 },
    );
  });

  it('keep their promises of form', () => {
    fc.assert(
      fc.property(facts, all => {
        const samples = computeSamples(all);
        const { change_fail_rate: rate } = computeMetrics(samples, question);
        if (rate.value !== null) {
          expect(rate.share.low).toBeLessThanOrEqual(rate.value);
          expect(rate.share.high).toBeGreaterThanOrEqual(rate.value);
        }
        expect(rate.share.count).toBeLessThanOrEqual(rate.share.of);
        expectStagesToSum(samples);
        const perIncident = samples.marks
          .filter(({ incidentId, role }) => incidentId && role === 'primary')
          .map(({ incidentId }) => incidentId);
        expect(new Set(perIncident).size).toBe(perIncident.length);
      }),
      { numRuns: 100 },
    );
  });
});

function of(all: DoraFacts, own: string): DoraFacts {
  return {
    deployments: all.deployments.filter(one => one.service === own),
    pushes: all.pushes.filter(one => one.repo === `${repo}/${own}`),
    changes: all.changes.filter(one => one.repo === `${repo}/${own}`),
    incidents: all.incidents.filter(one => one.service === own),
    classifications: all.classifications.filter(one =>
      one.deploymentId.startsWith(`${own}/`),
    ),
  };
}

function expectStagesToSum({ leadTimes }: DoraSamples) {
  for (const { stages, seconds } of leadTimes) {
    const sum = Object.values(stages).reduce<number>(
      (total, one) => total + (one ?? 0),
      0,
    );
    expect(sum).toBeCloseTo(seconds, 3);
    expect(seconds).toBeGreaterThanOrEqual(0);
  }
}

describe('quantiles', () => {
  const values = fc.array(fc.double({ min: 0, max: 1e7, noNaN: true }), {
    maxLength: 200,
  });
  const share = fc.double({ min: 0, max: 1, noNaN: true });

  it('lie where a naive count puts them', () => {
    fc.assert(
      fc.property(values, share, (list, p) => {
        const sorted = [...list].sort((a, b) => a - b);
        const found = quantileOf(sorted, p);
        if (found === null) return expect(list).toHaveLength(0);
        const rank = p * (list.length - 1);
        expect(sorted.filter(one => one < found).length).toBeLessThanOrEqual(
          Math.ceil(rank),
        );
        expect(sorted.filter(one => one > found).length).toBeLessThanOrEqual(
          list.length - 1 - Math.floor(rank),
        );
        return undefined;
      }),
    );
  });

  it('of pooled rollups are exact, by the samples of a bucket', () => {
    fc.assert(
      fc.property(fc.array(values, { maxLength: 5 }), share, (days, p) => {
        const all = days.flat().sort((a, b) => a - b);
        const counts = poolCounts(days.map(bucketCounts));
        const inBucket = (bucket: number) =>
          all.filter(one => bucketCounts([one])[0].bucket === bucket);
        expect(exactQuantile(counts, p, inBucket)).toBe(quantileOf(all, p));
      }),
    );
  });

  it('of nothing are null', () => {
    expect(quantiles([])).toEqual({
      n: 0,
      median: null,
      p75: null,
      p90: null,
      mean: null,
      tooFew: true,
    });
    expect(computeSamples(noFacts).deployments).toEqual([]);
  });
});
