import { z } from 'zod';
import {
  countBy,
  fixtureJson,
  formatsThatKnow,
  readScan,
  ReadScan,
  SecurityFixture,
  securityFixtures,
} from './__testUtils__/securityFixtures';

/** Folders of public reports, and the formats that may read a file of them. */
const folders: Readonly<Record<string, readonly string[]>> = {
  'npm-audit-v6': ['npm-audit-v6'],
  'npm-audit-v7': ['npm-audit-v7'],
  'yarn-audit': ['yarn-classic-audit', 'yarn-berry-audit', 'yarn-4-audit'],
  'pnpm-audit': ['pnpm-audit'],
  'snyk-json': ['snyk'],
  zap: ['zap', 'zap-json'],
  'sonarqube-json': ['sonarqube'],
  'osv-scanner-json': ['osv-scanner'],
  'dependency-check': ['dependency-check'],
  'dependency-track-fpf': ['dependency-track'],
  'license-checker-json': ['license-checker'],
  'conftest-json': ['conftest'],
  openreports: ['policy-report'],
  cyclonedx: ['cyclonedx', 'cyclonedx-xml'],
  'cyclonedx-vex': ['cyclonedx'],
  spdx: ['spdx', 'spdx-3'],
  openvex: ['openvex'],
  csaf: ['csaf'],
};

/** Zips are opened by the door; a manifest is no report. */
const noText = /\.(?:zip|yaml)$/;
const fixtures = securityFixtures(Object.keys(folders));
const reports = fixtures.filter(({ path }) => !noText.test(path));
const folderOf = (path: string) => path.split('/')[0];

const counts = z.record(z.string(), z.number());

const words: Readonly<Record<string, string>> = {
  moderate: 'medium',
  none: 'info',
  3: 'high',
  2: 'medium',
  1: 'low',
  0: 'info',
};

/** Counts by a tool’s words, as counts by ours. */
function inOurWords(value: unknown): Record<string, number> {
  const ours: Record<string, number> = {};
  for (const [word, count] of Object.entries(counts.parse(value))) {
    const key = words[word.toLowerCase()] ?? word.toLowerCase();
    ours[key] = (ours[key] ?? 0) + count;
  }
  return ours;
}

const findings = ({ records }: ReadScan) =>
  records.flatMap(record => (record.record === 'finding' ? [record] : []));
const components = ({ records }: ReadScan) =>
  records.flatMap(record => (record.record === 'component' ? [record] : []));
const statements = ({ records }: ReadScan) =>
  records.flatMap(record => (record.record === 'vex' ? [record] : []));

const severities = (scan: ReadScan) =>
  countBy(
    findings(scan).filter(item => !item.suppressed),
    ({ severity }) => severity,
  );
const statementSeverities = (scan: ReadScan) =>
  countBy(statements(scan), ({ severity }) => severity);
const suppressed = (scan: ReadScan) =>
  findings(scan).filter(item => item.suppressed).length;
const instances = (scan: ReadScan) =>
  findings(scan).reduce(
    (sum, { locations, occurrences }) =>
      sum + (locations.length === 0 ? 0 : occurrences),
    0,
  );
const ownComponents = (scan: ReadScan) =>
  components(scan).filter(item => !item.root);

type Raw = SecurityFixture['raw'];
type Same = readonly [got: unknown, wanted: unknown];

const bySeverity = (scan: ReadScan, raw: Raw): Same => [
  severities(scan),
  inOurWords(raw.by_severity),
];

