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
