import {
  commit,
  day,
  deployed,
  h,
  measure,
  month,
  push,
  ran,
  repo,
} from './__testUtils__/facts';

/** a1 runs; b1 and b2 are pushed on top. */
const pushes = [
  push('a0', [commit('a1', h(0))]),
  push('a1', [commit('b1', h(1)), commit('b2', h(2))]),
];

describe('rule 1: chain, finish and windows', () => {
  it('keeps the finish when a later word moves it, and when it is superseded', () => {
    const { samples } = measure({
      deployments: [
        deployed('d1', h(5)),
        deployed('d1', h(9)),
        deployed('d1', h(20), { state: 'superseded' }),
      ],
    });
    expect(samples.deployments.map(({ finishedAt }) => finishedAt)).toEqual([
      h(5),
    ]);
  });

  it('takes the window half open', () => {
    const { metrics } = measure({
      deployments: [
        deployed('before', month.from - 1),
        deployed('first', month.from),
        deployed('last', month.to - 1),
        deployed('after', month.to),
      ],
    });
    expect(metrics.deployment_frequency.sampleIds).toEqual(['first', 'last']);
  });

  it('keeps one chain per environment, and measures production only', () => {
    const { samples } = measure({
      deployments: [
        ran('d1', 'a1', h(5)),
        ran('d2', 'b2', h(6), { environment: 'production-lab' }),
        ran('d3', 'b2', h(7), { environment: 'qa', tier: 'staging' }),
      ],
      pushes,
    });
    expect(
      samples.deployments.map(({ id, baseline }) => [id, baseline]),
    ).toEqual([
      ['d1', 'first'],
      ['d2', 'first'],
    ]);
  });
});

describe('rule 3: baselines', () => {
  it('counts the first deployment, without a lead time', () => {
    const { metrics, samples } = measure({
      deployments: [ran('d1', 'b2', h(5))],
      pushes,
    });
    expect(samples.deployments[0].baseline).toBe('first');
    expect(metrics.deployment_frequency.deployments).toBe(1);
    expect(metrics.change_lead_time.value).toBeNull();
  });

  it.each([
    [60, null],
    [60.01, 'gap'],
  ])('after %s days: %s', (days, baseline) => {
    const { samples } = measure({
      deployments: [ran('d1', 'a1', h(5)), ran('d2', 'b2', h(5) + days * day)],
      pushes,
    });
    expect(samples.deployments[1].baseline).toBe(baseline);
    expect(samples.leadTimes).toHaveLength(baseline ? 0 : 2);
  });

  it('begins again after a force push, flagged', () => {
    const { samples, quality } = measure({
      deployments: [ran('d1', 'a1', h(5)), ran('d2', 'c1', h(9))],
      pushes: [pushes[0], push('a1', [commit('c1', h(6))], { forced: true })],
    });
    expect(samples.deployments[1].baseline).toBe('unreachable');
    expect(samples.leadTimes).toEqual([]);
    expect(quality).toContain('unreachable c1');
  });

  it('does not guess where pushes are missing', () => {
    const { samples, quality } = measure({
      deployments: [ran('d1', 'a1', h(5)), ran('d2', 'z9', h(9))],
      pushes: [pushes[0], push('y1', [commit('z9', h(6))])],
    });
    expect(samples.deployments[1]).toMatchObject({
      baseline: null,
      commits: null,
    });
    expect(quality).toContain('unknown_history z9');
  });
});

describe('rule 4: nothing new', () => {
  it.each([
    ['the same release', ran('d2', 'a1', h(9)), 'redeploy'],
    [
      'the same commit under another version',
      ran('d2', 'v2', h(9), { revisions: [{ repo, sha: 'a1' }] }),
      'redeploy',
    ],
    [
      'another commit of the same release',
      ran('d2', 'a1', h(9), { revisions: [{ repo, sha: 'b1' }] }),
      'config',
    ],
    [
      'a task that says so',
      ran('d2', 'b2', h(9), { task: 'config:reload' }),
      'config',
    ],
  ])(
    '%s counts as a deployment, without a lead time for it',
    (_what, second, kind) => {
      const { kinds, metrics } = measure({
        deployments: [ran('d1', 'a1', h(5)), second],
        pushes: pushes.slice(0, 1),
      });
      expect(kinds.d2).toBe(kind);
      expect(metrics.deployment_frequency.deployments).toBe(2);
      expect(metrics.change_lead_time.value).toBeNull();
      expect(metrics.change_fail_rate.value).toBe(0);
    },
  );
});
