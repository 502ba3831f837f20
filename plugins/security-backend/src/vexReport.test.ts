import {
  FindingWorld,
  hours,
  search,
  startFindingWorld,
} from './__testUtils__/startFindingWorld';
import { packageFinding, scan } from './testing/scans';

const statement = (at: number, more: object) => ({
  record: 'vex' as const,
  at: `/statements/${at}`,
  vulnerabilityIds: ['CVE-2026-77'],
  status: 'not_affected' as const,
  nativeStatus: 'not_affected',
  justification: 'component_not_present',
  product: { purl: 'pkg:npm/left-rope@1.2.0' },
  ...more,
});

describe('the report of a VEX document', () => {
  let world: FindingWorld;
  let id: string;
  beforeAll(async () => {
    world = await startFindingWorld();
    await world.tell(
      scan([packageFinding('CVE-2026-77')], {
        at: hours(-3),
        entityRef: search,
        data: { tool: 'vexed' },
      }),
      scan(
        [
          statement(0, {}),
          statement(1, { product: { purl: 'pkg:npm/right-rope@1.0.0' } }),
          statement(2, { vulnerabilityIds: ['CVE-2026-404'] }),
          statement(3, {
            status: 'under_investigation',
            nativeStatus: 'maybe',
          }),
          statement(4, { justification: 'because' }),
          // The list of what a document is about finds nothing.
          packageFinding('CVE-2026-78'),
        ],
        {
          at: hours(-2),
          entityRef: search,
          data: {
            category: 'vex',
            format: 'openvex',
            rejectedCount: 1,
            rejects: [
              { path: '/statements/5', message: 'A statement needs a status.' },
            ],
          },
        },
      ),
    );
    const { body } = await world.get('/v1/vex/documents');
    id = body.items[0].id;
  });
  afterAll(() => world?.stop());

  const report = async (query = '') => {
    const { body } = await world.get(`/v1/vex/documents/${id}${query}`);
    return body;
  };

  it('counts what was applied, what met nothing and what may not be applied', async () => {
    const { body } = await world.get('/v1/vex/documents');
    expect(body.items).toMatchObject([
      { applied: 1, unmatched: 2, rejected: 3 },
    ]);
  });

  it('lists every statement with what became of it and why', async () => {
    const { items } = await report();
    expect(
      items.map((one: { at: string; outcome: string; reason: string }) => [
        one.at,
        one.outcome,
        one.reason,
      ]),
    ).toEqual([
      ['/statements/0', 'applied', 'not_affected: 1 findings by purl.'],
      [
        '/statements/1',
        'unmatched',
        'The vulnerability was found in 1 places, none of which is this product.',
      ],
      [
        '/statements/2',
        'unmatched',
        'No finding of this entity is about the vulnerability.',
      ],
      [
        '/statements/3',
        'rejected',
        'The status "maybe" is not one of VEX: what it is about stays open.',
      ],
      [
        '/statements/4',
        'rejected',
        'The justification "because" is not one of VEX.',
      ],
      ['/statements/5', 'rejected', 'A statement needs a status.'],
    ]);
  });

  it('lists those alone that were not applied, in pages', async () => {
    const seen: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const body: { items: { at: string }[]; nextCursor: string | null } =
        await report(
          `?outcome=unmatched,rejected&limit=2${cursor && `&cursor=${cursor}`}`,
        );
      seen.push(...body.items.map(one => one.at));
      cursor = body.nextCursor;
    }
    expect(seen).toEqual([1, 2, 3, 4, 5].map(at => `/statements/${at}`));
  });

  it('finds nothing by what a VEX document lists', async () => {
    expect(await world.list(`?entity=${search}&q=left-rope`)).toEqual([
      'CVE-2026-77',
    ]);
  });
});
