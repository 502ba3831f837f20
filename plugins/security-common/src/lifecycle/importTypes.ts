import { SeverityCounts } from '../answers/shared';
import { NotClosing, Severity, SeveritySource } from '../words/findingWords';
import { FindingState, ImportOutcome, Suppressor } from '../words/findingWords';
import { HoldSettings } from './holdsClose';

/** What is told of a finding beside what it is known by, field by field. */
export type FindingContent = Readonly<
  Record<string, string | number | boolean | null>
>;

/** A finding that is stored, under one import key. */
export interface ExistingFinding {
  id: string;
  /** The first is its own. */
  keys: readonly string[];
  identityVersion: number;
  /** Among those with the same first key. */
  ordinal: number;
  state: FindingState;
  /** What a person had said when it was fixed: holds again when it returns. */
  resolution: Extract<
    FindingState,
    'false_positive' | 'out_of_scope' | 'risk_accepted'
  > | null;
  /** When the accepted risk ends; null: none is accepted. */
  acceptedUntil: Date | null;
  suppressedBy: Suppressor | null;
  pendingClose: boolean;
  reopenedCount: number;
  occurrences: number;
  severity: Severity;
  severitySource?: SeveritySource;
  content: FindingContent;
  fixedBy: 'scan' | 'tool' | 'person' | 'vex' | null;
}

/** A record of the report. */
export interface FoundFinding {
  keys: readonly string[];
  identityVersion: number;
  collapses: boolean;
  occurrences: number;
  /** The report itself says that it is fixed or gone. */
  gone: boolean;
  suppressedBy: Suppressor | null;
  severity: Severity;
  content: FindingContent;
  /** Where it stands: the order among equal keys, whatever order scanners write in. */
  sortKey: string;
}

/** How the scan went and what is wished. */
export interface ImportOptions {
  status: 'success' | 'partial' | 'failed';
  /** Records that could not be read. */
  rejected: number;
  scannedAt: Date;
  /** Of the last import of its key; null: it is the first. */
  lastScannedAt: Date | null;
  /** Default: true. */
  closeOld?: boolean;
  /** What was fixed stays fixed, whatever scans say. */
  doNotReactivate?: boolean;
  /** The tool or its rules have another version than at the last import. */
  toolChanged?: boolean;
  hold?: HoldSettings;
}

/** A field that differs. */
export interface FieldChange {
  field: string;
  before: string | number | boolean | null;
  after: string | number | boolean | null;
}

/** What an import does to one finding. */
export interface ImportDecision {
  /** null: it is new. */
  id: string | null;
  /** Place of its record in the report; null: it has none. */
  found: number | null;
  outcome: ImportOutcome | 'ignored';
  state: FindingState;
  keys: readonly string[];
  identityVersion: number;
  suppressedBy: Suppressor | null;
  pendingClose: boolean;
  fixedBy: ExistingFinding['fixedBy'];
  reopenedCount: number;
  occurrences: number;
  severity: Severity;
  content: FindingContent;
  changes: FieldChange[];
}

/** What an import does, all of it. */
export interface ImportResult {
  decisions: ImportDecision[];
  /** null: what is missing is closed. */
  notClosing: NotClosing | null;
  /** Older than the last of its key: nothing is changed. */
  outdated: boolean;
  counters: Record<
    | 'created'
    | 'updated'
    | 'unchanged'
    | 'fixed'
    | 'reopened'
    | 'suppressed'
    | 'pending_close'
    | 'rejected',
    number
  >;
  /** Open by severity. */
  before: SeverityCounts;
  after: SeverityCounts;
}
