import { ScanFinding } from '../identity/scanFinding';

/** A finding in code; what is not given is dull. */
export const inCode = (more: Partial<ScanFinding> = {}): ScanFinding => ({
  kind: 'sast',
  tool: { name: 'Lintel' },
  ruleId: 'sql-injection',
  vulnerabilityIds: [],
  fingerprints: {},
  locations: [
    { path: 'src/report/query.ts', startLine: 88, snippet: 'query(sql)' },
  ],
  ...more,
});

/** A vulnerable package. */
export const inPackage = (more: Partial<ScanFinding> = {}): ScanFinding => ({
  kind: 'dependency',
  tool: { name: 'Depscan' },
  ruleId: 'CVE-2026-1001',
  vulnerabilityIds: ['CVE-2026-1001', 'GHSA-aaaa-bbbb-cccc'],
  package: {
    name: 'left-hook',
    version: '1.2.3',
    ecosystem: 'npm',
    purl: 'pkg:npm/left-hook@1.2.3',
  },
  target: 'web/package-lock.json',
  fingerprints: {},
  locations: [],
  ...more,
});

/** A leaked secret. */
export const leaked = (more: Partial<ScanFinding> = {}): ScanFinding => ({
  kind: 'secret',
  tool: { name: 'Leakfinder' },
  ruleId: 'cloud-key',
  vulnerabilityIds: [],
  fingerprints: {},
  locations: [{ path: 'ops/seed.sh', startLine: 4 }],
  secret: { hmac: 'ab'.repeat(32) },
  ...more,
});
