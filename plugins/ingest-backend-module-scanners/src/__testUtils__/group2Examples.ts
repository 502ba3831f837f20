import * as audits from './examples/audits';
import * as policies from './examples/policies';
import * as sboms from './examples/sboms';
import * as scanners from './examples/scanners';
import * as vex from './examples/vex';
import * as xml from './examples/xml';

/** A report made by hand, and the format that reads it. */
export interface Example {
  format: string;
  /** As JSON, if it is that. */
  json?: unknown;
  text: string;
}

const pretty = (format: string, json: unknown): Example => ({
  format,
  json,
  text: JSON.stringify(json, null, 2),
});

const dense = (format: string, json: unknown): Example => ({
  format,
  json,
  text: JSON.stringify(json),
});

const lines = (format: string, values: readonly unknown[]): Example => ({
  format,
  text: values.map(value => `${JSON.stringify(value)}\n`).join(''),
});

/** One or more for each format of packages, sites, policies, licences, SBOMs and VEX. */
export const group2Examples: readonly Example[] = [
  pretty('npm-audit-v6', audits.npmAudit6),
  pretty('npm-audit-v6', audits.npmAuditError),
  pretty('npm-audit-v7', audits.npmAudit7),
  pretty('pnpm-audit', audits.pnpmAudit),
  dense('yarn-berry-audit', audits.yarnBerryAudit),
  lines('yarn-classic-audit', audits.yarnClassicAudit),
  lines('yarn-4-audit', audits.yarn4Audit),
  pretty('snyk', scanners.snyk),
  pretty('snyk', scanners.snyk[0]),
  pretty('snyk', { ok: false, error: 'No lock file', path: '/build' }),
  pretty('snyk-iac', scanners.snykIac),
  pretty('osv-scanner', scanners.osv),
  pretty('dependency-check-json', scanners.dependencyCheck),
  { format: 'dependency-check', text: xml.dependencyCheckXml },
  pretty('dependency-track', scanners.dependencyTrack),
  pretty('zap-json', scanners.zap),
  pretty('zap-json', { ...scanners.zap, site: scanners.zap.site[0] }),
  { format: 'zap', text: xml.zapXml },
  pretty('sonarqube', scanners.sonar),
  dense('license-checker', policies.licenseChecker),
  pretty('ort', policies.ort),
  pretty('ort', policies.ortModel),
  pretty('conftest', policies.conftest),
  pretty('policy-report', policies.policyReport),
  pretty('policy-report', policies.openReports),
  pretty('cyclonedx', sboms.cyclonedx),
  { format: 'cyclonedx-xml', text: sboms.cyclonedxXml },
  { format: 'cyclonedx-xml', text: sboms.cyclonedxOldXml },
  pretty('spdx', sboms.spdx),
  { format: 'spdx-tag-value', text: sboms.spdxTags },
  { format: 'spdx-rdf', text: xml.spdxRdf },
  pretty('spdx-3', sboms.spdx3),
  pretty('openvex', vex.openVex),
  pretty('csaf', vex.csaf),
];
