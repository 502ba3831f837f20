import { VexStatus } from '../words/findingWords';

/** One statement for one product, as the door's `vex` record tells it. */
export interface VexStatement {
  /** JSON pointer into its document. */
  at: string;
  vulnerabilityIds: readonly string[];
  status: VexStatus;
  /** The word as written. */
  nativeStatus: string;
  justification?: string;
  impact?: string;
  action?: string;
  product: {
    purl?: string;
    bomRef?: string;
    name?: string;
    version?: string;
    /** It speaks of the whole project. */
    project?: boolean;
  };
  /** ISO 8601; the document's time where the statement has none. */
  statedAt?: string;
}

/** A finding as statements are matched with it. */
export interface VexTarget {
  id: string;
  vulnerabilityIds: readonly string[];
  package: {
    name: string;
    version?: string;
    ecosystem?: string;
    purl?: string;
  } | null;
}

/** What becomes of one statement. */
export interface VexResult {
  at: string;
  outcome: 'applied' | 'unmatched' | 'rejected';
  reason: string;
  matchedBy: 'purl' | 'bom_ref' | 'project' | 'name' | null;
  findingIds: string[];
}

/** What the documents together do to a finding. */
export interface VexEffect {
  findingId: string;
  status: VexStatus;
  /** `suppress`: not open any more; `fix`: fixed; `none`: it stays as it is. */
  does: 'suppress' | 'fix' | 'none';
  statement: VexStatement;
}
