import { createHash, randomUUID } from 'node:crypto';
import { z } from 'zod';
import { InputError, NotAllowedError, NotFoundError } from '@backstage/errors';
import { PolicyDecision } from '@backstage/plugin-permission-common';
import { decodeCursor, encodeCursor } from '@quarterdeck/plugin-portal-common';
import {
  allOf,
  arrayLiteral,
  Condition,
  holds,
  inEntities,
  where,
} from '@quarterdeck/plugin-portal-node';
import {
  bulkLimit,
  bulkSelectionSchema,
  TriageAction,
  triageActionSchema,
} from '@quarterdeck/plugin-security-common';
import { insertAcceptance } from '../database/acceptanceRows';
import { FindingRow, selectFindings } from '../database/findingRows';
import { readPosition } from '../database/freshness';
import {
  ActionRow,
  Decision,
  listActions,
  loadSubjects,
  loadUndo,
  markUndone,
  newestDecision,
  saveAction,
  saveComment,
  saveDecision,
  Subject,
} from '../database/triageRows';
import { newAcceptance } from './acceptanceDesk';
import { decide, DecideDeps } from './decide';
import { toSummary } from './findingAnswers';
import { findingCondition } from './findingFilter';
import { AnswerOf, QueryOf } from './findingQuestions';
import { Reader } from './reader';
import { inSeen, seenEntities } from './seenFindings';
import { toCounts } from './severityCounts';

/** Who decides, and what they may. */
export interface Decider {
  actor: string;
  me: readonly string[];
  /** May read, may triage, may accept risks. */
  read: PolicyDecision;
  decision: PolicyDecision;
  acceptRisk: PolicyDecision;
}

type Selection = z.output<typeof bulkSelectionSchema>;
type Refusal = AnswerOf<'applyBulk'>['refused'][number];
type Done = AnswerOf<'applyBulk'>['done'];

const shownRefused = 20;
const shownSamples = 20;
const undoDays = 30;

const tokenSchema = z.tuple([z.string(), z.string(), z.string()]);
const textOf = (selection: Selection, action: TriageAction) =>
  createHash('sha256')
    .update(JSON.stringify([selection, action]))
    .digest('hex')
    .slice(0, 16);

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

