import { change, commit, h, measure, push, ran } from './__testUtils__/facts';

/** a1 runs; b1 and b2 are pushed on top. */
const pushes = [
  push('a0', [commit('a1', h(0))]),
  push('a1', [commit('b1', h(1)), commit('b2', h(2))]),
];

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
