import {
  change,
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

describe('rule 2: lead time', () => {
  const two = [ran('d1', 'a1', h(5)), ran('d2', 'b2', h(10))];

  it('is from each commit to its first deployment', () => {
    expect(measure({ deployments: two, pushes }).leadHours).toEqual({
      b1: 9,
      b2: 8,
    });
  });

  it('leaves out merge commits and bots', () => {
    const { leadHours } = measure({
      deployments: two,
      pushes: [
        pushes[0],
        push('a1', [
          commit('b1', h(1), { author: 'dependabot[bot]' }),
          commit('b3', h(2), { parents: 2 }),
          commit('b4', h(3)),
          commit('b2', h(4), { message: "Merge branch 'ripe' into 'main'" }),
        ]),
      ],
    });
    expect(leadHours).toEqual({ b4: 7 });
  });

  it('maps a squash back to the commits of its change', () => {
    const own = [commit('p1', h(1)), commit('p2', h(3))];
    const { leadHours, quality } = measure({
      deployments: two,
      pushes: [pushes[0], push('a1', [commit('b2', h(6))])],
      changes: [change('7', { mergeSha: 'b2', commits: own, mergedAt: h(6) })],
    });
    expect(leadHours).toEqual({ p1: 9, p2: 7 });
    expect(quality).not.toContain('squash_unmapped b2');
  });

  it('finds the commits of a squash by the pushes of its branch', () => {
    const { leadHours } = measure({
      deployments: two,
      pushes: [
        pushes[0],
        push('000', [commit('p1', h(1))], {
          branch: 'ripe',
          onDefaultBranch: false,
        }),
        push('p1', [commit('p2', h(3))], {
          branch: 'ripe',
          onDefaultBranch: false,
        }),
        push('a1', [commit('b2', h(6))]),
      ],
      changes: [
        change('7', {
          mergeSha: 'b2',
          headSha: 'p2',
          sourceBranch: 'ripe',
          mergedAt: h(6),
        }),
      ],
    });
    expect(leadHours).toEqual({ p1: 9, p2: 7 });
  });

  it('says when the commits of a squash are not known', () => {
    const { leadHours, quality } = measure({
      deployments: two,
      pushes: [pushes[0], push('a1', [commit('b2', h(6))])],
      changes: [change('7', { mergeSha: 'b2' })],
    });
    expect(leadHours).toEqual({ b2: 4 });
    expect(quality).toContain('squash_unmapped b2');
  });

  it('counts rebased commits once, as they were written', () => {
    const wrote = (sha: string, at: number) =>
      commit(sha, h(6), { authoredAt: h(at), message: `pick ${at}` });
    const { leadHours } = measure(
      {
        deployments: two,
        pushes: [pushes[0], push('a1', [wrote('b1', 1), wrote('b2', 2)])],
        changes: [
          change('7', {
            mergeSha: 'b2',
            commits: [wrote('p1', 1), wrote('p2', 2)],
          }),
        ],
      },
      { leadTimeFrom: 'authored' },
    );
    expect(leadHours).toEqual({ p1: 9, p2: 8 });
  });

  it('gives no second sample after a rollback', () => {
    const { samples } = measure({
      deployments: [...two, ran('d3', 'a1', h(12)), ran('d4', 'b2', h(20))],
      pushes,
    });
    expect(samples.leadTimes.map(({ deploymentId }) => deploymentId)).toEqual([
      'd2',
      'd2',
    ]);
  });

  it.each([
    ['committed', { p1: 8, p2: 6 }],
    ['authored', { p1: 9, p2: 6.5 }],
    ['change_first_commit', { b2: 9 }],
    ['merged', { b2: 4 }],
  ] as const)('may begin at %s', (leadTimeFrom, expected) => {
    const own = [
      commit('p1', h(2), { authoredAt: h(1) }),
      commit('p2', h(4), { authoredAt: h(3.5) }),
    ];
    const { leadHours } = measure(
      {
        deployments: two,
        pushes: [pushes[0], push('a1', [commit('b2', h(6))])],
        changes: [
          change('7', { mergeSha: 'b2', commits: own, mergedAt: h(6) }),
        ],
      },
      { leadTimeFrom },
    );
    expect(leadHours).toEqual(expected);
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

describe('rule 5: attempts', () => {
  it('makes one successful deployment of a failed and a good attempt', () => {
    const { samples, metrics } = measure({
      deployments: [
        deployed('d1', h(9), { attempt: 2 }),
        deployed('d1', h(5), { state: 'failed', reachedUsers: true }),
      ],
    });
    expect(samples.deployments).toMatchObject([
      { outcome: 'succeeded', finishedAt: h(9) },
    ]);
    expect(metrics.change_fail_rate.share).toMatchObject({ count: 0, of: 1 });
  });
});

describe('rule 6: frequency', () => {
  it('counts deployments, their days, and what they are made of', () => {
    const { metrics } = measure(
      {
        deployments: [
          ran('d1', 'a1', h(1)),
          ran('d2', 'b1', h(2)),
          ran('d3', 'a1', h(3)),
          ran('d4', 'a1', h(30)),
        ],
      },
      {},
      { ...month, to: month.from + 7 * day },
    );
    expect(metrics.deployment_frequency).toMatchObject({
      deployments: 4,
      days: 7,
      perDay: 4 / 7,
      perWeek: 4,
      deploymentDays: 2,
      deploymentDaysPerWeek: 2,
      composition: { planned: 2, rollback: 1, redeploy: 1, roll_forward: 0 },
    });
  });
});

describe('rule 7: regions', () => {
  const regions = (minutes: number) => [
    ran('d0', 'a1', h(1), { region: 'eu' }),
    ran('d1', 'a1', h(1), { region: 'us' }),
    ran('d2', 'b2', h(10), { region: 'eu' }),
    ran('d3', 'b2', h(10 + minutes / 60), { region: 'us' }),
  ];

  it.each([
    [1440, 2],
    [1441, 3],
  ])('a second region after %s minutes: %s releases', (minutes, expected) => {
    const { metrics, samples } = measure({
      deployments: regions(minutes),
      pushes,
    });
    expect(metrics.deployment_frequency.deployments).toBe(expected);
    expect(samples.deployments).toHaveLength(4);
  });

  it.each([
    ['first', { b1: 9, b2: 8 }],
    ['last', { b1: 10, b2: 9 }],
  ] as const)(
    'ends the lead time at the %s region',
    (leadTimeRegion, expected) => {
      const { leadHours } = measure(
        { deployments: regions(60), pushes },
        { leadTimeRegion },
      );
      expect(leadHours).toEqual(expected);
    },
  );
});

describe('rule 8: repositories', () => {
  it('pools the commits of several', () => {
    const other = 'https://git.example/orchard/jam';
    const { leadHours } = measure({
      deployments: [
        ran('d1', 'r1', h(5), {
          revisions: [
            { repo, sha: 'a1' },
            { repo: other, sha: 'j1' },
          ],
        }),
        ran('d2', 'r2', h(9), {
          revisions: [
            { repo: other, sha: 'j2' },
            { repo, sha: 'b2' },
          ],
        }),
      ],
      pushes: [...pushes, push('j1', [commit('j2', h(7))], { repo: other })],
    });
    expect(leadHours).toEqual({ b1: 8, b2: 7, j2: 2 });
  });

  it('gives a commit of a monorepo to the service of its paths', () => {
    const { leadHours, quality } = measure(
      {
        deployments: [ran('d1', 'a1', h(5)), ran('d2', 'b3', h(9))],
        pushes: [
          pushes[0],
          push('a1', [
            commit('b1', h(6), { paths: ['pears/tree.ts'] }),
            commit('b2', h(7), { paths: ['plums/tree.ts'] }),
            commit('b3', h(8)),
          ]),
        ],
      },
      {
        paths: [
          { service: 'component:default/pears', repo, prefixes: ['pears/'] },
        ],
      },
    );
    expect(leadHours).toEqual({ b1: 3 });
    expect(quality).toContain('paths_unknown b3');
  });
});
