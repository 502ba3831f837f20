/** From worst to least; `unknown` is a level of its own, never counted as another. */
export const severities = [
  'critical',
  'high',
  'medium',
  'low',
  'info',
  'unknown',
] as const;

/** @see severities */
export type Severity = (typeof severities)[number];

/** What a scan looks for. `quality` is kept out of gates and counts of security. */
export const findingKinds = [
  'sast',
  'dependency',
  'container',
  'secret',
  'iac',
  'dast',
  'licence',
  'fuzzing',
  'policy',
  'quality',
] as const;

/** @see findingKinds */
export type FindingKind = (typeof findingKinds)[number];

/** The one state of a finding: no flags beside it that could contradict it. */
export const findingStates = [
  'open',
  'triaged',
  'in_progress',
  'risk_accepted',
  'false_positive',
  'out_of_scope',
  'fixed',
] as const;

/** @see findingStates */
export type FindingState = (typeof findingStates)[number];

/** States in which somebody still has to do something. */
export const openStates = ['open', 'triaged', 'in_progress'] as const;

/** @see openStates */
export type OpenState = (typeof openStates)[number];

/** Who took a finding out of the list without a person deciding it. */
export const suppressors = ['source', 'tool', 'vex', 'policy'] as const;

/** @see suppressors */
export type Suppressor = (typeof suppressors)[number];

/** Who or what closed a finding. */
export const fixers = ['scan', 'tool', 'person', 'vex'] as const;

/** @see fixers */
export type Fixer = (typeof fixers)[number];

/** Where a severity came from; `override`: a person said so. */
export const severitySources = [
  'override',
  'native',
  'cvss4',
  'cvss31',
  'cvss30',
  'cvss2',
  'rule',
  'none',
] as const;

/** @see severitySources */
export type SeveritySource = (typeof severitySources)[number];

/** How a finding stands against its due date. */
export const slaStates = [
  'none',
  'on_track',
  'due_soon',
  'breached',
  'paused',
  'met',
  'missed',
] as const;

/** @see slaStates */
export type SlaState = (typeof slaStates)[number];

/** What an import did to a finding. */
export const importOutcomes = [
  'created',
  'updated',
  'unchanged',
  'fixed',
  'reopened',
  'suppressed',
  'pending_close',
] as const;

/** @see importOutcomes */
export type ImportOutcome = (typeof importOutcomes)[number];

/** Why an import closed nothing. */
export const notClosingReasons = [
  'failed',
  'partial',
  'rejected_records',
  'older_than_last',
  'close_old_off',
  'drop_guard',
  'tool_changed',
] as const;

/** @see notClosingReasons */
export type NotClosing = (typeof notClosingReasons)[number];

/** Answers of the gate; `error`: not enough is known to say pass. */
export const gateVerdicts = ['pass', 'warn', 'fail', 'error'] as const;

/** @see gateVerdicts */
export type GateVerdict = (typeof gateVerdicts)[number];

/** What a VEX document says of a vulnerability in a product. */
export const vexStatuses = [
  'not_affected',
  'affected',
  'fixed',
  'under_investigation',
  'false_positive',
] as const;

/** @see vexStatuses */
export type VexStatus = (typeof vexStatuses)[number];
