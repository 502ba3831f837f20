import {
  quickCheckAverages,
  answerScore,
  industryBenchmark,
  percentScore,
} from './benchmarks/quickCheck';
import { quantiles } from './statistics/quantiles';
import {
  change,
  commit,
  day,
  deployed,
  h,
  incident,
  measure,
  push,
  ran,
} from './__testUtils__/facts';

describe('Datadog', () => {
  it('gives 4 h and 3 h for C1, then C4 that merges C2 and C3; C4 and the first give none', () => {
    const { leadHours, metrics } = measure({
      deployments: [ran('d1', 'C1', h(10)), ran('d2', 'C4', h(19))],
      pushes: [
        push('C1', [
          commit('C2', h(15)),
          commit('C3', h(16)),
          commit('C4', h(18), { parents: 2 }),
        ]),
      ],
    });
    expect(leadHours).toEqual({ C2: 4, C3: 3 });
    expect(metrics.change_lead_time.quantiles.mean).toBe(3.5 * 3600);
  });

  it.each([
    ['V1→V2→V3→V1', ['V1', 'V2', 'V3', 'V1'], ['d1']],
    ['V1→V1', ['V1', 'V1'], []],
  ])('marks by %s', (_name, versions, expected) => {
    const deployments = versions.map((version, i) =>
      ran(`d${i}`, version, h(i)),
    );
    expect(measure({ deployments }).failed).toEqual(expected);
  });
});

describe('GitLab', () => {
  const ten = Array.from({ length: 10 }, (_, i) =>
    deployed(`d${i}`, h(24 * i)),
  );

  it('has 0.3 with incidents after 3 of 10 deployments; two after one are one failure', () => {
    const rate = (...hours: number[]) =>
      measure({
        deployments: ten,
        incidents: hours.map(at => incident(`i${at}`, h(at), h(at + 1))),
      }).metrics.change_fail_rate.value;
    expect(rate(1, 25, 49)).toBe(0.3);
    expect(rate(1, 2, 49)).toBe(0.2);
  });

  const merged = (daysBefore: number[], branches: string[]) => ({
    deployments: [
      ran('d1', 'm0', h(0)),
      ran('d2', `m${daysBefore.length}`, h(240)),
    ],
    pushes: [
      push(
        'm0',
        daysBefore.map((_, i) => commit(`m${i + 1}`, h(200))),
      ),
    ],
    changes: daysBefore.map((ago, i) =>
      change(`${i + 1}`, {
        mergeSha: `m${i + 1}`,
        mergedAt: h(240) - ago * day,
        targetBranch: branches[i],
      }),
    ),
  });
  const branches = ['main', 'staging', 'trial'];

  it('has 5 d for merges 1, 5 and 7 days before, 3 d for main and staging only', () => {
    const facts = merged([1, 5, 7], branches);
    const value = (targetBranches: string[] | null) =>
      measure(facts, { leadTimeFrom: 'merged', targetBranches }).metrics
        .change_lead_time.value;
    expect(value(null)).toBe((5 * day) / 1000);
    expect(value(['main', 'staging'])).toBe((3 * day) / 1000);
  });

  it('has 0 for a merge one day after the deployment', () => {
    const { metrics } = measure(merged([-1], branches), {
      leadTimeFrom: 'merged',
    });
    expect(metrics.change_lead_time).toMatchObject({ value: 0, clamped: 1 });
  });
});

