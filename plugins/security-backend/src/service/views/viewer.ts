import { SavedFindingView } from '@quarterdeck/plugin-security-common';
import { SavedViewRow } from '../../database/savedViews';

/** A person and the groups they are in. */
export interface Viewer {
  actor: string;
  me: readonly string[];
}

/** A view as it is answered. */
export function toView(row: SavedViewRow): SavedFindingView {
  return {
    id: row.id,
    name: row.name,
    query: row.query,
    owner: row.owner,
    shared: !row.owner.startsWith('user:'),
    createdBy: row.created_by,
    createdAt: row.created_at.toISOString(),
    changedBy: row.changed_by,
    changedAt: row.changed_at.toISOString(),
  };
}
