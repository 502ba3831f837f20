import {
  SecurityBackend,
  startSecurityBackend,
} from './__testUtils__/startSecurityBackend';
import { codeFinding, packageFinding, scan } from './testing/scans';

const hours = (count: number) =>
  new Date(Date.now() + count * 3_600_000).toISOString();

describe('the list of findings', () => {
  let backend: SecurityBackend;
  beforeAll(async () => {
    backend = await startSecurityBackend();
    const found = [
      codeFinding({
        ruleId: 'sql/injection',
        title: 'Input reaches a query',
        locations: [{ path: 'src/orders/list_page.ts', snippet: 'query(a)' }],
      }),
      codeFinding({ ruleId: 'weak-hash', severity: 'low', kind: 'quality' }),
      codeFinding({ ruleId: 'review', state: 'needs_review' }),
      codeFinding({ ruleId: 'hidden', suppressed: { by: 'source' } }),
      packageFinding('CVE-2026-1', {
        severity: 'critical',
        knownExploited: true,
        package: {
          name: 'left-rope',
          version: '1.2.0',
          purl: 'pkg:npm/left-rope@1.2.0',
          fixedVersions: ['2.0.0'],
        },
      }),
      packageFinding('CVE-2026-22', {
        vulnerabilityIds: ['CVE-2026-22', 'GHSA-aaaa-bbbb-cccc'],
      }),
    ];
    const gone = codeFinding({ ruleId: 'gone' });
    await backend.tell(
      scan([...found, gone], { at: hours(-3) }),
      scan(found, { at: hours(-2) }),
      scan([packageFinding('CVE-2026-1')], {
        at: hours(-1),
        data: { tool: 'other' },
      }),
    );
  });
  afterAll(() => backend?.stop());

  const list = async (query: string) => {
    const { status, body } = await backend.get(
      `/v1/findings?limit=100&withTotal=true&${query}`,
    );
    expect(status).toBe(200);
    return {
      total: body.total.count,
      rules: body.items.map((one: { ruleId: string }) => one.ruleId).sort(),
    };
  };

  it.each([
    '',
    'view=not_fixed',
    'view=needs_triage',
    'view=past_due',
    'state=fixed',
    'state=open&state=fixed',
    'stateNot=open',
    'severity=high',
    'severity=critical&severity=low',
    'kind=quality',
    'tool=other',
    'tool=lookout&view=not_fixed',
    'hasFix=true',
    'hasFix=false',
    'knownExploited=true',
    'suppressed=true',
    'needsReview=true',
    'sla=none',
    'sla=met',
    'sla=on_track',
    'sla=breached',
    'entity=component:default/shop',
    'entity=component:default/nowhere',
    'kind=quality&state=fixed',
    'assignee=none',
    'epssMin=0.5',
    'package=pkg:npm/left-rope',
    'package=left-rope',
    'vulnerability=CVE-2026-1',
    'path=src/orders/',
    'ref=main',
  ])('has as many rows as it says: %s', async query => {
    const { total, rules } = await list(query);
    expect(total).toBe(rules.length);
  });

  it.each([
    ['query', ['sql/injection']],
    ['QUER', ['sql/injection']],
    ['sql/inj', ['sql/injection']],
    ['injection', ['sql/injection']],
    ['list_page.ts', ['sql/injection']],
    ['reaches a q', ['sql/injection']],
    ['rope', ['CVE-2026-1', 'CVE-2026-22']],
    ['cve-2026-22', ['CVE-2026-22']],
    ['2026-2', ['CVE-2026-22']],
    ['uery', ['sql/injection']],
    ['JECTION', ['sql/injection']],
    ['ft-ro', ['CVE-2026-1', 'CVE-2026-22']],
    ['ql/inj', ['sql/injection']],
    ['rope 2026-22', ['CVE-2026-22']],
    ['  22   left  ', ['CVE-2026-22']],
    ['rope injection', []],
    ['GHSA-aaaa-bbbb', ['CVE-2026-22']],
    ['_pag', ['sql/injection']],
    ['%', []],
    ['_____', []],
    ['\\\\', []],
    [`x' & ! | :* (`, []],
  ])(
    'finds "%s" anywhere in a word, by index and row by row',
    async (text, rules) => {
      const found = await list(`q=${encodeURIComponent(text)}`);
      expect(found.rules).toEqual(rules);
    },
  );

  it('finds the same of a common text, page by page', async () => {
    const seen: string[] = [];
    let cursor = '';
    do {
      const { body } = await backend.get(
        `/v1/findings?limit=1&q=ft-ro${cursor && `&cursor=${cursor}`}`,
      );
      seen.push(...body.items.map((one: { ruleId: string }) => one.ruleId));
      cursor = body.nextCursor ?? '';
    } while (cursor);
    expect(seen.sort()).toEqual(['CVE-2026-1', 'CVE-2026-22']);
  });

  it('looks for texts by an index that holds what is listed', async () => {
    const { rows } = await backend.knex.raw(
      `SELECT pg_get_indexdef('finding_text_part'::regclass) AS index`,
    );
    expect(rows[0].index).toMatch(/gin_trgm_ops\).*WHERE listed/);
  });
});
