import { z } from 'zod';
import { PolicyDecision } from '@backstage/plugin-permission-common';
import { decodeCursor, encodeCursor } from '@quarterdeck/plugin-portal-common';
import {
  HistoryEntry,
  historyKinds,
} from '@quarterdeck/plugin-security-common';
import { HistoryRow, loadHistory } from '../database/findingHistory';
import { AnswerOf, findFinding, QueryOf } from './findingQuestions';
import { Reader } from './reader';

const shown = (value: unknown): string | null => {
  if (value === null || value === undefined) return null;
  return (typeof value === 'string' ? value : JSON.stringify(value)).slice(
    0,
    300,
  );
};

/** What differs, as people read it. */
export function toChanges(details: unknown): HistoryEntry['changes'] {
  if (typeof details !== 'object' || details === null) return [];
  return Object.entries(details)
    .filter(([, pair]) => Array.isArray(pair))
    .map(([field, pair]) => ({
      field,
      before: shown(pair[0]),
      after: shown(pair[1]),
    }));
}

function toEntry(row: HistoryRow): HistoryEntry {
  return {
    id: row.id,
    at: row.at.toISOString(),
    kind: historyKinds.find(kind => kind === row.kind) ?? 'updated',
    actor: row.actor,
    text: row.body,
    importId: row.import_id,
    commit: row.commit_sha,
    changes: toChanges(row.details),
    actionId: row.action_id,
    canUndo: row.can_undo,
  };
}

const cursorSchema = z.tuple([z.string(), z.string()]);

/** What scans, people and documents did to a finding, newest first. */
export async function answerHistory(
  reader: Reader,
  id: string,
  query: QueryOf<'findingHistory'>,
  decision: PolicyDecision,
): Promise<AnswerOf<'findingHistory'>> {
  const finding = await findFinding(reader, id, decision);
  const rows = await loadHistory(reader.knex, finding, {
    limit: query.limit + 1,
    cursor: query.cursor ? decodeCursor(query.cursor, cursorSchema) : undefined,
  });
  const page = rows.slice(0, query.limit);
  const last = page.at(-1);
  return {
    items: page.map(toEntry),
    nextCursor:
      last && rows.length > page.length
        ? encodeCursor([last.at.toISOString(), last.id])
        : null,
  };
}
