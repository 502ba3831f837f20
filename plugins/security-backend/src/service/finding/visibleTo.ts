import { PolicyDecision } from '@backstage/plugin-permission-common';
import { Reader } from '../reader';
import { inSeen } from '../seenFindings';

/** Findings the caller may see. */
export const visibleTo = (reader: Reader, decision: PolicyDecision) =>
  inSeen(
    { entity: 'f.entity_ref', severity: 'f.severity' },
    reader.visible(decision),
  );
