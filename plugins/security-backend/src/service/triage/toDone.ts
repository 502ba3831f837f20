import { triageActionSchema } from '@quarterdeck/plugin-security-common';
import { ActionRow } from '../../database/triageRows';
import { Done } from './decider';

const undoDays = 30;

/** What a person did, as it is answered. */
export function toDone(row: ActionRow, now: Date): Done {
  return {
    actionId: row.action_id,
    at: row.at.toISOString(),
    by: row.actor,
    action: triageActionSchema.parse(row.action),
    changed: row.changed,
    unchanged: row.unchanged,
    undoneAt: row.undone_at?.toISOString() ?? null,
    undoneBy: row.undone_by,
    canUndo:
      row.undone_at === null &&
      now.getTime() - row.at.getTime() < undoDays * 86_400_000,
  };
}
