import { StateName } from '@quarterdeck/plugin-portal-react';
import {
  FindingKind,
  FindingState,
  FindingSummary,
  GateVerdict,
  SeveritySource,
  SlaState,
  Suppressor,
} from '@quarterdeck/plugin-security-common';

/** A state as people say it. */
export const stateWords: Record<
  FindingState,
  { state: StateName; word: string }
> = {
  open: { state: 'queued', word: 'Open' },
  triaged: { state: 'warn', word: 'Confirmed' },
  in_progress: { state: 'info', word: 'In progress' },
  risk_accepted: { state: 'neutral', word: 'Risk accepted' },
  false_positive: { state: 'skipped', word: 'False positive' },
  out_of_scope: { state: 'skipped', word: 'Out of scope' },
  fixed: { state: 'success', word: 'Fixed' },
};

/** Who left it out of the list. */
export const suppressedWords: Record<Suppressor, string> = {
  source: 'Suppressed in the code',
  tool: 'Suppressed by the tool',
  vex: 'Not affected (VEX)',
  policy: 'Suppressed by policy',
};

/** State of a row: reopened and suppressed ones say so. */
export function stateOf(
  finding: Pick<
    FindingSummary,
    'state' | 'suppressedBy' | 'pendingClose' | 'reopenedCount'
  >,
): { state: StateName; word: string } {
  if (finding.suppressedBy && finding.state !== 'fixed') {
    return { state: 'skipped', word: suppressedWords[finding.suppressedBy] };
  }
  if (finding.pendingClose) return { state: 'hold', word: 'Gone once' };
  if (finding.state === 'open' && finding.reopenedCount > 0) {
    return { state: 'warn', word: 'Reopened' };
  }
  return stateWords[finding.state];
}

/** What was looked for, in short. */
export const kindWords: Record<FindingKind, string> = {
  sast: 'Code',
  dependency: 'Dependency',
  container: 'Image',
  secret: 'Secret',
  iac: 'Infrastructure',
  dast: 'Running app',
  licence: 'Licence',
  fuzzing: 'Fuzzing',
  policy: 'Policy',
  quality: 'Quality',
};

/** How it stands against its due date. */
export const slaWords: Record<SlaState, string> = {
  none: 'No due date',
  on_track: 'On track',
  due_soon: 'Due soon',
  breached: 'Past due',
  paused: 'Paused',
  met: 'Fixed in time',
  missed: 'Fixed too late',
};

/** What the gate says. */
export const verdictWords: Record<
  GateVerdict,
  { state: StateName; word: string }
> = {
  pass: { state: 'success', word: 'Passes' },
  warn: { state: 'warn', word: 'Warns' },
  fail: { state: 'error', word: 'Fails' },
  error: { state: 'hold', word: 'Cannot say' },
};

/** A person's ref as a name: `user:default/mei` is mei. */
export const personName = (ref: string): string =>
  ref.slice(ref.lastIndexOf('/') + 1);

/** An entity's ref without kind and namespace. */
export const entityName = (ref: string): string =>
  ref.slice(ref.lastIndexOf('/') + 1);

/** A commit as people read it; a version as it is. */
export const shortVersion = (version: string): string =>
  /^[0-9a-f]{12,64}$/.test(version) ? version.slice(0, 7) : version;

/** What runs, in words: a version, or the commit where no version is known. */
export const runningOf = (version: string): string =>
  shortVersion(version) === version
    ? version
    : `commit ${shortVersion(version)}`;

/** The address of a finding's page. */
export const findingHref = (id: string): string =>
  `/security/findings/${encodeURIComponent(id)}`;

/** The task of one leaked value. */
export const secretHref = (taskId: string): string =>
  `/security/secrets?${new URLSearchParams({ open: taskId })}`;

/** Where a severity comes from. */
export const severitySourceWords: Record<SeveritySource, string> = {
  override: 'set by hand',
  native: 'as the tool says',
  cvss4: 'from CVSS 4',
  cvss31: 'from CVSS 3.1',
  cvss30: 'from CVSS 3.0',
  cvss2: 'from CVSS 2',
  rule: 'from the rule',
  none: 'nothing says it',
};

/** Second line of a row: what it is called, and where it stands. */
export function whereOf(finding: FindingSummary): string {
  const name = finding.vulnerabilityId ?? finding.ruleId;
  const { package: found, path, line, target } = finding;
  const version = found?.version ? ` ${found.version}` : '';
  if (found) return `${name}, ${found.name}${version}`;
  if (path) return `${name}, ${path}${line ? `:${line}` : ''}`;
  return target ? `${name}, ${target}` : name;
}

/** `2 findings`, `1 finding`. */
export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${count.toLocaleString('en-US')} ${count === 1 ? one : many}`;
