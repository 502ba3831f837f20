import { PolicyDecision } from '@backstage/plugin-permission-common';
import {
  decodeCursor,
  encodeCursor,
  resolveTime,
} from '@quarterdeck/plugin-portal-common';
import {
  allOf,
  arrayLiteral,
  inEntities,
  oneOf,
  where,
} from '@quarterdeck/plugin-portal-node';
import { z } from 'zod';
import { selectImports } from '../../database/importRows';
import { AnswerOf, QueryOf } from '../findingQuestions';
import { askedScans, Reader } from '../reader';
import { toImport } from './toImport';

const cursorSchema = z.tuple([z.string(), z.string()]);

/** Reports taken in, newest first. */
export async function answerListImports(
  reader: Reader,
  query: QueryOf<'listImports'>,
  decision: PolicyDecision,
): Promise<AnswerOf<'listImports'>> {
  const now = reader.now();
  const time = (text: string | undefined) =>
    text === undefined ? undefined : resolveTime(text, now).toISOString();
  const [from, to] = [time(query.from), time(query.to)];
  const rows = await selectImports(
    reader.knex,
    allOf(
      [
        inEntities('i.entity_ref', askedScans(reader, { decision, ...query })),
        oneOf('t.tool', query.tool),
        query.kind.length
          ? where('t.kinds && ?::text[]', arrayLiteral(query.kind))
          : undefined,
        oneOf('t.branch', query.ref),
        query.commit
          ? where('i.commit_sha = ?', query.commit.toLocaleLowerCase('en-US'))
          : undefined,
        oneOf('i.status', query.status),
        from ? where('i.scanned_at >= ?::timestamptz', from) : undefined,
        to ? where('i.scanned_at < ?::timestamptz', to) : undefined,
        query.pendingClose
          ? where('i.import_id = t.import_id AND t.held > 0')
          : undefined,
      ].filter(part => part !== undefined),
    ),
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
    items: shown.map(row => toImport(reader, row)),
    nextCursor:
      last && rows.length > shown.length
        ? encodeCursor([last.scanned_at.toISOString(), last.import_id])
        : null,
  };
}
