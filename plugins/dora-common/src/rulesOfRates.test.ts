import {
  deployed,
  h,
  incident,
  measure,
  ran,
  said,
} from './__testUtils__/facts';
import { computeMetrics } from './metrics/computeMetrics';
import { DoraFacts } from './types';

const plain = [
  ran('d1', 'v1', h(1)),
  ran('d2', 'v2', h(2)),
  ran('d3', 'v3', h(3)),
];
const linked = { deploymentIds: ['d1'] };

describe('rule 11: change fail rate', () => {
  const ended = (id: string, at: number, rest: object) =>
    deployed(id, h(at), { state: 'failed', ...rest });

  it('is failed of what users met', () => {
    const { metrics } = measure({
      deployments: [
        deployed('ok', h(1)),
        ended('met', 2, { reachedUsers: true }),
        ended('untouched', 3, { reachedUsers: false }),
      ],
    });
    expect(metrics.change_fail_rate.share).toMatchObject({
      count: 1,
      of: 2,
      ratio: 0.5,
    });
  });

  it('does not guess whether users met it, unless told to count it', () => {
    const facts = {
      deployments: [deployed('ok', h(1)), ended('who knows', 2, {})],
    };
    const { metrics, quality } = measure(facts);
    expect(metrics.change_fail_rate.share).toMatchObject({ count: 0, of: 1 });
    expect(quality).toContain('unknown_reach who knows');
    const counting = measure(facts, { unknownReachCounts: true }).metrics;
    expect(counting.change_fail_rate.share).toMatchObject({ count: 1, of: 2 });
  });

  it('counts a canary taken back by itself apart, with and without', () => {
    const { metrics, samples } = measure({
      deployments: [
        deployed('ok', h(1)),
        deployed('canary', h(2), { state: 'aborted', trafficPercent: 20 }),
      ],
    });
    expect(samples.deployments[1]).toMatchObject({
      outcome: 'auto_aborted',
      trafficPercent: 20,
    });
    expect(metrics.change_fail_rate).toMatchObject({
      value: 0,
      autoAborted: { count: 1, ids: ['canary'] },
      share: { count: 0, of: 1 },
      shareWithAborted: { count: 1, of: 2, ratio: 0.5 },
    });
    expect(metrics.deployment_frequency.deployments).toBe(1);
  });
});

describe('rule 12: recovery', () => {
  const recovery = (facts: Partial<DoraFacts>) =>
    measure(facts).samples.recoveries;
  const hours = (facts: Partial<DoraFacts>) =>
    recovery(facts).map(({ seconds }) =>
      seconds === null ? null : seconds / 3600,
    );

  it('is from the finish to the last resolve', () => {
    const turns = [
      { at: h(6), to: 'resolved' as const },
      { at: h(8), to: 'resolved' as const },
      { at: h(7), to: 'open' as const },
    ];
    expect(
      hours({
        deployments: plain,
        incidents: [incident('i', h(4), null, { turns })],
      }),
    ).toEqual([5]);
  });

  it('is from the first bad traffic when the rollout tells it', () => {
    const deployments = [ran('d1', 'v1', h(3), { firstTrafficAt: h(2) })];
    expect(
      hours({ deployments, incidents: [incident('i', h(3), h(5))] }),
    ).toEqual([3]);
  });

  it('ends with the rollback, or with what a person says mended it', () => {
    const deployments = [
      ...plain,
      ran('d4', 'v1', h(4)),
      ran('d5', 'v5', h(6)),
    ];
    expect(hours({ deployments })).toEqual([2]);
    const classifications = [said('d2', 'fixed_by', { fixedBy: 'd5' })];
    expect(hours({ deployments, classifications })).toEqual([4]);
  });

  it('shows open ones beside the median', () => {
    const { metrics } = measure({
      deployments: plain,
      incidents: [incident('i', h(1.5), h(2)), incident('j', h(4), null)],
    });
    expect(metrics.failed_deployment_recovery_time).toMatchObject({
      value: 3600,
      n: 1,
      open: { count: 1, oldestSince: h(3), ids: ['d3'] },
    });
  });

  it('counts when it was made good, in a second view when it failed', () => {
    const { samples } = measure({
      deployments: plain,
      incidents: [incident('i', h(3.5), h(30))],
    });
    const recovered = (
      from: number,
      to: number,
      recoveryBy?: 'recovered' | 'failed',
    ) =>
      computeMetrics(samples, {
        window: { from: h(from), to: h(to), zone: 'UTC' },
        asOf: h(100),
        recoveryBy,
      }).failed_deployment_recovery_time.n;
    expect([recovered(0, 24), recovered(24, 48)]).toEqual([0, 1]);
    expect([recovered(0, 24, 'failed'), recovered(24, 48, 'failed')]).toEqual([
      1, 0,
    ]);
  });

  it('leaves out incidents without a change', () => {
    const incidents = [
      incident('i', h(4), h(5), { cause: 'not_change', links: linked }),
    ];
    expect(recovery({ deployments: plain, incidents })).toEqual([]);
  });
});

describe('rule 13: rework', () => {
  it('is rollbacks, hotfixes and what repairs, of all that users met', () => {
    const { metrics } = measure({
      deployments: [
        ...plain,
        ran('d4', 'v1', h(4)),
        ran('d5', 'v5', h(5)),
        ran('d6', 'v6', h(6), { ref: 'hotfix-6' }),
        ran('d7', 'v7', h(7)),
        ran('d8', 'v8', h(8), { remediates: 'd7', kindTold: 'planned' }),
      ],
    });
    expect(metrics.deployment_rework_rate).toMatchObject({
      share: { count: 3, of: 8 },
      rollbacks: 1,
    });
  });
});
