import { createPermission } from '@backstage/plugin-permission-common';

/** Resource type of findings and of what hangs on their entity: scans, SBOMs, gates. */
export const RESOURCE_TYPE_FINDING = 'finding';

const resourceType = RESOURCE_TYPE_FINDING;

/** See findings, scans, SBOMs, coverage and the numbers made of them. */
export const securityFindingReadPermission = createPermission({
  name: 'security.finding.read',
  attributes: { action: 'read' },
  resourceType,
});

/** Set states, assign, comment, override severities, take these back. */
export const securityFindingTriagePermission = createPermission({
  name: 'security.finding.triage',
  attributes: { action: 'update' },
  resourceType,
});

/** Accept a risk until a date, and end an acceptance. */
export const securityFindingAcceptRiskPermission = createPermission({
  name: 'security.finding.accept-risk',
  attributes: { action: 'update' },
  resourceType,
});

/** Take findings out of the portal: CSV, SARIF, VEX. */
export const securityFindingExportPermission = createPermission({
  name: 'security.finding.export',
  attributes: { action: 'read' },
  resourceType,
});

/** Ask the gate whether a commit may ship. */
export const securityGateEvaluatePermission = createPermission({
  name: 'security.gate.evaluate',
  attributes: { action: 'create' },
  resourceType,
});

/** Let a commit pass a gate that says no. */
export const securityGateOverridePermission = createPermission({
  name: 'security.gate.override',
  attributes: { action: 'update' },
  resourceType,
});

/** Change what the gate asks for. */
export const securityPolicyPublishPermission = createPermission({
  name: 'security.policy.publish',
  attributes: { action: 'update' },
  resourceType,
});

/** Say that a leaked secret was rotated. */
export const securitySecretRotatePermission = createPermission({
  name: 'security.secret.rotate',
  attributes: { action: 'update' },
  resourceType,
});

/** Bring in EPSS scores and the list of exploited vulnerabilities: these hold for everybody. */
export const securityIntelligenceImportPermission = createPermission({
  name: 'security.intelligence.import',
  attributes: { action: 'update' },
});

/** Every permission of this area. */
export const securityPermissions = [
  securityFindingReadPermission,
  securityFindingTriagePermission,
  securityFindingAcceptRiskPermission,
  securityFindingExportPermission,
  securityGateEvaluatePermission,
  securityGateOverridePermission,
  securityPolicyPublishPermission,
  securitySecretRotatePermission,
  securityIntelligenceImportPermission,
];

/** Names of the permission rules, for policies that build conditions. */
export const securityRuleNames = {
  /** Params `{ claims: string[] }`: the finding's entity is owned by one of them. */
  isOwnedBy: 'IS_OWNED_BY',
  /** Params `{ severity }`: it is of this severity or a lesser one; `unknown` never is. */
  severityAtMost: 'SEVERITY_AT_MOST',
} as const;

/** Channel on which open pages hear that something changed. It carries no data. */
export const SECURITY_SIGNAL_CHANNEL = 'security';
