import { TriageAction } from '@quarterdeck/plugin-security-common';
import { randomUUID } from 'node:crypto';
import { insertAcceptance } from '../../database/acceptanceRows';
import { FindingRow } from '../../database/findingRows';
import {
  ActionRow,
  Decision,
  loadSubjects,
  saveAction,
  saveComment,
  saveDecision,
  Subject,
} from '../../database/triageRows';
import { newAcceptance } from '../acceptance/newAcceptance';
import { decide, DecideDeps } from '../decide';
import { Decider, Done } from './decider';
import { toDone } from './toDone';

const kindOf: Partial<Record<TriageAction['action'], Decision['kind']>> = {
  set_state: 'state',
  assign: 'assignee',
  override_severity: 'severity',
};

function valueOf(action: TriageAction): string | null {
  switch (action.action) {
    case 'set_state':
      return action.state;
    case 'assign':
      return action.assignee;
    case 'override_severity':
      return action.severity;
    default:
      return null;
  }
}

const reasonOf = (action: TriageAction) =>
  'reason' in action ? action.reason ?? null : null;

/** Does an action to these rows, in one step. */
export async function performAction(
  deps: DecideDeps,
  rows: readonly FindingRow[],
  unchanged: number,
  action: TriageAction,
  decider: Decider,
): Promise<Done> {
  const { reader } = deps;
  const at = reader.now();
  const row: ActionRow = {
    action_id: randomUUID(),
    at,
    actor: decider.actor,
    action,
    entity_refs: [...new Set(rows.map(one => one.entity_ref))],
    changed: rows.length,
    unchanged,
    undone_at: null,
    undone_by: null,
  };
  return decide(deps, {
    actor: decider.actor,
    action: action.action,
    async write(tx, position) {
      const subjects: Subject[] = await loadSubjects(
        tx,
        rows.map(one => one.finding_id),
      );
      const kind = kindOf[action.action];
      if (kind) {
        const value = valueOf(action);
        await saveDecision(
          tx,
          {
            actionId: row.action_id,
            kind,
            value,
            reason: reasonOf(action),
            actor: decider.actor,
            at,
            position,
          },
          subjects,
        );
      } else if (action.action === 'comment') {
        await saveComment(
          tx,
          {
            actionId: row.action_id,
            author: decider.actor,
            at,
            body: action.text,
          },
          subjects,
        );
      } else if (action.action === 'accept_risk') {
        await insertAcceptance(
          tx,
          newAcceptance(
            {
              owner: action.owner,
              reason: action.reason,
              expiresAt: action.expiresAt,
              remindDaysBefore: [14, 3],
              scope: {
                of: 'finding',
                findingIds: rows.slice(0, 1000).map(one => one.finding_id),
              },
            },
            {
              covers: 'finding',
              subjects: subjects.map(({ identity }) => identity),
              title:
                rows.length === 1
                  ? rows[0]?.title ?? ''
                  : `${rows.length} findings`,
              entityRefs: row.entity_refs,
            },
            { actor: decider.actor, at, actionId: row.action_id },
          ),
        );
      }
      await saveAction(tx, row);
      return {
        identities: subjects.map(({ identity }) => identity),
        answer: toDone(row, at),
        audit: {
          actor: decider.actor,
          action: `finding.${action.action}`,
          target:
            rows.length === 1
              ? rows[0]?.finding_id ?? ''
              : `${rows.length} findings`,
          details: {
            action,
            actionId: row.action_id,
            findings: rows.slice(0, 1000).map(one => one.finding_id),
          },
          reason: reasonOf(action) ?? undefined,
        },
      };
    },
  });
}
