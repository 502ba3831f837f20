import { crumbsOf } from './crumbsOf';

const groups = [
  {
    label: 'Deliver',
    entries: [
      {
        page: 'page:pipelines',
        href: '/pipelines',
        title: 'Pipelines',
        icon: null,
      },
    ],
  },
];

describe('crumbsOf', () => {
  it('begins with the area of the sidebar and follows the depth', () => {
    expect(
      crumbsOf(
        [
          { label: 'Run 12', href: '/pipelines/runs/12', depth: 1 },
          { label: 'Pipelines', href: '/pipelines', depth: 0 },
        ],
        groups,
      ),
    ).toEqual([
      { label: 'Deliver' },
      { label: 'Pipelines', href: '/pipelines' },
      { label: 'Run 12', href: '/pipelines/runs/12' },
    ]);
  });

  it('has no area for a page outside the groups', () => {
    expect(crumbsOf([{ label: 'Home', href: '/', depth: 0 }], groups)).toEqual([
      { label: 'Home', href: '/' },
    ]);
  });
});
