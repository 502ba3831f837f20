import fs from 'node:fs';

/** Writes a list of a document part by part, so that it may be of any size. */
function writeList(
  file,
  { head, itemOf, tail, count = Infinity, bytes = Infinity },
) {
  const out = fs.openSync(file, 'w');
  let size = fs.writeSync(out, head);
  let written = 0;
  while (written < count && size < bytes) {
    const lines = [];
    for (let i = 0; i < 1000 && written < count; i++) {
      lines.push(
        `${written === 0 ? '' : ','}${JSON.stringify(itemOf(written))}`,
      );
      written += 1;
    }
    size += fs.writeSync(out, lines.join('\n'));
  }
  fs.writeSync(out, tail);
  fs.closeSync(out);
  return written;
}

const place = (file, index, line, text) => ({
  physicalLocation: {
    artifactLocation: { uri: file, uriBaseId: '%SRCROOT%', index: index % 900 },
    region: {
      startLine: line,
      startColumn: 9,
      endColumn: 41,
      snippet: { text },
    },
  },
});

const codeOf = index =>
  `    String query = "select * from orders where id = " + id${index};\n`;

/** One result as a scanner of code writes it, about 1.3 kB with the flows of one in four. */
function sarifResult(index) {
  const file = `services/checkout/src/main/java/com/acme/shop/Part${
    index % 900
  }.java`;
  const rule = index % 120;
  return {
    ruleId: `java/rule-${rule}`,
    ruleIndex: rule,
    rule: { id: `java/rule-${rule}`, index: rule },
    message: {
      text: `This query depends on a [user-provided value](1), which reaches it ${
        index % 7
      } calls later.`,
    },
    locations: [place(file, index, 1 + (index % 2000), codeOf(index))],
    partialFingerprints: {
      primaryLocationLineHash: `${(index * 2654435761) % 2 ** 32}:1`,
      primaryLocationStartColumnFingerprint: '4',
    },
    ...(index % 4 === 0
      ? {
          codeFlows: [
            {
              threadFlows: [
                {
                  locations: [1, 2, 3].map(step => ({
                    location: place(file, index, step, codeOf(index)),
                  })),
                },
              ],
            },
          ],
        }
      : {}),
  };
}

const sarifRules = Array.from({ length: 120 }, (_, index) => ({
  id: `java/rule-${index}`,
  name: `java/rule-${index}`,
  shortDescription: { text: `Rule ${index}` },
  fullDescription: {
    text: 'A query built from text a user gave may be changed by that user.',
  },
  defaultConfiguration: { level: 'warning' },
  properties: {
    tags: ['security', 'external/cwe/cwe-089'],
    'security-severity': String((index % 10) + 0.1),
  },
}));

const severity = index => ['LOW', 'MEDIUM', 'HIGH', 'CRITICAL'][index % 4];
const word = index => ['Low', 'Medium', 'High', 'Critical'][index % 4];
const vector = 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N';
const cve = index => `CVE-20${10 + (index % 14)}-${10_000 + index}`;
const story =
  'A flaw of an invented library lets whoever sends a request of a certain shape read more than was asked for. '.repeat(
    4,
  );
const links = index =>
  Array.from(
    { length: 8 },
    (_, n) => `https://advisories.example/${index}/${n}`,
  );

function trivyVulnerability(index) {
  return {
    VulnerabilityID: cve(index),
    PkgID: `libwidget${index % 700}@1.${index % 9}.0`,
    PkgName: `libwidget${index % 700}`,
    PkgIdentifier: {
      PURL: `pkg:deb/debian/libwidget${index % 700}@1.${
        index % 9
      }.0?arch=amd64`,
    },
    InstalledVersion: `1.${index % 9}.0`,
    FixedVersion: `1.${(index % 9) + 1}.0`,
    Status: 'fixed',
    Layer: { DiffID: `sha256:${'0123456789abcdef'.repeat(4)}` },
    SeveritySource: 'nvd',
    PrimaryURL: `https://advisories.example/${index}`,
    Title: `libwidget: reads too much (${index})`,
    Description: story,
    Severity: severity(index),
    CweIDs: ['CWE-200'],
    CVSS: { nvd: { V3Vector: vector, V3Score: 7.5 } },
    References: links(index),
    PublishedDate: '2024-03-01T10:00:00Z',
    LastModifiedDate: '2024-06-01T10:00:00Z',
  };
}

