import { lastColumns } from './lastColumns';

it('names the last column of each width', () => {
  expect([
    ...lastColumns([
      { key: 'name' },
      { key: 'entity', priority: 2 },
      { key: 'size', priority: 3 },
    ]),
  ]).toEqual([
    ['entity', '2'],
    ['name', '1'],
  ]);
  expect([...lastColumns([{ key: 'name' }, { key: 'size' }])]).toEqual([
    ['size', '2 1'],
  ]);
});
