import { FindingState, Severity } from '../words/findingWords';

/** What is told of a finding to a SIEM. */
export interface ExportedFinding {
  id: string;
  entityRef: string | null;
  title: string;
  description: string | null;
  kind: string;
  severity: Severity;
  state: FindingState;
  stateReason: string | null;
  suppressed: boolean;
  tool: string;
  ruleId: string;
  vulnerabilityIds: readonly string[];
  cwes: readonly number[];
  cvss: readonly {
    version: string;
    vector?: string;
    score?: number;
    source?: string;
  }[];
  epss: number | null;
  knownExploited: boolean;
  package: {
    name: string;
    version: string | null;
    ecosystem: string | null;
    purl: string | null;
    fixedVersions: readonly string[];
  } | null;
  places: readonly {
    path?: string;
    startLine?: number;
    endLine?: number;
    url?: string;
  }[];
  remediation: string | null;
  references: readonly string[];
  owner: string | null;
  url: string | null;
  firstSeenAt: Date;
  lastSeenAt: Date;
  changedAt: Date;
  /** When a person decided on its state; null: nobody did. */
  decidedAt: Date | null;
  fixedAt: Date | null;
}

const severityIds: Readonly<Record<Severity, number>> = {
  unknown: 0,
  info: 1,
  low: 2,
  medium: 3,
  high: 4,
  critical: 5,
};

const severityNames: Readonly<Record<Severity, string>> = {
  unknown: 'Unknown',
  info: 'Informational',
  low: 'Low',
  medium: 'Medium',
  high: 'High',
  critical: 'Critical',
};

const activities = { 1: 'Create', 2: 'Update', 3: 'Close' } as const;

const closed: readonly FindingState[] = [
  'fixed',
  'false_positive',
  'out_of_scope',
];

/** When a scan or a person last said something else of it. */
const lastChange = ({ changedAt, decidedAt }: ExportedFinding): Date =>
  decidedAt && decidedAt > changedAt ? decidedAt : changedAt;

function activityOf(finding: ExportedFinding): keyof typeof activities {
  if (closed.includes(finding.state)) return 3;
  return lastChange(finding) > finding.firstSeenAt ? 2 : 1;
}

function statusOf({ state, suppressed }: ExportedFinding) {
  if (state === 'fixed') return { status_id: 4, status: 'Resolved' };
  const isQuiet =
    suppressed ||
    state === 'false_positive' ||
    state === 'out_of_scope' ||
    state === 'risk_accepted';
  if (isQuiet) return { status_id: 3, status: 'Suppressed' };
  return state === 'open'
    ? { status_id: 1, status: 'New' }
    : { status_id: 2, status: 'In Progress' };
}

/** Leaves out what is not known: a null is no value in OCSF. */
const known = <Value extends object>(value: Value): Partial<Value> =>
  Object.fromEntries(
    Object.entries(value).filter(
      ([, one]) =>
        one !== null &&
        one !== undefined &&
        !(Array.isArray(one) && one.length === 0),
    ),
  ) as Partial<Value>;

function vulnerabilityOf(finding: ExportedFinding) {
  const { package: named } = finding;
  const cve = finding.vulnerabilityIds.find(id => /^CVE-/i.test(id));
  return known({
    title: finding.title,
    desc: finding.description,
    severity: severityNames[finding.severity],
    vendor_name: finding.tool,
    cve: cve
      ? known({
          uid: cve,
          cvss: finding.cvss.flatMap(one =>
            one.score === undefined
              ? []
              : known({
                  version: one.version,
                  base_score: one.score,
                  vector_string: one.vector,
                  src_url: undefined,
                  vendor_name: one.source,
                }),
          ),
          // OCSF has the score as text.
          epss:
            finding.epss === null ? undefined : { score: String(finding.epss) },
        })
      : undefined,
    advisory:
      cve || finding.vulnerabilityIds.length === 0
        ? undefined
        : { uid: finding.vulnerabilityIds[0] },
    related_vulnerabilities: finding.vulnerabilityIds.filter(id => id !== cve),
    cwe:
      finding.cwes[0] === undefined
        ? undefined
        : { uid: `CWE-${finding.cwes[0]}` },
    is_exploit_available: finding.knownExploited || undefined,
    is_fix_available: named ? named.fixedVersions.length > 0 : undefined,
    affected_packages: named
      ? [
          known({
            name: named.name,
            version: named.version ?? 'unknown',
            purl: named.purl,
            package_manager: named.ecosystem,
            fixed_in_version: named.fixedVersions.join(', ') || null,
          }),
        ]
      : [],
    affected_code: finding.places.flatMap(({ path, startLine, endLine }) =>
      path === undefined
        ? []
        : known({
            file: {
              name: path.slice(path.lastIndexOf('/') + 1),
              path,
              type_id: 1,
            },
            start_line: startLine,
            end_line: endLine,
          }),
    ),
    remediation: finding.remediation
      ? { desc: finding.remediation }
      : undefined,
    references: finding.references,
    first_seen_time: finding.firstSeenAt.getTime(),
    last_seen_time: finding.lastSeenAt.getTime(),
  });
}

/**
 * A finding as OCSF 1.4 Vulnerability Finding (class 2002), for a SIEM. Of a secret
 * neither value nor mask nor hash is in it.
 */
export function ocsfFinding(finding: ExportedFinding, productVersion: string) {
  const activity = activityOf(finding);
  const changed = lastChange(finding);
  const ended = finding.fixedAt ?? changed;
  const url = finding.places.find(place => place.url !== undefined)?.url;
  return {
    activity_id: activity,
    activity_name: activities[activity],
    category_uid: 2,
    category_name: 'Findings',
    class_uid: 2002,
    class_name: 'Vulnerability Finding',
    type_uid: 200_200 + activity,
    time: (activity === 3 ? ended : changed).getTime(),
    severity_id: severityIds[finding.severity],
    severity: severityNames[finding.severity],
    ...statusOf(finding),
    ...(finding.stateReason ? { status_detail: finding.stateReason } : {}),
    start_time: finding.firstSeenAt.getTime(),
    ...(activity === 3 ? { end_time: ended.getTime() } : {}),
    metadata: {
      version: '1.4.0',
      uid: finding.id,
      product: {
        name: 'Quarterdeck',
        vendor_name: 'Quarterdeck',
        version: productVersion,
        feature: { name: finding.tool },
      },
    },
    finding_info: known({
      uid: finding.id,
      title: finding.title,
      desc: finding.description,
      types: [finding.kind],
      analytic: { name: finding.ruleId, type_id: 1, uid: finding.ruleId },
      src_url: finding.url,
      created_time: finding.firstSeenAt.getTime(),
      modified_time: changed.getTime(),
      first_seen_time: finding.firstSeenAt.getTime(),
      last_seen_time: finding.lastSeenAt.getTime(),
    }),
    resources: finding.entityRef
      ? [
          known({
            uid: finding.entityRef,
            name: finding.entityRef,
            type: 'software component',
            owner: finding.owner ? { name: finding.owner } : null,
          }),
        ]
      : [],
    vulnerabilities: [vulnerabilityOf(finding)],
    ...(url ? { unmapped: { address: url } } : {}),
  };
}

/** @see ocsfFinding */
export type OcsfFinding = ReturnType<typeof ocsfFinding>;
