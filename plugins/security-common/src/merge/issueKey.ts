import { bareCode } from '../identity/stablePlaces';
import { isTold } from '../identity/fingerprints';
import { packageKey } from '../identity/packageKey';
import { ScanFinding } from '../identity/scanFinding';
import { canonicalVulnerability } from '../identity/vulnerabilityNames';

/**
 * What tools agree on: the vulnerability (its alias group) and the package with
 * version. Findings of one entity, branch and environment with the same key are one
 * issue. Undefined: nothing that tools could agree on.
 */
export function issueKey(
  finding: Pick<ScanFinding, 'vulnerabilityIds' | 'package'>,
  /** Key of the alias group of a name. */
  groupOf: (name: string) => string = name => name,
): string | undefined {
  const name = canonicalVulnerability(finding.vulnerabilityIds);
  const named = finding.package && packageKey(finding.package);
  return name && named ? JSON.stringify([groupOf(name), named]) : undefined;
}

/**
 * Code that two tools may mean the same in: a weakness, a file, the code. It is a
 * suggestion; people decide, nothing is merged by it.
 */
export function maybeSameKeys(finding: ScanFinding): string[] {
  const [place] = finding.locations;
  if (!place?.path || !isTold(place.snippet)) return [];
  const code = bareCode(place.snippet);
  const { path } = place;
  return code === ''
    ? []
    : (finding.cwes ?? []).map(cwe => JSON.stringify([cwe, path, code]));
}