/** How far scans and decisions had come when a change was previewed. */
interface Previewed {
  decision: string;
  position: string;
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

async function plan(
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
    ? await changedIds(reader, rows, previewed)
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

async function changedIds(
  { knex }: Reader,
  rows: readonly FindingRow[],
  { decision, position }: Previewed,
): Promise<Set<string>> {
  const result = await knex.raw<{ rows: { finding_id: string }[] }>(
    `SELECT f.finding_id FROM finding f WHERE f.finding_id = ANY(?::text[])
       AND (f.position > ?::bigint OR EXISTS (SELECT FROM finding_decision d
         WHERE d.identity = f.identity AND d.id > ?::bigint))`,
    [arrayLiteral(rows.map(row => row.finding_id)), position, decision],
  );
  return new Set(result.rows.map(row => row.finding_id));
}

/** What a change would do to many findings. */
export async function previewBulk(
  { reader }: DecideDeps,
  body: { selection: Selection; action: TriageAction },
  decider: Decider,
): Promise<AnswerOf<'previewBulk'>> {
  checkAction(reader, body.action);
  // Read before the findings: what happens meanwhile counts as changed since.
  const position = await readPosition(reader.knex);
  const newest = await newestDecision(reader.knex);
  const planned = await plan(reader, body.selection, body.action, decider);
  return {
    matched: planned.matched,
    willChange: planned.change.length,
    unchanged: planned.unchanged,
    bySeverity: toCounts(
      planned.change.map(({ severity }) => ({ severity, n: 1 })),
    ),
    entities: new Set(planned.change.map(row => row.entity_ref)).size,
    refused: planned.refused,
    samples: planned.change
      .slice(0, shownSamples)
      .map(row => toSummary(reader, row)),
    overLimit: planned.overLimit,
    token: encodeCursor([
      newest,
      position,
      textOf(body.selection, body.action),
    ]),
  };
}

function checkAction({ now }: Reader, action: TriageAction): void {
  if (
    action.action === 'set_state' &&
    (action.state === 'false_positive' || action.state === 'out_of_scope') &&
    !action.reason
  ) {
    throw new InputError(
      `/reason: say why it is ${action.state.replace(
        '_',
        ' ',
      )}; the next person will ask.`,
    );
  }
  if (action.action === 'accept_risk' && new Date(action.expiresAt) <= now()) {
    throw new InputError('/expiresAt: the end must lie ahead.');
  }
}

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
async function perform(
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

/** One finding. */
export async function actOn(
  deps: DecideDeps,
  id: string,
  action: TriageAction,
  decider: Decider,
): Promise<Done> {
  checkAction(deps.reader, action);
  const planned = await plan(deps.reader, { ids: [id] }, action, decider);
  const [refused] = planned.refused;
  if (refused?.why === 'illegal') throw new InputError(refused.message);
  if (refused && !planned.matched) {
    throw new NotFoundError('There is no such finding, or you may not see it.');
  }
  if (refused) throw new NotAllowedError('You may not change this finding.');
  return perform(deps, planned.change, planned.unchanged, action, decider);
}

/** Many findings, as previewed. */
export async function applyBulk(
  deps: DecideDeps,
  body: { selection: Selection; action: TriageAction; token?: string },
  decider: Decider,
): Promise<AnswerOf<'applyBulk'>> {
  const { selection, action, token } = body;
  checkAction(deps.reader, action);
  let previewed: Previewed | undefined;
  if (token) {
    const [decision, position, text] = decodeCursor(token, tokenSchema);
    if (text !== textOf(selection, action)) {
      throw new InputError(
        '/token: it is of another selection or change. Preview this one.',
      );
    }
    previewed = { decision, position };
  }
  const planned = await plan(
    deps.reader,
    selection,
    action,
    decider,
    previewed,
  );
  if (planned.overLimit) {
    throw new InputError(
      `/selection: more than ${bulkLimit.toLocaleString(
        'en-US',
      )} findings match. Narrow the filter.`,
    );
  }
  return {
    done: await perform(
      deps,
      planned.change,
      planned.unchanged,
      action,
      decider,
    ),
    refused: planned.refused,
  };
}

const cursorSchema = z.tuple([z.string(), z.string()]);

/** What people did. */
export async function answerListActions(
  reader: Reader,
  query: QueryOf<'listActions'>,
  decision: PolicyDecision,
): Promise<AnswerOf<'listActions'>> {
  const rows = await listActions(
    reader.knex,
    {
      by: query.by,
      entities: inEntities('e.ref', seenEntities(reader.visible(decision))),
    },
    {
      limit: query.limit + 1,
      cursor: query.cursor
        ? decodeCursor(query.cursor, cursorSchema)
        : undefined,
    },
  );
  const shown = rows.slice(0, query.limit);
  const last = shown.at(-1);
  return {
    items: shown.map(row => toDone(row, reader.now())),
    nextCursor:
      last && rows.length > shown.length
        ? encodeCursor([last.at.toISOString(), last.action_id])
        : null,
  };
}

/** Takes an action back; what somebody decided after it keeps the later word. */
export async function undoAction(
  deps: DecideDeps,
  id: string,
  decider: Decider,
): Promise<AnswerOf<'undoAction'>> {
  const { reader } = deps;
  if (!z.uuid().safeParse(id).success) {
    throw new NotFoundError('There is no such action.');
  }
  const [row] = await listActions(
    reader.knex,
    {
      id,
      entities: inEntities(
        'e.ref',
        seenEntities(reader.visible(decider.decision)),
      ),
    },
    { limit: 1 },
  );
  if (!row) {
    throw new NotFoundError('There is no such action, or you may not undo it.');
  }
  if (row.undone_at || !toDone(row, reader.now()).canUndo) {
    throw new InputError('The action was taken back already, or is too old.');
  }
  const at = reader.now();
  return decide(deps, {
    actor: decider.actor,
    action: 'undo',
    async write(tx, position) {
      const told = await loadUndo(tx, id);
      const back = told.filter(({ later }) => !later);
      const groups = new Map<string, typeof back>();
      for (const one of back) {
        const key = JSON.stringify([one.kind, one.value]);
        groups.set(key, [...(groups.get(key) ?? []), one]);
      }
      for (const group of groups.values()) {
        const [{ kind, value }] = group;
        await saveDecision(
          tx,
          {
            actionId: randomUUID(),
            kind,
            value,
            reason: 'taken back',
            actor: decider.actor,
            at,
            position,
          },
          group,
        );
      }
      if (!(await markUndone(tx, id, { actor: decider.actor, at }))) {
        throw new InputError('The action was taken back already.');
      }
      await tx('risk_acceptance')
        .where({ action_id: id })
        .whereNull('ended_at')
        .update({
          ended_at: at,
          ended_by: decider.actor,
          end_reason: 'undone',
        });
      const accepted = await tx('risk_acceptance')
        .where({ action_id: id })
        .pluck('subjects');
      return {
        identities: [
          ...told.map(({ identity }) => identity),
          ...z.array(z.array(z.string())).parse(accepted).flat(),
        ],
        answer: {
          done: toDone({ ...row, undone_at: at, undone_by: decider.actor }, at),
          restored: back.length || row.changed,
          kept: told.length - back.length,
        },
        audit: {
          actor: decider.actor,
          action: 'finding.undo',
          target: id,
          details: { restored: back.length, kept: told.length - back.length },
        },
      };
    },
  });
}
