import { PolicyDecision } from '@backstage/plugin-permission-common';
import { decodeCursor, encodeCursor } from '@quarterdeck/plugin-portal-common';
import {
  allOf,
  arrayLiteral,
  Condition,
  inEntities,
  where,
} from '@quarterdeck/plugin-portal-node';
import { Acceptance } from '@quarterdeck/plugin-security-common';
import { z } from 'zod';
import { selectAcceptances } from '../../database/acceptanceRows';
import { endingDays } from '../findingFilter';
import { AnswerOf, QueryOf } from '../findingQuestions';
import { askedScans, Reader } from '../reader';
import { dayMs, toAcceptances } from './toAcceptances';
import { visibleAcceptances } from './visibleAcceptances';

const cursorSchema = z.tuple([z.string(), z.string()]);

/** Accepted risks, the next to end first. */
export async function answerListAcceptances(
  reader: Reader,
  query: QueryOf<'listAcceptances'>,
  decisions: { read: PolicyDecision; accept?: PolicyDecision },
): Promise<AnswerOf<'listAcceptances'>> {
  const now = reader.now().toISOString();
  const soon = new Date(reader.now().getTime() + endingDays * dayMs);
  const states: Record<Acceptance['state'], Condition> = {
    active: where(
      'a.ended_at IS NULL AND a.expires_at >= ?::timestamptz',
      soon.toISOString(),
    ),
    ending: where(
      'a.ended_at IS NULL AND a.expires_at > ?::timestamptz AND a.expires_at < ?::timestamptz',
      now,
      soon.toISOString(),
    ),
    expired: where(
      `a.end_reason = 'expired' OR (a.ended_at IS NULL AND a.expires_at <= ?::timestamptz)`,
      now,
    ),
    revoked: where(`a.ended_at IS NOT NULL AND a.end_reason <> 'expired'`),
  };
  const asked = query.state.map(state => states[state]);
  const entities = inEntities(
    'e.ref',
    askedScans(reader, { decision: decisions.read, ...query }),
  );
  const narrowed = Boolean(query.scope) || query.entity.length > 0;
  const condition = allOf([
    visibleAcceptances(reader, decisions.read),
    ...(narrowed
      ? [
          where(
            `EXISTS (SELECT FROM unnest(a.entity_refs) e(ref) WHERE ${entities.sql})`,
            ...entities.bindings,
          ),
        ]
      : []),
    ...(query.owner.length
      ? [where('a.owner = ANY(?::text[])', arrayLiteral(query.owner))]
      : []),
    ...(asked.length
      ? [
          {
            sql: asked.map(({ sql }) => `(${sql})`).join(' OR '),
            bindings: asked.flatMap(({ bindings }) => bindings),
          },
        ]
      : []),
  ]);
  const rows = await selectAcceptances(reader.knex, condition, {
    limit: query.limit + 1,
    cursor: query.cursor ? decodeCursor(query.cursor, cursorSchema) : undefined,
  });
  const shown = rows.slice(0, query.limit);
  const last = shown.at(-1);
  return {
    items: await toAcceptances(reader, shown, decisions),
    nextCursor:
      last && rows.length > shown.length
        ? encodeCursor([last.expires_at.toISOString(), last.id])
        : null,
  };
}
