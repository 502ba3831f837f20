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

/** Cuts texts of a record where they stand: nearly all of them fit. */
function cutTexts<K extends string>(
  record: { [P in NoInfer<K>]?: string },
  limits: { readonly [P in K]: number },
): void {
  for (const key in limits) {
    if (!Object.hasOwn(limits, key)) continue;
    const text = record[key];
    const max = limits[key];
    if (text !== undefined && text.length > max) record[key] = cut(text, max);
  }
}

const cutAll = (texts: readonly string[], max: number, most: number) =>
  texts.slice(0, most).map(text => cut(text, max));

/** A list within its length, each text in it once. */
function fitTexts(
  texts: string[] | undefined,
  max: number,
  most: number,
): string[] | undefined {
  if (texts === undefined || texts.length === 0) return texts;
  if (texts.length === 1 && texts[0].length <= max) return texts;
  return cutAll([...new Set(texts)], max, most);
}

const lines = ['startLine', 'endLine', 'startColumn', 'endColumn'] as const;

const locationLimits = {
  path: 1024,
  snippet: 4000,
  name: 512,
  method: 16,
  url: 2048,
  parameter: 512,
  message: 1000,
} as const;

function fitLocation(location: Location): void {
  cutTexts(location, locationLimits);
  for (const key of lines) {
    const line = location[key];
    if (line !== undefined && !(Number.isSafeInteger(line) && line >= 0)) {
      delete location[key];
    }
  }
}

const packageLimits = {
  name: 512,
  version: 255,
  ecosystem: 64,
  purl: 1024,
} as const;

function fitPackage(item: Package): void {
  cutTexts(item, packageLimits);
  if (item.fixedVersions)
    item.fixedVersions = cutAll(item.fixedVersions, 255, 50);
  if (item.paths) {
    item.paths = item.paths.slice(0, 50).map(path => cutAll(path, 512, 50));
  }
  if (item.licences) item.licences = cutAll(item.licences, 512, 50);
}

const isRatio = (value: number) => value >= 0 && value <= 1;

const linkMax = 4096;

function fitEpss(epss: NewFindingRecord['epss']): NewFindingRecord['epss'] {
  if (!epss || !isRatio(epss.score)) return undefined;
  const { score, percentile } = epss;
  return percentile !== undefined && isRatio(percentile)
    ? { score, percentile }
    : { score };
}

const isCwe = (cwe: number) => Number.isInteger(cwe) && cwe > 0 && cwe < 1e6;

const fitCount = (count: number) =>
  Number.isInteger(count) && count > 0 ? Math.min(count, 1_000_000) : undefined;

const fitsPrint = ([name, value]: readonly [string, string]) =>
  name.length <= 128 && value.length <= 512;

function fitFingerprints(prints: Record<string, string>) {
  const entries = Object.entries(prints);
  if (entries.length <= 20 && entries.every(fitsPrint)) return prints;
  return Object.fromEntries(
    entries
      .slice(0, 20)
      .map(([name, value]) => [cut(name, 128), cut(value, 512)]),
  );
}

const findingLimits = {
  scope: 255,
  ruleId: 512,
  ruleName: 512,
  title: 500,
  description: 8000,
  remediation: 4000,
  nativeSeverity: 64,
  confidence: 32,
  target: 1024,
  url: linkMax,
} as const;

const isLink = (link: string | undefined) =>
  link !== undefined && link.length <= linkMax;

function fitLists(finding: NewFindingRecord): void {
  if (finding.cvss && finding.cvss.length > 20) {
    finding.cvss = finding.cvss.slice(0, 20);
  }
  if (finding.cwes?.length) {
    const each = finding.cwes.length > 1 ? new Set(finding.cwes) : finding.cwes;
    finding.cwes = [...each].filter(isCwe).slice(0, 50);
  }
  finding.vulnerabilityIds = fitTexts(finding.vulnerabilityIds, 128, 50);
  finding.tags = fitTexts(finding.tags, 64, 50);
  finding.formerRuleIds = fitTexts(finding.formerRuleIds, 512, 10);
  if (finding.references && finding.references.length > 1) {
    finding.references = [...new Set(finding.references)]
      .filter(isLink)
      .slice(0, 50);
  }
  if (finding.locations && finding.locations.length > 100) {
    finding.locations = finding.locations.slice(0, 100);
  }
  if (finding.flow && finding.flow.length > 100) {
    finding.flow = finding.flow.slice(0, 100);
  }
  finding.locations?.forEach(fitLocation);
  finding.flow?.forEach(fitLocation);
}

/**
 * Brings a finding within the bounds of its schema, where it stands: a hostile
 * or odd value costs that value, never the finding.
 */
export function fitFinding(finding: NewFindingRecord): NewFindingRecord {
  if (finding.title.trim() === '') finding.title = finding.ruleId;
  cutTexts(finding, findingLimits);
  if (
    finding.tool.name.length > 128 ||
    (finding.tool.version?.length ?? 0) > 64
  ) {
    finding.tool = { ...finding.tool };
    cutTexts(finding.tool, { name: 128, version: 64 });
  }
  fitLists(finding);
  if (finding.epss) finding.epss = fitEpss(finding.epss);
  if (finding.occurrences !== undefined) {
    finding.occurrences = fitCount(finding.occurrences);
  }
  if (finding.package) fitPackage(finding.package);
  if (finding.fingerprints) {
    finding.fingerprints = fitFingerprints(finding.fingerprints);
  }
  if (finding.suppressed) cutTexts(finding.suppressed, { reason: 1000 });
  if (finding.secret) {
    cutTexts(finding.secret, { value: 20_000, mask: 64, commit: 64 });
  }
  return finding;
}

/** Brings a component within the bounds of its schema, where it stands. */
export function fitComponent(
  component: NewComponentRecord,
): NewComponentRecord {
  cutTexts(component, { ref: 1024, type: 64, group: 255, supplier: 255 });
  fitPackage(component.package);
  if (component.hashes) {
    component.hashes = component.hashes
      .slice(0, 20)
      .map(({ algorithm, value }) => ({
        algorithm: cut(algorithm, 32),
        value: cut(value, 256),
      }));
  }
  if (component.dependsOn) {
    component.dependsOn = cutAll(component.dependsOn, 1024, 5000);
  }
  return component;
}

/** Brings a VEX statement within the bounds of its schema, where it stands. */
export function fitVex(vex: NewVexRecord): NewVexRecord {
  cutTexts(vex, {
    at: 512,
    nativeStatus: 64,
    justification: 128,
    impact: 4000,
    action: 4000,
    author: 255,
  });
  vex.vulnerabilityIds = cutAll([...new Set(vex.vulnerabilityIds)], 128, 50);
  if (vex.response) vex.response = cutAll(vex.response, 64, 10);
  cutTexts(vex.product, { purl: 1024, bomRef: 1024, name: 512, version: 255 });
  return vex;
}