function grypeMatch(index) {
  const about = {
    id: cve(index),
    dataSource: `https://advisories.example/${index}`,
    severity: word(index),
    urls: links(index),
    description: story,
    cvss: [
      { type: 'Primary', version: '3.1', vector, metrics: { baseScore: 7.5 } },
    ],
    epss: [
      { cve: cve(index), epss: 0.01, percentile: 0.5, date: '2025-01-01' },
    ],
  };
  return {
    vulnerability: { ...about, fix: { versions: ['2.0.0'], state: 'fixed' } },
    relatedVulnerabilities: [about],
    matchDetails: [{ type: 'exact-direct-match', matcher: 'dpkg-matcher' }],
    artifact: {
      id: `id${index}`,
      name: `libwidget${index % 700}`,
      version: `1.${index % 9}.0`,
      type: 'deb',
      locations: [{ path: '/var/lib/dpkg/status' }],
      licenses: ['MIT'],
      purl: `pkg:deb/debian/libwidget${index % 700}@1.${index % 9}.0`,
    },
  };
}

const cyclonedxComponent = index => ({
  'bom-ref': `pkg:npm/widget-${index}@1.0.${index % 50}`,
  type: 'library',
  group: '@acme',
  name: `widget-${index}`,
  version: `1.0.${index % 50}`,
  purl: `pkg:npm/%40acme/widget-${index}@1.0.${index % 50}`,
  hashes: [{ alg: 'SHA-512', content: 'ab'.repeat(64) }],
  licenses: [{ license: { id: 'MIT' } }],
  externalReferences: links(index).map(url => ({ type: 'website', url })),
  properties: [
    { name: 'cdx:npm:package:path', value: `node_modules/widget-${index}` },
  ],
});

const gitlabVulnerability = index => ({
  id: `id-${index}`,
  category: 'sast',
  name: 'Query built from text',
  description: story,
  severity: word(index),
  solution: 'Use parameters.',
  scanner: { id: 'semgrep', name: 'Semgrep' },
  location: {
    file: `src/part${index % 900}.py`,
    start_line: index % 2000,
    end_line: (index % 2000) + 1,
  },
  identifiers: [
    {
      type: 'semgrep_id',
      name: 'python.sql',
      value: `python.sql.${index % 90}`,
    },
    { type: 'cwe', name: 'CWE-89', value: '89', url: 'https://cwe.example/89' },
  ],
  links: links(index).map(url => ({ url })),
});

/**
 * Reports as scanners write them, by format: `head` and `tail` stand about the
 * list. What describes a scan stands behind its results, where it is hardest to have.
 */
const kinds = {
  sarif: {
    count: 25_000,
    head: '{"version":"2.1.0","runs":[{"results":[',
    itemOf: sarifResult,
    tail: `],"tool":${JSON.stringify({
      driver: { name: 'CodeQL', semanticVersion: '2.19.0', rules: sarifRules },
    })}}]}`,
  },
  trivy: {
    count: 10_000,
    head: '{"SchemaVersion":2,"ArtifactName":"registry.example/shop:1","ArtifactType":"container_image","Results":[{"Target":"shop (debian 12)","Class":"os-pkgs","Type":"debian","Vulnerabilities":[',
    itemOf: trivyVulnerability,
    tail: ']}]}',
  },
  grype: {
    count: 6_000,
    head: '{"matches":[',
    itemOf: grypeMatch,
    tail: '],"source":{"type":"image","target":{"userInput":"registry.example/shop:1"}},"distro":{"name":"debian","version":"12"},"descriptor":{"name":"grype","version":"0.90.0"}}',
  },
  cyclonedx: {
    count: 12_000,
    head: '{"bomFormat":"CycloneDX","specVersion":"1.6","version":1,"components":[',
    itemOf: cyclonedxComponent,
    tail: ']}',
  },
  gitlab: {
    count: 10_000,
    head: '{"version":"15.0.7","vulnerabilities":[',
    itemOf: gitlabVulnerability,
    tail: '],"scan":{"type":"sast","status":"success","scanner":{"id":"semgrep","name":"Semgrep","version":"1.0"}}}',
  },
};

/** Formats of which {@link writeScanFile} makes reports. */
export const scanFileFormats = Object.keys(kinds);

/**
 * Writes a report of a format, of its usual size or until it holds so many
 * results or bytes; how many results.
 *
 * @param {string} file
 * @param {string} format
 * @param {{results?: number, bytes?: number}} [size]
 * @returns {number}
 */
export function writeScanFile(file, format, { results, bytes } = {}) {
  const { count, ...parts } = kinds[format];
  const most = results ?? (bytes === undefined ? count : Infinity);
  return writeList(file, { ...parts, count: most, bytes });
}
