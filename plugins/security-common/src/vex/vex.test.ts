import fc from 'fast-check';
import { findingStates, vexStatuses } from '../words/findingWords';
import { applyVex } from './applyVex';
import { VexStatement, VexTarget } from './vexTypes';
import { vexAnalysis, VexSubject } from './vexAnalysis';
import { writeCsafVex } from './writeCsafVex';
import { writeCycloneDxVex, writeOpenVex } from './writeVex';

const finding = (more: Partial<VexTarget> = {}): VexTarget => ({
  id: 'f1',
  vulnerabilityIds: ['CVE-2026-1'],
  package: {
    name: 'left-hook',
    version: '1.0.0',
    purl: 'pkg:npm/left-hook@1.0.0?arch=x',
  },
  ...more,
});

const statement = (more: Partial<VexStatement> = {}): VexStatement => ({
  at: '/statements/0',
  vulnerabilityIds: ['CVE-2026-1'],
  status: 'not_affected',
  nativeStatus: 'not_affected',
  justification: 'component_not_present',
  product: { purl: 'pkg:npm/left-hook@1.0.0' },
  ...more,
});

const apply = (
  statements: VexStatement[],
  findings: VexTarget[] = [finding()],
  more: Partial<Parameters<typeof applyVex>[2]> = {},
) => applyVex(statements, findings, { format: 'openvex', ...more });

describe('matching of statements', () => {
  it.each([
    ['a package URL', { purl: 'pkg:npm/left-hook@1.0.0' }, 'purl'],
    [
      'its qualifiers aside',
      { purl: 'pkg:npm/left-hook@1.0.0?x=y#sub' },
      'purl',
    ],
    ['any version', { purl: 'pkg:npm/left-hook' }, 'purl'],
    ['a reference of the SBOM', { bomRef: 'ref-7' }, 'bom_ref'],
    [
      'a reference that is a URL',
      { bomRef: 'pkg:npm/left-hook@1.0.0' },
      'bom_ref',
    ],
    ['the project', { project: true }, 'project'],
    ['the project by its name', { bomRef: 'shop-root' }, 'project'],
    ['a name', { name: 'left-hook' }, 'name'],
    ['a name and version', { name: 'left-hook', version: '1.0.0' }, 'name'],
  ] as const)('is by %s', (_, product, matchedBy) => {
    const report = apply([statement({ product })], [finding()], {
      components: new Map([['ref-7', 'pkg:npm/left-hook@1.0.0']]),
      projectNames: new Set(['shop-root']),
    });
    expect(report.results).toMatchObject([
      { outcome: 'applied', matchedBy, findingIds: ['f1'] },
    ]);
    expect(report.effects).toMatchObject([{ does: 'suppress' }]);
  });

  it.each([
    ['another version', { product: { purl: 'pkg:npm/left-hook@2.0.0' } }],
    ['another package', { product: { purl: 'pkg:npm/right-hook@1.0.0' } }],
    [
      'a name beside another URL',
      { product: { purl: 'pkg:pypi/left-hook@1.0.0', name: 'left-hook' } },
    ],
    ['another vulnerability', { vulnerabilityIds: ['CVE-2026-2'] }],
    ['an unknown reference', { product: { bomRef: 'nowhere' } }],
  ] as const)('is not by %s, and that is told', (_, more) => {
    const report = apply([statement(more as Partial<VexStatement>)]);
    expect(report.results).toMatchObject([
      { outcome: 'unmatched', findingIds: [] },
    ]);
    expect(report.results[0].reason).not.toBe('');
    expect(report.effects).toEqual([]);
  });

  it('knows other names of the vulnerability', () => {
    const groupOf = (name: string) =>
      name === 'GHSA-aaaa-bbbb-cccc' ? 'CVE-2026-1' : name;
    const one = statement({ vulnerabilityIds: ['ghsa-AAAA-bbbb-cccc'] });
    expect(apply([one], [finding()], { groupOf }).results[0].outcome).toBe(
      'applied',
    );
  });
});

describe('effects of statements', () => {
  it.each([
    ['not_affected', 'suppress'],
    ['false_positive', 'suppress'],
    ['fixed', 'fix'],
    ['affected', 'none'],
    ['under_investigation', 'none'],
  ] as const)('%s: %s', (status, does) => {
    const one = statement({ status, nativeStatus: status });
    expect(apply([one]).effects).toMatchObject([{ status, does }]);
  });

  it('are those of the later statement, on a tie of the last', () => {
    const early = statement({ statedAt: '2026-01-01T00:00:00Z' });
    const late = statement({
      status: 'affected',
      nativeStatus: 'affected',
      statedAt: '2026-02-01T00:00:00Z',
    });
    expect(apply([late, early]).effects[0].status).toBe('affected');
    expect(
      apply([early, { ...late, statedAt: early.statedAt }]).effects[0].status,
    ).toBe('affected');
    expect(apply([late, statement()]).effects[0].status).toBe('affected');
  });
});

