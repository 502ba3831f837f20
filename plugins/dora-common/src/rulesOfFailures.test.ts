import {
  change,
  commit,
  h,
  incident,
  measure,
  push,
  ran,
  said,
} from './__testUtils__/facts';
import { DoraFacts, MarkMethod } from './types';

const plain = [
  ran('d1', 'v1', h(1)),
  ran('d2', 'v2', h(2)),
  ran('d3', 'v3', h(3)),
];
const linked = { deploymentIds: ['d1'] };

describe('rule 9: marks and their trust', () => {
  const revert: Partial<DoraFacts> = {
    deployments: plain,
    pushes: [
      push('v0', [commit('v1', h(0))]),
      push('v1', [commit('v2', h(1.5))]),
      push('v2', [commit('v3', h(2.5))]),
    ],
    changes: [
      change('2', {
        title: 'Riper pears',
        number: 2,
        mergeSha: 'v2',
        headSha: 'v2',
      }),
      change('3', {
        title: 'Revert "Riper pears"',
        mergeSha: 'v3',
        headSha: 'v3',
      }),
    ],
  };

  it.each<[MarkMethod, number, Partial<DoraFacts>, string[]]>([
    [
      'human',
      1,
      { deployments: plain, classifications: [said('d2', 'failed')] },
      ['d2'],
    ],
    [
      'explicit_link',
      0.95,
      {
        deployments: plain,
        incidents: [incident('i', h(4), h(5), { links: linked })],
      },
      ['d1'],
    ],
    [
      'rollback',
      0.9,
      { deployments: [...plain, ran('d4', 'v2', h(4))] },
      ['d3'],
    ],
    ['linked_revert', 0.8, revert, ['d2']],
    [
      'rule',
      0.6,
      {
        deployments: [...plain, ran('d4', 'v4', h(4), { ref: 'hotfix/worm' })],
      },
      ['d3'],
    ],
    [
      'time',
      0.4,
      { deployments: plain, incidents: [incident('i', h(4), h(5))] },
      ['d3'],
    ],
  ])('%s has confidence %s', (method, confidence, facts, expected) => {
    const { samples, failed } = measure(facts);
    expect(failed).toEqual(expected);
    expect(
      samples.marks.filter(({ role }) => role === 'primary'),
    ).toMatchObject([{ method, confidence, deploymentId: expected[0] }]);
  });

  it('has one primary per incident, the others are affected', () => {
    const { failed, affected } = measure({
      deployments: plain,
      incidents: [
        incident('i', h(2.5), h(5), {
          links: { deploymentIds: ['d1', 'd2', 'd3'] },
        }),
      ],
    });
    expect(failed).toEqual(['d2']);
    expect(affected).toEqual(['d1', 'd3']);
  });

  it.each([
    ['a release', { releases: ['v2'] }],
    ['a commit', { shas: ['v2'] }],
    ['a change', { changeIds: ['2'] }],
  ])('follows an incident that names %s', (_what, links) => {
    const { failed } = measure({
      deployments: plain,
      pushes: revert.pushes,
      changes: [change('2', { mergeSha: 'v2' })],
      incidents: [incident('i', h(9), h(10), { links })],
    });
    expect(failed).toEqual(['d2']);
  });

  it('does not blame by time what an incident does not name', () => {
    const { failed, quality } = measure({
      deployments: plain,
      incidents: [
        incident('i', h(4), h(5), { links: { shas: ['elsewhere'] } }),
      ],
    });
    expect(failed).toEqual([]);
    expect(quality).toContain('incident_unlinked i');
  });

  it('blames by time within the limit only', () => {
    const at = (hours: number) =>
      measure({
        deployments: plain,
        incidents: [incident('i', h(hours), null)],
      }).failed;
    expect(at(27)).toEqual(['d3']);
    expect(at(27.01)).toEqual([]);
    expect(at(0.5)).toEqual([]);
  });

  it('lets a person overrule all, and undo it', () => {
    const facts = {
      deployments: plain,
      incidents: [incident('i', h(4), h(5))],
    };
    const classifications = [said('d3', 'not_failed')];
    expect(measure({ ...facts, classifications }).failed).toEqual([]);
    expect(measure(facts).failed).toEqual(['d3']);
  });

  it.each([
    ['not_production', 2],
    ['ignore', 2],
  ] as const)(
    'leaves out what a person calls %s, and still lists it',
    (as, expected) => {
      const { metrics, samples } = measure({
        deployments: plain,
        classifications: [said('d2', as)],
      });
      expect(metrics.deployment_frequency.deployments).toBe(expected);
      expect(samples.deployments.find(({ id }) => id === 'd2')?.counted).toBe(
        false,
      );
    },
  );

  it('marks nothing for a revert in the same deployment', () => {
    const { failed, kinds } = measure({
      ...revert,
      deployments: [plain[0], plain[2]],
    });
    expect(failed).toEqual([]);
    expect(kinds.d3).toBe('planned');
  });
});

describe('rule 10: rollback V1→V2→V3→V1', () => {
  const facts = { deployments: [...plain, ran('d4', 'v1', h(4))] };

  it('blames V2, V3 is affected', () => {
    const { failed, affected, kinds } = measure(facts);
    expect(failed).toEqual(['d2']);
    expect(affected).toEqual(['d3']);
    expect(kinds.d4).toBe('rollback');
  });

  it('counts V3 by a setting', () => {
    expect(measure(facts, { affectedCount: true }).failed).toEqual([
      'd2',
      'd3',
    ]);
  });

  it('blames V3 when an incident names it: one failure has one culprit', () => {
    const incidents = [
      incident('i', h(3.5), h(5), { links: { deploymentIds: ['d3'] } }),
    ];
    const { failed, affected } = measure({ ...facts, incidents });
    expect(failed).toEqual(['d3']);
    expect(affected).toEqual(['d2']);
  });

  it('gives an incident without a link to V2 as well', () => {
    expect(
      measure({ ...facts, incidents: [incident('i', h(3.5), h(5))] }).failed,
    ).toEqual(['d2']);
  });

  it('is no rollback of the rollback when V2 comes again', () => {
    const { failed, kinds } = measure({
      deployments: [...facts.deployments, ran('d5', 'v2', h(5))],
    });
    expect(failed).toEqual(['d2']);
    expect(kinds.d5).toBe('redeploy');
  });

  it('sees one after a deployment that failed halfway', () => {
    const { failed, kinds } = measure({
      deployments: [
        plain[0],
        ran('d2', 'v2', h(2), { state: 'failed', reachedUsers: true }),
        ran('d3', 'v1', h(3)),
      ],
    });
    expect(failed).toEqual(['d2']);
    expect(kinds.d3).toBe('rollback');
  });
});