describe('Four Keys, Sleuth, Middleware', () => {
  const some = (count: number) =>
    Array.from({ length: count }, (_, i) => deployed(`d${i}`, h(10 * (i + 1))));
  const rate = (count: number, incidents: number[]) =>
    measure({
      deployments: some(count),
      incidents: incidents.map(at => incident(`i${at}`, h(at), h(at + 1))),
    }).metrics.change_fail_rate.value;

  it.each([
    ['Four Keys: one of 4', 4, [15], 0.25],
    ['Middleware: between two', 2, [15], 0.5],
    ['Middleware: before both', 2, [5], 0],
    ['Middleware: after both', 2, [25], 0.5],
    ['Middleware: four of six', 6, [15, 25, 35, 45], 4 / 6],
    ['none deployed: no data, not 0', 0, [5], null],
  ])('%s', (_name, count, incidents, expected) => {
    expect(rate(count, incidents)).toBe(expected);
  });

  it('Sleuth: one incident over two of 20 is 10 % when affected ones count', () => {
    const facts = {
      deployments: some(20),
      incidents: [
        incident('i', h(25), h(26), { links: { deploymentIds: ['d0', 'd1'] } }),
      ],
    };
    expect(
      measure(facts, { affectedCount: true }).metrics.change_fail_rate.value,
    ).toBe(0.1);
    expect(measure(facts).metrics.change_fail_rate.value).toBe(0.05);
  });
});

describe('metrik', () => {
  const stage = (
    id: string,
    at: number,
    state: 'failed' | 'succeeded' | 'aborted',
  ) =>
    deployed(id, h(at), {
      state,
      reachedUsers: state === 'failed' ? true : undefined,
    });
  const hours = (...deployments: ReturnType<typeof stage>[]) =>
    measure({ deployments }).samples.recoveries.map(({ seconds }) =>
      seconds === null ? null : seconds / 3600,
    );

  it('failed, failed, succeeded is one recovery, from the first failure', () => {
    expect(
      hours(
        stage('d0', 0, 'succeeded'),
        stage('d1', 1, 'failed'),
        stage('d2', 3, 'failed'),
        stage('d3', 6, 'succeeded'),
      ),
    ).toEqual([5]);
  });

  it('skips what was aborted; what is failed at the end gives none', () => {
    expect(
      hours(
        stage('d1', 1, 'failed'),
        stage('d2', 3, 'aborted'),
        stage('d3', 6, 'succeeded'),
        stage('d4', 8, 'failed'),
      ),
    ).toEqual([5, null]);
  });

  it('has windows that hold their ends: ours ends a millisecond later', () => {
    const deployments = [deployed('d1', h(1)), deployed('d2', h(5))];
    const count = (to: number) =>
      measure({ deployments }, {}, { from: h(1), to, zone: 'UTC' }).metrics
        .deployment_frequency.deployments;
    expect(count(h(5))).toBe(1);
    expect(count(h(5) + 1)).toBe(2);
  });
});

describe('RHDH, Pelorus, Quick Check', () => {
  it('median of [9,3,6] is 6, of [10,2,4,8] 6 (DevLake: 4)', () => {
    expect(quantiles([9, 3, 6]).median).toBe(6);
    expect(quantiles([10, 2, 4, 8]).median).toBe(6);
  });

  it('Pelorus: means of commit to deployment; without a known commit none', () => {
    const seconds = [111, 282, 2_918_139];
    const last = h(24 * 27);
    const { metrics } = measure({
      deployments: [
        ran('d0', 'c0', last - 40 * day),
        ran('d1', 'c3', last),
        deployed('d2', last + 1),
      ],
      pushes: [
        push(
          'c0',
          seconds.map((ago, i) => commit(`c${i + 1}`, last - ago * 1000)),
        ),
      ],
    });
    const { mean, n } = metrics.change_lead_time.quantiles;
    expect([mean, n]).toEqual([972_844, 3]);
    const second = [1_046_220, 1_046_220, 1_046_220];
    expect(quantiles([...seconds, ...second]).mean).toBe(
      (972_844 + 1_046_220) / 2,
    );
    expect(Math.round((972_844 + 1_046_220) / 2)).toBe(1_009_532);
  });

  it('Quick Check: 6.72 for all industries, 3.5 → 5, 50 % → 5', () => {
    expect(industryBenchmark()?.average).toBeCloseTo(6.72, 9);
    expect(answerScore(3.5)).toBe(5);
    expect(percentScore(50)).toBe(5);
    expect(quickCheckAverages({}).average).toBeNull();
  });
});
