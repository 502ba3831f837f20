import fc from 'fast-check';
import { facts, services } from './__testUtils__/anyFacts';
import { day, month, noFacts, repo } from './__testUtils__/facts';
import { computeSamples } from './computeSamples';
import { computeMetrics } from './metrics/computeMetrics';
import { metricSeries } from './metrics/metricSeries';
import { DoraFacts, DoraSamples } from './types';

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
  it('of nothing are nothing', () => {
    expect(computeSamples(noFacts).deployments).toEqual([]);
  });

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
        const { low, ratio, high } = rate.share;
        expect(low ?? 0).toBeLessThanOrEqual(ratio ?? 0);
        expect(high ?? 0).toBeGreaterThanOrEqual(ratio ?? 0);
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
