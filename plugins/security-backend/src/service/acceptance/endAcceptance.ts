import {
  AcceptanceRow,
  closeAcceptance,
  touchCovered,
} from '../../database/acceptanceRows';
import { coveredCondition } from '../../database/coveredCondition';
import { decide, DecideDeps } from '../decide';

/** Somebody else has ended it: there is nothing to do, and nothing to tell. */
class EndedAlready extends Error {}

/**
 * Ends an acceptance; its findings are open again.
 * @returns `false`: somebody else ended it, or gave it another end.
 */
export async function endAcceptance(
  deps: DecideDeps,
  row: AcceptanceRow,
  by: {
    actor: string;
    reason: string;
    audited: string;
    /** Only if its time is over still. */
    onlyExpired?: boolean;
  },
): Promise<boolean> {
  const { actor, reason, audited, onlyExpired = false } = by;
  try {
    await decide(deps, {
      actor,
      action: 'acceptance_ended',
      async write(tx) {
        const ended = await closeAcceptance(tx, row.id, {
          at: deps.reader.now(),
          actor,
          reason,
          onlyExpired,
        });
        if (!ended) throw new EndedAlready();
        return {
          identities: row.covers === 'finding' ? row.subjects : [],
          answer: undefined,
          audit: { actor, action: audited, target: row.id, reason },
        };
      },
      touch: tx => touchCovered(tx, coveredCondition(row)),
    });
    return true;
  } catch (error) {
    if (error instanceof EndedAlready) return false;
    throw error;
  }
}