/** What each file is read into, by folder and by which of its files. */
const promises: readonly (readonly [
  folder: string,
  files: RegExp,
  promise: string,
  same: (scan: ReadScan, raw: Raw) => Same,
])[] = [
  ['npm-audit-v6', /./, 'a finding for each advisory', bySeverity],
  ['pnpm-audit', /./, 'a finding for each advisory', bySeverity],
  [
    'npm-audit-v7',
    /./,
    'a finding for each advisory and package',
    (scan, raw) => [severities(scan), inOurWords(raw.advisories_by_severity)],
  ],
  [
    'yarn-audit',
    /\.jsonl$|multiple_cwes/,
    'a finding for each advisory, not for each line',
    (scan, raw) => [findings(scan).length, raw.distinct_advisories],
  ],
  [
    'yarn-audit',
    /yarn-[23]|issue_6495/,
    'a finding for each advisory',
    bySeverity,
  ],
  [
    'yarn-audit',
    /yarn-4/,
    'a finding for each line',
    (scan, raw) => [severities(scan), inOurWords(raw.berry4_by_severity)],
  ],
  [
    'snyk-json',
    /^(?!.*all-projects)/,
    'a finding for each issue, package and version',
    (scan, raw) => [findings(scan).length, raw.distinct_id_pkg_version],
  ],
  [
    'snyk-json',
    /^(?!.*html__test-report.json)/,
    'the native severities',
    bySeverity,
  ],
  [
    'snyk-json',
    /all-projects/,
    'four issues of three projects',
    scan => [
      Object.values(countBy(findings(scan), ({ target }) => target)).sort(),
      [1, 1, 2],
    ],
  ],
  [
    'zap',
    /./,
    'a finding for each alert, with its instances',
    (scan, raw) => [
      [severities(scan), instances(scan)],
      [inOurWords(raw.by_riskcode), raw.instances],
    ],
  ],
  [
    'zap',
    /./,
    'the confidence, which is not the risk',
    (scan, raw) => [
      countBy(findings(scan), ({ confidence }) => confidence),
      inOurWords(raw.by_confidence),
    ],
  ],
  [
    'sonarqube-json',
    /hotspots/,
    'hotspots by their probability, to be reviewed',
    (scan, raw) => [
      [severities(scan), countBy(findings(scan), ({ state }) => state)],
      [inOurWords(raw.by_probability), { needs_review: raw.hotspots }],
    ],
  ],
  ['sonarqube-json', /10150/, 'hotspots by their own words', bySeverity],
  [
    'osv-scanner-json',
    /./,
    'unknown: it has neither vector nor word',
    scan => [severities(scan), { unknown: 1 }],
  ],
  [
    'dependency-check',
    /./,
    'what is open and what is suppressed',
    (scan, raw) => [
      [severities(scan), suppressed(scan)],
      [inOurWords(raw.by_severity), raw.suppressed],
    ],
  ],
  ['dependency-track-fpf', /./, 'a finding for each of its own', bySeverity],
  [
    'license-checker-json',
    /./,
    'its packages, and the guesses to review',
    (scan, raw) => [
      [components(scan).length, severities(scan)],
      [raw.packages, { medium: raw.guessed_star }],
    ],
  ],
  [
    'conftest-json',
    /./,
    'a finding for each failure',
    (scan, raw) => [severities(scan), { high: raw.failures }],
  ],
  ['openreports', /./, 'no result', scan => [scan.records, []]],
  [
    'cyclonedx',
    /\.json$/,
    'its components, with package URLs and licences',
    (scan, raw) => [
      [
        ownComponents(scan).length,
        ownComponents(scan).filter(one => one.package.purl).length,
        ownComponents(scan).filter(one => one.package.licences.length).length,
      ],
      [raw.components, raw.with_purl, raw.with_license],
    ],
  ],
  [
    'cyclonedx',
    /\.json$/,
    'a record for each product a vulnerability affects',
    (scan, raw) => [
      findings(scan).length || statements(scan).length,
      raw.affects,
    ],
  ],
  [
    'cyclonedx',
    // One of its components is the ancestor of another, and no part of it.
    /^(?!.*valid-bom-1.5).*\.xml$/,
    'its components and vulnerabilities',
    (scan, raw) => [
      [components(scan).length, findings(scan).length],
      [raw.components_incl_metadata, raw.vulnerabilities],
    ],
  ],
  [
    'cyclonedx',
    /valid-bom-1.5/,
    'its components without their ancestors',
    scan => [components(scan).length, 4],
  ],
  [
    'cyclonedx-vex',
    /./,
    'a statement for each product, and no finding',
    (scan, raw) => [
      [statements(scan).length, findings(scan).length],
      [raw.affects, 0],
    ],
  ],
  [
    'cyclonedx-vex',
    /^(?!.*Case-(?:7|12))/,
    'the states and severities as told',
    (scan, raw) => [
      [
        statementSeverities(scan),
        countBy(statements(scan), one => one.nativeStatus),
      ],
      [inOurWords(raw.first_rating_severity), raw.analysis_states],
    ],
  ],
  [
    'cyclonedx-vex',
    /Case-12/,
    'unknown: it rates nothing',
    scan => [statementSeverities(scan), { unknown: 3 }],
  ],
  [
    'spdx',
    /one_vuln/,
    'its packages',
    (scan, raw) => [components(scan).length, raw.packages],
  ],
  [
    'spdx',
    /spdx_3/,
    'the package of its graph',
    scan => [components(scan).length, 1],
  ],
  ['openvex', /./, 'no statement', scan => [scan.records, []]],
  ['csaf', /./, 'no vulnerability', scan => [scan.records, []]],
];

