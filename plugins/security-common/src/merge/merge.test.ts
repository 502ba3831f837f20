import fc from 'fast-check';
import { inCode, inPackage } from '../__testUtils__/scanFindings';
import { issueKey, maybeSameKeys } from './issueKey';
import { Attribution, mergeAttributions } from './mergeAttributions';

const day = (n: number) => new Date(Date.UTC(2026, 0, 1 + n));

const said = (tool: string, more: Partial<Attribution> = {}): Attribution => ({
  findingId: `f-${tool}`,
  tool,
  severity: 'medium',
  firstSeenAt: day(1),
  lastSeenAt: day(9),
  endedAt: null,
  fixedVersions: [],
  ...more,
});

describe('issues', () => {
  it('are the same vulnerability in the same package, whoever says so', () => {
    const grouped = (name: string) =>
      ['CVE-2026-1001', 'GHSA-aaaa-bbbb-cccc', 'PYSEC-2026-7'].includes(name)
        ? 'CVE-2026-1001'
        : name;
    const one = issueKey(inPackage(), grouped);
    expect(
      issueKey(
        inPackage({
          vulnerabilityIds: ['PYSEC-2026-7'],
          kind: 'container',
          target: 'image',
          package: { name: 'left-hook', version: '1.2.3', ecosystem: 'npm' },
        }),
        grouped,
      ),
    ).toBe(one);
    expect(
      issueKey(inPackage({ vulnerabilityIds: ['CVE-2026-9'] }), grouped),
    ).not.toBe(one);
  });

  it('are not made of what has no vulnerability or no package', () => {
    expect(issueKey(inCode())).toBeUndefined();
    expect(issueKey(inPackage({ vulnerabilityIds: [] }))).toBeUndefined();
  });

  it('in code are only suggested: weakness, file and code', () => {
    expect(
      maybeSameKeys(
        inCode({ cwes: [89], tool: { name: 'Other' }, ruleId: 'x' }),
      ),
    ).toEqual(maybeSameKeys(inCode({ cwes: [89] })));
    expect(maybeSameKeys(inCode())).toEqual([]);
  });
});

describe('what several tools say', () => {
  it('is one issue, found by all of them, at its worst', () => {
    const issue = mergeAttributions([
      said('Grype', { severity: 'high', firstSeenAt: day(3) }),
      said('Trivy'),
      said('OSV'),
    ]);
    expect(issue).toMatchObject({
      live: true,
      severity: 'high',
      tools: ['Grype', 'OSV', 'Trivy'],
      firstSeenAt: day(1),
      shown: { tool: 'Grype' },
    });
  });

  it('is open while one tool has it', () => {
    const gone = said('Trivy', { endedAt: day(5), severity: 'critical' });
    const half = mergeAttributions([gone, said('Grype')]);
    expect(half).toMatchObject({
      live: true,
      endedAt: null,
      severity: 'medium',
      tools: ['Grype'],
    });
    expect(half?.attributions).toHaveLength(2);
    expect(mergeAttributions([gone])).toMatchObject({
      live: false,
      endedAt: day(5),
    });
  });

  it('yields to what a person said', () => {
    expect(mergeAttributions([said('Trivy')], 'low')?.severity).toBe('low');
  });

  it('does not hang on the order', () => {
    const one = fc.record({
      tool: fc.constantFrom('a', 'b', 'c'),
      findingId: fc.string(),
      severity: fc.constantFrom(
        'high' as const,
        'low' as const,
        'unknown' as const,
      ),
      firstSeenAt: fc.constantFrom(day(1), day(2)),
      lastSeenAt: fc.constantFrom(day(3), day(4)),
      endedAt: fc.constantFrom(null, day(5)),
      fixedVersions: fc.constant([]),
    });
    fc.assert(
      fc.property(
        fc.uniqueArray(one, {
          minLength: 1,
          maxLength: 5,
          selector: item => item.findingId,
        }),
        list => {
          expect(mergeAttributions([...list].reverse())).toEqual(
            mergeAttributions(list),
          );
        },
      ),
    );
    expect(mergeAttributions([])).toBeUndefined();
  });
});
