import {
  NewComponentRecord,
  NewFindingRecord,
  NewVexRecord,
} from '@quarterdeck/plugin-ingest-common';

type Location = NonNullable<NewFindingRecord['locations']>[number];
type Package = NonNullable<NewFindingRecord['package']>;

/** A text within its length, never half of a surrogate pair. */
function cut(text: string, max: number): string {
  if (text.length <= max) return text;
  const last = text.charCodeAt(max - 1);
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? max - 1 : max);
}

const cutAll = (
  texts: readonly string[] | undefined,
  max: number,
  most: number,
) => texts?.slice(0, most).map(text => cut(text, max));

const maybe = (text: string | undefined, max: number) =>
  text === undefined ? undefined : cut(text, max);

const whole = (value: number | undefined) =>
  value !== undefined && Number.isSafeInteger(value) && value >= 0
    ? value
    : undefined;

const fitLocation = (location: Location): Location => ({
  path: maybe(location.path, 1024),
  startLine: whole(location.startLine),
  endLine: whole(location.endLine),
  startColumn: whole(location.startColumn),
  endColumn: whole(location.endColumn),
  snippet: maybe(location.snippet, 4000),
  name: maybe(location.name, 512),
  method: maybe(location.method, 16),
  url: maybe(location.url, 2048),
  parameter: maybe(location.parameter, 512),
  message: maybe(location.message, 1000),
});

const fitPackage = (item: Package): Package => ({
  name: cut(item.name, 512),
  version: maybe(item.version, 255),
  ecosystem: maybe(item.ecosystem, 64),
  purl: maybe(item.purl, 1024),
  fixedVersions: cutAll(item.fixedVersions, 255, 50),
  paths: item.paths?.slice(0, 50).map(path => cutAll(path, 512, 50) ?? []),
  direct: item.direct,
  development: item.development,
  licences: cutAll(item.licences, 512, 50),
});

const isCwe = (cwe: number) => Number.isInteger(cwe) && cwe > 0 && cwe < 1e6;

const fitCount = (count: number | undefined) =>
  count !== undefined && Number.isInteger(count) && count > 0
    ? Math.min(count, 1_000_000)
    : undefined;

const isRatio = (value: number) => value >= 0 && value <= 1;

const linkMax = 4096;

const unique = (texts: readonly string[] | undefined) =>
  texts === undefined ? undefined : [...new Set(texts)];

function fitEpss(epss: NewFindingRecord['epss']): NewFindingRecord['epss'] {
  if (!epss || !isRatio(epss.score)) return undefined;
  const { score, percentile } = epss;
  return percentile !== undefined && isRatio(percentile)
    ? { score, percentile }
    : { score };
}

function fitFingerprints(prints: NewFindingRecord['fingerprints']) {
  if (!prints) return undefined;
  const entries = Object.entries(prints).slice(0, 20);
  return Object.fromEntries(
    entries.map(([name, value]) => [cut(name, 128), cut(value, 512)]),
  );
}

/**
 * A finding within the bounds of its schema: a hostile or odd value costs that
 * value, never the finding.
 */
export function fitFinding(finding: NewFindingRecord): NewFindingRecord {
  const links = finding.references?.filter(
    link => link !== undefined && link.length <= linkMax,
  );
  return {
    ...finding,
    tool: {
      name: cut(finding.tool.name, 128),
      version: maybe(finding.tool.version, 64),
    },
    scope: maybe(finding.scope, 255),
    ruleId: cut(finding.ruleId, 512),
    ruleName: maybe(finding.ruleName, 512),
    title: cut(finding.title.trim() || finding.ruleId, 500),
    description: maybe(finding.description, 8000),
    remediation: maybe(finding.remediation, 4000),
    nativeSeverity: maybe(finding.nativeSeverity, 64),
    confidence: maybe(finding.confidence, 32),
    occurrences: fitCount(finding.occurrences),
    cvss: finding.cvss?.slice(0, 20),
    epss: fitEpss(finding.epss),
    cwes: finding.cwes && [...new Set(finding.cwes)].filter(isCwe).slice(0, 50),
    vulnerabilityIds: cutAll(unique(finding.vulnerabilityIds), 128, 50),
    package: finding.package && fitPackage(finding.package),
    target: maybe(finding.target, 1024),
    locations: finding.locations?.slice(0, 100).map(fitLocation),
    flow: finding.flow?.slice(0, 100).map(fitLocation),
    references: links && [...new Set(links)].slice(0, 50),
    tags: cutAll(unique(finding.tags), 64, 50),
    fingerprints: fitFingerprints(finding.fingerprints),
    suppressed: finding.suppressed && {
      by: finding.suppressed.by,
      reason: maybe(finding.suppressed.reason, 1000),
    },
    secret: finding.secret && {
      ...finding.secret,
      value: maybe(finding.secret.value, 20_000),
      mask: maybe(finding.secret.mask, 64),
      commit: maybe(finding.secret.commit, 64),
    },
    url: maybe(finding.url, linkMax),
  };
}

/** A component within the bounds of its schema. */
export const fitComponent = (
  component: NewComponentRecord,
): NewComponentRecord => ({
  ...component,
  ref: cut(component.ref, 1024),
  type: maybe(component.type, 64),
  group: maybe(component.group, 255),
  supplier: maybe(component.supplier, 255),
  package: fitPackage(component.package),
  hashes: component.hashes?.slice(0, 20).map(({ algorithm, value }) => ({
    algorithm: cut(algorithm, 32),
    value: cut(value, 256),
  })),
  dependsOn: cutAll(component.dependsOn, 1024, 5000),
});

/** A VEX statement within the bounds of its schema. */
export const fitVex = (vex: NewVexRecord): NewVexRecord => ({
  ...vex,
  at: cut(vex.at, 512),
  vulnerabilityIds: cutAll(unique(vex.vulnerabilityIds), 128, 50) ?? [],
  nativeStatus: cut(vex.nativeStatus, 64),
  justification: maybe(vex.justification, 128),
  impact: maybe(vex.impact, 4000),
  action: maybe(vex.action, 4000),
  response: cutAll(vex.response, 64, 10),
  product: {
    ...vex.product,
    purl: maybe(vex.product.purl, 1024),
    bomRef: maybe(vex.product.bomRef, 1024),
    name: maybe(vex.product.name, 512),
    version: maybe(vex.product.version, 255),
  },
  author: maybe(vex.author, 255),
});
