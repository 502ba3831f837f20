import { noCounts, SeverityCounts } from '../answers/shared';
import { FindingState, NotClosing } from '../words/findingWords';
import { isOpenState } from './changeState';
import { changesOf } from './changesOf';
import { CollapsedFinding, collapseFound } from './collapseFound';
import { holdsClose } from './holdsClose';
import {
  ExistingFinding,
  FoundFinding,
  ImportDecision,
  ImportOptions,
  ImportResult,
} from './importTypes';
import { matchFindings } from './matchFindings';

const isOpen = (finding: {
  state: FindingState;
  suppressedBy: string | null;
}) => isOpenState(finding.state) && finding.suppressedBy === null;

const openCounts = (
  findings: readonly Pick<
    ExistingFinding,
    'state' | 'suppressedBy' | 'severity'
  >[],
): SeverityCounts => {
  const counts = noCounts();
  for (const finding of findings) {
    if (isOpen(finding)) counts[finding.severity] += 1;
  }
  return counts;
};

const keep = (finding: ExistingFinding): ImportDecision => ({
  ...finding,
  found: null,
  outcome: 'ignored',
  changes: [],
});

const created = (record: CollapsedFinding): ImportDecision => ({
  id: null,
  found: record.place,
  outcome: record.suppressedBy ? 'suppressed' : 'created',
  state: 'open',
  keys: record.keys,
  identityVersion: record.identityVersion,
  suppressedBy: record.suppressedBy,
  pendingClose: false,
  fixedBy: null,
  reopenedCount: 0,
  occurrences: record.occurrences,
  severity: record.severity,
  content: record.content,
  changes: [],
});

/** What a finding is when it comes back: the old decision holds, if it still may. */
function stateOnReturn(finding: ExistingFinding, now: Date): FindingState {
  if (finding.resolution === 'risk_accepted') {
    return finding.acceptedUntil && finding.acceptedUntil > now
      ? 'risk_accepted'
      : 'open';
  }
  return finding.resolution ?? 'open';
}

function seen(
  finding: ExistingFinding,
  record: CollapsedFinding,
  options: ImportOptions,
): ImportDecision {
  const wasFixed = finding.state === 'fixed';
  const stays: ImportDecision = { ...keep(finding), found: record.place };
  if (record.gone) {
    return wasFixed
      ? stays
      : {
          ...stays,
          outcome: 'fixed',
          state: 'fixed',
          fixedBy: 'tool',
          pendingClose: false,
        };
  }
  if (wasFixed && options.doNotReactivate) return stays;
  const changes = changesOf(finding, record);
  const now: ImportDecision = {
    ...stays,
    keys: record.keys,
    // Another version of identity is taken over without a word.
    identityVersion: record.identityVersion,
    occurrences: record.occurrences,
    severity: record.severity,
    content: record.content,
    suppressedBy: record.suppressedBy,
    pendingClose: false,
    fixedBy: null,
    changes,
  };
  const hides = record.suppressedBy !== null;
  if (hides && (wasFixed || finding.suppressedBy === null)) {
    const state = wasFixed
      ? stateOnReturn(finding, options.scannedAt)
      : finding.state;
    return { ...now, outcome: 'suppressed', state };
  }
  if (wasFixed) {
    return {
      ...now,
      outcome: 'reopened',
      state: stateOnReturn(finding, options.scannedAt),
      reopenedCount: finding.reopenedCount + 1,
    };
  }
  if (!hides && finding.suppressedBy !== null) {
    return {
      ...now,
      outcome: 'reopened',
      reopenedCount: finding.reopenedCount + 1,
    };
  }
  return { ...now, outcome: changes.length > 0 ? 'updated' : 'unchanged' };
}

function whyNotClosing(options: ImportOptions): NotClosing | null {
  if (options.status === 'failed') return 'failed';
  if (options.status === 'partial') return 'partial';
  if (options.rejected > 0) return 'rejected_records';
  return options.closeOld === false ? 'close_old_off' : null;
}

function missing(
  finding: ExistingFinding,
  closes: boolean,
  held: boolean,
): ImportDecision {
  if (finding.state === 'fixed' || !closes) return keep(finding);
  if (held && !finding.pendingClose) {
    return { ...keep(finding), outcome: 'pending_close', pendingClose: true };
  }
  return {
    ...keep(finding),
    outcome: 'fixed',
    state: 'fixed',
    fixedBy: 'scan',
    pendingClose: false,
  };
}

/**
 * What one import of one key does: the table of reference/security.md, 2.1. The
 * importer of the backend says the same in SQL and is tested against this.
 */
export function decideImport(
  existing: readonly ExistingFinding[],
  found: readonly FoundFinding[],
  options: ImportOptions,
): ImportResult {
  const before = openCounts(existing);
  const counters: ImportResult['counters'] = {
    created: 0,
    updated: 0,
    unchanged: 0,
    fixed: 0,
    reopened: 0,
    suppressed: 0,
    pending_close: 0,
    rejected: options.rejected,
  };
  const { lastScannedAt } = options;
  if (lastScannedAt && options.scannedAt < lastScannedAt) {
    return {
      decisions: existing.map(keep),
      notClosing: 'older_than_last',
      outdated: true,
      counters,
      before,
      after: before,
    };
  }
  const records = collapseFound(found);
  const matches = matchFindings(existing, records);
  const matched = new Set([...matches.values()].map(({ id }) => id));
  const absent = existing.filter(({ id }) => !matched.has(id));
  const why = whyNotClosing(options);
  const waiting = ({ pendingClose, state }: ExistingFinding) =>
    state !== 'fixed' && !pendingClose;
  const held =
    why === null &&
    holdsClose(
      {
        open: existing.filter(waiting).length,
        missing: absent.filter(waiting).length,
        toolChanged: options.toolChanged ?? false,
      },
      options.hold,
    );
  const decisions = [
    ...records.flatMap(record => {
      const finding = matches.get(record.place);
      if (finding) return [seen(finding, record, options)];
      return record.gone ? [] : [created(record)];
    }),
    ...absent.map(finding => missing(finding, why === null, held)),
  ];
  for (const { outcome } of decisions) {
    if (outcome !== 'ignored') counters[outcome] += 1;
  }
  const heldBy = options.toolChanged ? 'tool_changed' : 'drop_guard';
  return {
    decisions,
    notClosing: why ?? (held ? heldBy : null),
    outdated: false,
    counters,
    before,
    after: openCounts(decisions),
  };
}
