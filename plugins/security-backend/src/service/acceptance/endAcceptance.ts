import {
  AcceptanceRow,
  touchCovered,
  updateAcceptance,
} from '../../database/acceptanceRows';
import { decide, DecideDeps } from '../decide';
import { coveredCondition } from '../../database/coveredCondition';

/** Ends acceptances; their findings are open again. */
export async function endAcceptance(
  deps: DecideDeps,
  row: AcceptanceRow,
  by: { actor: string; reason: string; audited: string },
): Promise<void> {
  const at = deps.reader.now();
  await decide(deps, {
    actor: by.actor,
    action: 'acceptance_ended',
    async write(tx) {
      await updateAcceptance(tx, row.id, {
        ended_at: at,
        ended_by: by.actor,
        end_reason: by.reason,
      });
      return {
        identities: row.covers === 'finding' ? row.subjects : [],
        answer: undefined,
        audit: {
          actor: by.actor,
          action: by.audited,
          target: row.id,
          reason: by.reason,
        },
      };
    },
    touch: tx => touchCovered(tx, coveredCondition(row)),
  });
}
