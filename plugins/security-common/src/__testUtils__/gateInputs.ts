import { GateCandidate, GateInput, GateScan } from '../gate/gateInput';
import { gatePolicySchema, NewGatePolicy } from '../gate/gatePolicy';

/** When the gates of the tests are asked. */
export const now = new Date('2026-03-10T12:00:00Z');

/** So many days before {@link now}. */
export const daysAgo = (days: number): Date =>
  new Date(now.getTime() - days * 86_400_000);

/** A finding; what is not given is dull. */
export const candidate = (
  more: Partial<GateCandidate> = {},
): GateCandidate => ({
  id: 'f1',
  identity: `identity-${more.id ?? 'f1'}`,
  title: 'SQL built from input',
  kind: 'sast',
  severity: 'high',
  state: 'open',
  suppressedBy: null,
  tool: 'Lintel',
  ruleId: 'sql-injection',
  vulnerabilityIds: [],
  package: null,
  path: 'src/query.ts',
  line: 8,
  firstSeenAt: daysAgo(100),
  knownExploited: false,
  epss: null,
  acceptance: null,
  ...more,
});

/** A finding in a package. */
export const inPackage = (
  named: Partial<NonNullable<GateCandidate['package']>>,
  more: Partial<GateCandidate> = {},
): GateCandidate =>
  candidate({
    kind: 'dependency',
    path: null,
    vulnerabilityIds: ['CVE-2026-1', 'GHSA-aaaa-bbbb-cccc'],
    package: {
      name: 'left-hook',
      version: '1.0.0',
      purl: 'pkg:npm/left-hook@1.0.0',
      fixedVersions: [],
      development: false,
      paths: [],
      licences: [],
      ...named,
    },
    ...more,
  });

/** A whole scan of an hour ago. */
export const scan = (more: Partial<GateScan> = {}): GateScan => ({
  kinds: ['sast'],
  tool: 'Lintel',
  importId: 'i1',
  scannedAt: daysAgo(1 / 24),
  commit: 'abcdef1234567890',
  status: 'success',
  rejected: 0,
  empty: false,
  ...more,
});

/** A question to the gate. */
export const question = (
  policy: NewGatePolicy = {},
  more: Partial<Omit<GateInput, 'policy'>> = {},
): GateInput => ({
  policy: gatePolicySchema.parse(policy),
  findings: [],
  scans: [scan()],
  now,
  ...more,
});
