import { where } from '@quarterdeck/plugin-portal-node';
import { findShippers } from './service/sbom/findShippers';
import { day, scan } from './testing/scans';
import {
  createSecurityDatabase,
  SecurityDatabase,
} from './testing/securityDatabase';

const component = (name: string, version: string) => ({
  record: 'component' as const,
  ref: `${name}@${version}`,
  package: {
    name,
    version,
    ecosystem: 'npm',
    purl: `pkg:npm/${name}@${version}`,
  },
});

/** More than are sorted: what begins with "rope" is walked through. */
const many = 3300;

describe('who ships a component', () => {
  let database: SecurityDatabase;
  beforeAll(async () => {
    database = await createSecurityDatabase();
    const sbom = (entity: string, from: number, version: string) =>
      scan(
        Array.from({ length: many / 3 }, (_, n) =>
          component(`rope-${from + n}`, version),
        ),
        {
          at: day(0),
          entityRef: `component:default/${entity}`,
          data: { category: 'sbom', tool: undefined },
        },
      );
    await database.import(
      sbom('a', 0, '1.0.0'),
      sbom('b', 1000, '2.0.0'),
      sbom('c', 2000, '3.0.0'),
    );
  });
  afterAll(() => database?.drop());

  const ships = async (
    name: string,
    more: { range?: string; limit?: number; exact?: boolean } = {},
  ) => {
    const found: string[] = [];
    const limit = more.limit ?? 500;
    let cursor: [string, string, number] | undefined;
    for (;;) {
      const rows = await findShippers(
        database,
        {
          name,
          exact: more.exact ?? false,
          ecosystem: [],
          range: more.range,
        },
        where('true'),
        { limit, cursor },
      );
      found.push(
        ...rows.map(
          row => `${row.entity_ref.slice(18)} ${row.ref} ${row.inRange}`,
        ),
      );
      const last = rows.at(-1);
      if (!last || rows.length < limit) return found;
      cursor = [last.entity_ref, last.document_id, last.ordinal];
    }
  };

  it('is told of all of them, page by page, however many there are', async () => {
    const all = await ships('rope');
    expect(all).toHaveLength(many);
    expect(new Set(all).size).toBe(many);
    expect(all.map(one => one[0]).join('')).toBe(
      ['a', 'b', 'c'].map(one => one.repeat(many / 3)).join(''),
    );
  });

  it('is narrowed by a range, among many as among few', async () => {
    expect(await ships('rope', { range: '<2.5' })).toHaveLength((2 * many) / 3);
    expect(await ships('rope', { range: '<1.0' })).toEqual([]);
    expect(await ships('rope', { range: '>=3' })).toHaveLength(many / 3);
    expect(await ships('rope-1050', { range: '<1.5' })).toEqual([
      'a rope-1050@1.0.0 yes',
    ]);
    expect(await ships('rope-1050', { exact: true })).toEqual([
      'a rope-1050@1.0.0 yes',
      'b rope-1050@2.0.0 yes',
    ]);
  });
});
