import {
  countBy,
  formatsThatKnow,
  readScan,
  securityFixtures,
} from '../__testUtils__/securityFixtures';

const severityOf: Readonly<Record<string, string>> = {
  error: 'high',
  warning: 'medium',
  note: 'low',
};

const fixtures = securityFixtures([
  'sarif',
  'sarif-baseline',
  'snyk-code-sarif',
]);

describe('public SARIF files', () => {
  it('are known by one format only', () => {
    for (const { path, text } of fixtures) {
      expect([
        path,
        formatsThatKnow(text()).map(({ format }) => format),
      ]).toEqual([path, ['sarif']]);
    }
  });

  for (const fixture of fixtures) {
    it(`${fixture.path} has the counts of EXPECTED.json`, async () => {
      const { records, rejected, figures } = await readScan(fixture.text());
      const findings = records.filter(item => item.record === 'finding');
      const { raw } = fixture;
      const kinds = raw.kinds as Record<string, number>;
      const levels: Record<string, number> = {};
      for (const [level, count] of Object.entries(
        raw.levels as Record<string, number>,
      )) {
        if (level !== 'none') levels[severityOf[level]] = count;
      }
      // EXPECTED.json gives levels of results that passed, too.
      const passed = (raw.results as number) - (kinds.fail ?? 0);
      expect(rejected).toEqual([]);
      expect(figures.status).toBeUndefined();
      expect(findings).toHaveLength(kinds.fail ?? 0);
      const severities = countBy(findings, finding => finding.severity);
      expect(passed === 0 ? severities : levels).toEqual(levels);
      expect(findings.filter(finding => finding.suppressed)).toHaveLength(
        raw.suppressed_effective as number,
      );
      const { absent = 0 } = raw.baseline as { absent?: number };
      expect(findings.filter(({ state }) => state === 'absent')).toHaveLength(
        absent,
      );
      expect(
        findings.filter(({ locations }) => locations.length > 1),
      ).toHaveLength(raw.multi_location_results as number);
      expect(new Set(findings.map(({ ruleId }) => ruleId)).size).toBe(
        raw.distinct_rules,
      );
      expect(new Set(findings.map(({ tool }) => tool.name))).toEqual(
        findings.length === 0 ? new Set() : new Set(raw.tools as string[]),
      );
    });
  }
});
