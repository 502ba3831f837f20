import { FindingRow } from '../../database/findingRows';
import { SeenFindings } from '../seenFindings';

/** Who may do what with a finding. */
export interface Rights {
  triage: SeenFindings | undefined;
  acceptRisk: SeenFindings | undefined;
}

/** Whether a right covers a finding. */
export const allowed = (seen: SeenFindings | undefined, row: FindingRow) => {
  if (!seen) return false;
  const set = seen[row.severity];
  return set.refs.includes(row.entity_ref) === (set.kind === 'only');
};