const gatesSchema = z.object({
  cases: z.array(
    z.object({
      file: z.string(),
      expected: z.object({
        advisoryPathsFound: z.array(z.string()).default([]),
        allowlistedPathsFound: z.array(z.string()).default([]),
      }),
    }),
  ),
});

/** Paths of advisories in GATES.json, by the file they stand in. */
const gatePaths = () =>
  gatesSchema
    .parse(fixtureJson('GATES.json') ?? { cases: [] })
    .cases.map(({ file, expected }) => ({
      file,
      paths: [
        ...expected.advisoryPathsFound,
        ...expected.allowlistedPathsFound,
      ],
    }));

const cases = promises.flatMap(([folder, files, promise, same]) =>
  reports
    .filter(({ path }) => folderOf(path) === folder && files.test(path))
    .map(fixture => [fixture.path, promise, fixture, same] as const),
);

describe('the public reports', () => {
  it('are each known by one format, without a hint, and read without a reject', async () => {
    for (const { path, text } of reports) {
      const known = formatsThatKnow(text());
      expect([path, known.length]).toEqual([path, 1]);
      expect(folders[folderOf(path)]).toContain(known[0].format);
      const { rejected, figures } = await readScan(text());
      expect([path, rejected, figures.status]).toEqual([path, [], undefined]);
    }
  });

  it('that are no reports are known by none', () => {
    for (const { path, text } of fixtures) {
      if (!noText.test(path)) continue;
      expect([path, formatsThatKnow(text())]).toEqual([path, []]);
    }
  });

  it('are all promised something', () => {
    const read = new Set(cases.map(([path]) => path));
    expect([...read].sort()).toEqual(reports.map(({ path }) => path).sort());
  });

  it('hold what is promised', async () => {
    for (const [path, promise, fixture, same] of cases) {
      const scan = await readScan(fixture.text());
      const [got, wanted] = same(scan, fixture.raw);
      expect([path, promise, got]).toEqual([path, promise, wanted]);
    }
  });

  it('name the paths that the gate vectors allow and find', async () => {
    for (const { file, paths } of gatePaths()) {
      const fixture = reports.find(({ path }) => path === file);
      const scan = await readScan(fixture?.text() ?? '');
      const known = findings(scan).flatMap(({ ruleId, package: named }) =>
        (named?.paths ?? []).map(path => `${ruleId}|${path.join('>')}`),
      );
      expect([file, paths.filter(path => !known.includes(path))]).toEqual([
        file,
        [],
      ]);
    }
  });
});
