import { sonar } from '../__testUtils__/examples/scanners';
import { readExample } from '../__testUtils__/readExample';

describe('SonarQube', () => {
  it('has vulnerabilities by their severity, and counts what is only quality', async () => {
    const { findings, figures } = await readExample(sonar);
    expect(
      findings.map(({ severity, state, suppressed, fingerprints }) => [
        fingerprints.key,
        severity,
        state,
        suppressed?.reason,
      ]),
    ).toEqual([
      ['AX-1', 'critical', 'open', undefined],
      ['AX-3', 'medium', 'open', 'SonarQube: wontfix'],
      ['AX-4', 'critical', 'fixed', undefined],
      ['AX-5', 'critical', 'open', undefined],
    ]);
    expect(findings[0]).toMatchObject({
      kind: 'sast',
      nativeSeverity: 'BLOCKER',
      cwes: [78],
      locations: [{ path: 'src/Run.java', startLine: 4, endLine: 5 }],
      flow: [
        { path: 'src/In.java', startLine: 1 },
        { path: 'src/Run.java', startLine: 4 },
      ],
    });
    expect(findings[3].locations).toEqual([{}]);
    expect(figures.summary).toMatchObject({
      findings: 2,
      suppressed: 1,
      gone: 1,
      quality: 1,
    });
    expect(figures.status).toBeUndefined();
  });

  it.each([
    ['BLOCKER', 'critical'],
    ['CRITICAL', 'high'],
    ['MAJOR', 'medium'],
    ['MINOR', 'low'],
    ['INFO', 'info'],
    ['SEVERE', 'unknown'],
  ])('reads the severity %s as %s', async (severity, ours) => {
    const [issue] = sonar.issues;
    const { findings } = await readExample({
      ...sonar,
      paging: { total: 1 },
      issues: [{ ...issue, severity }],
    });
    expect(findings[0].severity).toBe(ours);
  });

  it.each([
    ['TO_REVIEW', undefined, 'needs_review', undefined],
    ['REVIEWED', 'SAFE', 'open', 'SonarQube: safe'],
    ['REVIEWED', 'FIXED', 'fixed', undefined],
    ['REVIEWED', 'ACKNOWLEDGED', 'open', undefined],
  ])(
    'reads a hotspot %s %s as %s',
    async (status, resolution, state, reason) => {
      const { findings } = await readExample({
        paging: { total: 1 },
        hotspots: [
          {
            key: 'H-1',
            ruleKey: 'java:S5',
            vulnerabilityProbability: 'HIGH',
            component: 'shop:a.java',
            status,
            resolution,
          },
        ],
      });
      expect(findings[0]).toMatchObject({
        severity: 'high',
        state,
        tags: ['hotspot'],
      });
      expect(findings[0].suppressed?.reason).toBe(reason);
    },
  );

  it('reads pages one after the other, as the files of a zip', async () => {
    const page = { ...sonar, issues: sonar.issues.slice(0, 1) };
    const { findings, figures } = await readExample(
      JSON.stringify({ ...page, paging: { total: 2 } }) +
        JSON.stringify({ ...page, paging: { total: 2 } }),
    );
    expect(findings).toHaveLength(2);
    expect(figures.status).toBeUndefined();
  });

  it('is partial when pages are missing', async () => {
    const { figures } = await readExample({ ...sonar, paging: { total: 700 } });
    expect(figures).toMatchObject({ status: 'partial' });
    expect(figures.reason).toMatch(/700 issues.*holds 5/);
  });

  it('rejects an issue without a rule by its place', async () => {
    const { rejected } = await readExample({
      ...sonar,
      issues: [...sonar.issues.slice(1), { type: 'VULNERABILITY' }],
    });
    expect(rejected.map(({ path }) => path)).toEqual(['/issues/4/rule']);
  });
});
