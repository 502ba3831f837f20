import { PolicyDecision } from '@backstage/plugin-permission-common';
import {
  allOf,
  arrayLiteral,
  Condition,
  holds,
  where,
} from '@quarterdeck/plugin-portal-node';
import { bulkLimit, TriageAction } from '@quarterdeck/plugin-security-common';
import { loadChangedSince } from '../../database/changedSince';
import { FindingRow, selectFindings } from '../../database/findingRows';
import { findingCondition } from '../findingFilter';
import { Reader } from '../reader';
import { inSeen } from '../seenFindings';
import { Decider, Refusal, Selection } from './decider';
import { Previewed } from './previewToken';

const shownRefused = 20;

const seenRows = (reader: Reader, decision: PolicyDecision) =>
  inSeen(
    { entity: 'f.entity_ref', severity: 'f.severity' },
    reader.visible(decision),
  );

function selected(
  reader: Reader,
  selection: Selection,
  decider: Decider,
): Condition {
  if ('ids' in selection) {
    return allOf([
      where('f.finding_id = ANY(?::text[])', arrayLiteral(selection.ids)),
      seenRows(reader, decider.read),
    ]);
  }
  const filter = findingCondition(reader, selection.filter, {
    decision: decider.read,
    me: decider.me,
  });
  return selection.except.length
    ? allOf([
        filter,
        where(
          'NOT f.finding_id = ANY(?::text[])',
          arrayLiteral(selection.except),
        ),
      ])
    : filter;
}

/** Whether the action leaves a finding as it is. */
function isSo(row: FindingRow, action: TriageAction): boolean {
  switch (action.action) {
    case 'set_state':
      return row.state === action.state;
    case 'assign':
      return row.assignee === action.assignee;
    case 'override_severity':
      return action.severity === null
        ? row.severity === row.scan_severity
        : row.severity === action.severity &&
            row.severity !== row.scan_severity;
    default:
      return false;
  }
}

/** Why a finding's state does not allow it; undefined: it does. */
function illegal(row: FindingRow, action: TriageAction): string | undefined {
  const changesState =
    action.action === 'set_state' || action.action === 'accept_risk';
  if (!changesState || row.state !== 'fixed') return undefined;
  return row.fixed_by === 'person' && action.action === 'set_state'
    ? undefined
    : 'A finding that scans have not any more is fixed already; it opens by itself when it is back.';
}

interface Plan {
  matched: number;
  overLimit: boolean;
  change: FindingRow[];
  unchanged: number;
  refused: Refusal[];
}

const allowed = (reader: Reader, decision: PolicyDecision, row: FindingRow) =>
  holds(reader.visible(decision)[row.severity], row.entity_ref);

/** What an action would do to each of the selected findings. */
export async function planChange(
  reader: Reader,
  selection: Selection,
  action: TriageAction,
  decider: Decider,
  previewed?: Previewed,
): Promise<Plan> {
  const rows = await selectFindings(
    reader.knex,
    selected(reader, selection, decider),
    { order: 'f.severity_rank, f.finding_id', limit: bulkLimit + 1 },
  );
  const refusals = new Map<string, Refusal>();
  const refuse = (why: Refusal['why'], message: string, id: string) => {
    const key = `${why} ${message}`;
    const refusal = refusals.get(key) ?? { why, message, count: 0, ids: [] };
    refusal.count += 1;
    if (refusal.ids.length < shownRefused) refusal.ids.push(id);
    refusals.set(key, refusal);
  };
  if ('ids' in selection) {
    const found = new Set(rows.map(row => row.finding_id));
    for (const id of new Set(selection.ids)) {
      if (!found.has(id)) {
        refuse('not_permitted', 'There is none, or you may not see it.', id);
      }
    }
  }
  const changedSince = previewed
    ? await loadChangedSince(
        reader.knex,
        rows.map(row => row.finding_id),
        previewed,
      )
    : new Set<string>();
  const needed =
    action.action === 'accept_risk' ? decider.acceptRisk : decider.decision;
  const change: FindingRow[] = [];
  let unchanged = 0;
  for (const row of rows.slice(0, bulkLimit)) {
    const message = illegal(row, action);
    if (!allowed(reader, needed, row)) {
      refuse('not_permitted', 'You may not change it.', row.finding_id);
    } else if (changedSince.has(row.finding_id)) {
      refuse('changed_since', 'It changed after the preview.', row.finding_id);
    } else if (isSo(row, action)) unchanged += 1;
    else if (message) refuse('illegal', message, row.finding_id);
    else change.push(row);
  }
  return {
    matched: Math.min(rows.length, bulkLimit),
    overLimit: rows.length > bulkLimit,
    change,
    unchanged,
    refused: [...refusals.values()],
  };
}
