import {
  FindingKind,
  FindingState,
  Severity,
  Suppressor,
} from '../words/findingWords';
import { GatePolicy } from './gatePolicy';

/** A finding as the gate looks at it. */
export interface GateCandidate {
  id: string;
  /** The same on every branch: what the merge base is compared by. */
  identity: string;
  title: string;
  kind: FindingKind;
  severity: Severity;
  state: FindingState;
  suppressedBy: Suppressor | null;
  tool: string;
  ruleId: string;
  /** Every name of the vulnerability, aliases included, the preferred one first. */
  vulnerabilityIds: readonly string[];
  package: {
    name: string;
    version: string | null;
    purl: string | null;
    fixedVersions: readonly string[];
    development: boolean;
    paths: readonly (readonly string[])[];
    licences: readonly string[];
  } | null;
  path: string | null;
  line: number | null;
  firstSeenAt: Date;
  knownExploited: boolean;
  epss: number | null;
  /** Set while somebody accepted the risk. */
  acceptance: { reason: string; expiresAt: Date } | null;
}

/** The newest import of one tool, category and scope. */
export interface GateScan {
  kinds: readonly FindingKind[];
  tool: string;
  importId: string | null;
  scannedAt: Date;
  commit: string | null;
  status: 'success' | 'partial' | 'failed';
  /** Records that could not be read. */
  rejected: number;
  /** The report says that it looked at nothing at all, or holds nothing. */
  empty: boolean;
}

/** A component of the SBOM, for its licences. */
export interface GateComponent {
  name: string;
  version: string | null;
  purl: string | null;
  licences: readonly string[];
  development: boolean;
}

/** Everything the gate decides by. */
export interface GateInput {
  policy: GatePolicy;
  findings: readonly GateCandidate[];
  scans: readonly GateScan[];
  components?: readonly GateComponent[];
  /** The commit that is to ship, where it is known. */
  commit?: string | null;
  /** Identities open on the merge base; null: it was never scanned. */
  baseline?: ReadonlySet<string> | null;
  /** More is open than was read: what was left out may fail. */
  truncated?: boolean;
  now: Date;
}
