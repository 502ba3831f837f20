import { FindingKind } from '../words/findingWords';

/** Where a finding stands, as far as rules look at it. */
export interface ScanPlace {
  path?: string;
  startLine?: number;
  snippet?: string;
  name?: string;
  method?: string;
  url?: string;
  parameter?: string;
}

/** A package as a report names it. */
export interface ScanPackage {
  name: string;
  version?: string;
  ecosystem?: string;
  purl?: string;
  licences?: readonly string[];
}

/**
 * What rules read of a finding of a scan. The `finding` record of the door fits;
 * it is written down here again because this package knows no other area's.
 */
export interface ScanFinding {
  kind: FindingKind;
  tool: { name: string };
  ruleId: string;
  /** What the rule was called before. */
  formerRuleIds?: readonly string[];
  nativeSeverity?: string;
  vulnerabilityIds: readonly string[];
  package?: ScanPackage;
  target?: string;
  locations: readonly ScanPlace[];
  fingerprints: Readonly<Record<string, string>>;
  cwes?: readonly number[];
  secret?: { hmac?: string };
}