describe('statements that are refused', () => {
  it.each([
    ['without a reason', { justification: undefined }],
    ['with a reason nobody knows', { justification: 'trust_me' }],
    [
      'with a status nobody knows',
      { status: 'under_investigation' as const, nativeStatus: 'mostly_fine' },
    ],
    ['without a vulnerability', { vulnerabilityIds: [] }],
  ])('%s change nothing', (_, more) => {
    const report = apply([statement(more)]);
    expect(report.results).toMatchObject([{ outcome: 'rejected' }]);
    expect(report.effects).toEqual([]);
  });

  it('may say their impact instead of a reason; CycloneDX needs neither', () => {
    const bare = { justification: undefined };
    expect(
      apply([statement({ ...bare, impact: 'Not used' })]).results[0].outcome,
    ).toBe('applied');
    expect(
      apply([statement(bare)], undefined, { format: 'cyclonedx' }).results[0]
        .outcome,
    ).toBe('applied');
  });

  it('and all others are accounted for, each once', () => {
    const any = fc.record({
      status: fc.constantFrom(...vexStatuses),
      native: fc.constantFrom(...vexStatuses, 'odd'),
      id: fc.constantFrom('CVE-2026-1', 'CVE-2026-2'),
    });
    fc.assert(
      fc.property(fc.array(any), list => {
        const { results } = apply(
          list.map(({ status, native, id }, i) =>
            statement({
              at: `/${i}`,
              status,
              nativeStatus: native,
              vulnerabilityIds: [id],
            }),
          ),
        );
        expect(results.map(({ at }) => at)).toEqual(
          list.map((_, i) => `/${i}`),
        );
      }),
    );
  });
});

const subject = (more: Partial<VexSubject> = {}): VexSubject => ({
  vulnerabilityId: 'CVE-2026-0001',
  aliases: ['GHSA-aaaa-bbbb-cccc'],
  purl: 'pkg:npm/left-hook@1.0.0',
  name: 'left-hook',
  version: '1.0.0',
  state: 'open',
  suppressedBy: null,
  reason: null,
  acceptedUntil: null,
  fixedVersions: [],
  vex: null,
  ...more,
});
const about = {
  id: '3e671687-395b-41f5-a30f-a58921a69b79',
  author: 'Example team',
  at: '2026-03-01T00:00:00Z',
  product: { name: 'shop', version: '1.0', purl: null },
  namespace: 'https://portal.example',
};
const written = (more: Partial<VexSubject>) => {
  const analysis = vexAnalysis(subject(more));
  const list = analysis ? [analysis] : [];
  return {
    cyclone: writeCycloneDxVex(list, about).vulnerabilities[0]?.analysis,
    open: writeOpenVex(list, about).statements[0],
    csaf: writeCsafVex(list, about).vulnerabilities[0],
  };
};

describe('what is told to others', () => {
  it('of an accepted risk: exploitable, will not be fixed, in every format', () => {
    const { cyclone, open, csaf } = written({
      state: 'risk_accepted',
      reason: 'Behind the VPN',
      acceptedUntil: '2026-06-01',
    });
    expect(cyclone).toMatchObject({
      state: 'exploitable',
      response: ['will_not_fix'],
    });
    expect(open).toMatchObject({
      status: 'affected',
      action_statement:
        'The risk was accepted until 2026-06-01: Behind the VPN.',
    });
    expect(csaf).toMatchObject({
      product_status: { known_affected: ['P1'] },
      remediations: [{ category: 'no_fix_planned' }],
    });
  });

  it('never says "not affected" of what a person only accepted, left out of scope or did not look at', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(
          ...findingStates.filter(state => state !== 'false_positive'),
        ),
        fc.constantFrom(
          null,
          'source' as const,
          'tool' as const,
          'policy' as const,
        ),
        (state, suppressedBy) => {
          const all = JSON.stringify(written({ state, suppressedBy }));
          expect(all).not.toContain('not_affected');
        },
      ),
    );
  });

  it.each([
    ['open', 'in_triage', 'under_investigation'],
    ['triaged', 'exploitable', 'affected'],
    ['in_progress', 'exploitable', 'affected'],
    ['fixed', 'resolved', 'fixed'],
    ['false_positive', 'false_positive', 'not_affected'],
  ] as const)('of %s: %s, %s', (state, cyclone, open) => {
    const told = written({ state, reason: 'Test code' });
    expect(told.cyclone?.state).toBe(cyclone);
    expect(told.open?.status).toBe(open);
  });

  it('of what is out of scope: nothing', () => {
    expect(vexAnalysis(subject({ state: 'out_of_scope' }))).toBeUndefined();
  });

  it('passes on what VEX said, in the words of each format', () => {
    const told = written({
      suppressedBy: 'vex',
      vex: {
        status: 'not_affected',
        justification: 'vulnerable_code_not_in_execute_path',
        impact: null,
      },
    });
    expect(told.cyclone).toMatchObject({
      state: 'not_affected',
      justification: 'code_not_reachable',
    });
    expect(told.open).toMatchObject({
      justification: 'vulnerable_code_not_in_execute_path',
    });
    expect(told.csaf).toMatchObject({
      flags: [{ label: 'vulnerable_code_not_in_execute_path' }],
    });
  });

  it('comes back the same: what was written is applied to the same findings', () => {
    fc.assert(
      fc.property(fc.constantFrom(...findingStates), state => {
        const analysis = vexAnalysis(subject({ state }));
        if (!analysis) return;
        const [told] = writeOpenVex([analysis], about).statements;
        const [part] = told.products[0].subcomponents;
        const back = applyVex(
          [
            {
              at: '/statements/0',
              vulnerabilityIds: [told.vulnerability.name],
              status: told.status,
              nativeStatus: told.status,
              justification: told.justification,
              impact: told.impact_statement,
              product: { purl: part['@id'] },
            },
          ],
          [finding({ vulnerabilityIds: ['CVE-2026-0001'] })],
          { format: 'openvex' },
        );
        expect(back.results[0].outcome).toBe('applied');
      }),
    );
  });
});
