import { placeItems } from './placeItems';

const page = (id: string, title: string) => ({
  node: { spec: { id } },
  title,
  href: `/${title.toLocaleLowerCase('en-US')}`,
  icon: null,
});

const lines = (pages: Parameters<typeof placeItems>[0]) =>
  placeItems(pages).map(group => [
    group.label ?? (group.foot ? 'foot' : 'top'),
    group.entries.map(entry => entry.title),
  ]);

describe('placeItems', () => {
  it('shows only pages that exist, in the order of the design', () => {
    expect(
      lines([
        page('page:user-settings', 'Settings'),
        page('page:pipelines', 'Pipelines'),
        page('page:catalog', 'Catalog'),
        page('page:home', 'Home'),
        page('page:ingest', 'Ingest'),
      ]),
    ).toEqual([
      ['top', ['Home', 'Catalog']],
      ['Deliver', ['Pipelines']],
      ['foot', ['Ingest', 'Settings']],
    ]);
  });

  it('lists pages without a place under More, by name', () => {
    expect(
      lines([
        page('page:zebra', 'Zebra'),
        page('page:api-docs', 'APIs'),
        page('page:user-settings', 'Settings'),
      ]),
    ).toEqual([
      ['More', ['APIs', 'Zebra']],
      ['foot', ['Settings']],
    ]);
  });

  it('leaves out what is reached another way', () => {
    expect(lines([page('page:search', 'Search')])).toEqual([]);
  });
});
