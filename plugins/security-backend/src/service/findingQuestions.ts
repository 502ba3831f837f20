import { z } from 'zod';
import { NotFoundError } from '@backstage/errors';
import { PolicyDecision } from '@backstage/plugin-permission-common';
import {
  CursorValue,
  decodeCursor,
  encodeCursor,
  RouteOutput,
} from '@quarterdeck/plugin-portal-common';
import { allOf, Condition, where } from '@quarterdeck/plugin-portal-node';
import { securityContract } from '@quarterdeck/plugin-security-common';
import {
  countFindings,
  FindingRow,
  searchFirst,
  selectFindings,
} from '../database/findingRows';
import { countedFilter } from './countedFilter';
import { countedTotal } from './countedTotal';
import { toSummary } from './findingAnswers';
import { findingCondition, textCondition } from './findingFilter';
import { answerKept, keptQuestion } from './keptQuestion';
import { answerKnowledge } from './knowledge';
import { answerMeta, askedScans, Reader } from './reader';
import { inSeen } from './seenFindings';

type Routes = typeof securityContract;
/** The checked query of a route. */
export type QueryOf<Name extends keyof Routes> = z.output<
  Routes[Name]['query']
>;
/** The answer of a route. */
export type AnswerOf<Name extends keyof Routes> = RouteOutput<Routes[Name]>;
/** Who asks: what they may see, and under which names they are assigned things. */
export interface Caller {
  decision: PolicyDecision;
  me: readonly string[];
}

/** Totals are counted up to here. */
export const totalLimit = 10_000;

type Sort = QueryOf<'listFindings'>['sort'];

interface Order {
  /** Sorted by these, all in one direction, the id last. */
  columns: readonly { sql: string; type: string }[];
  down: boolean;
  keys(row: FindingRow): CursorValue[];
}

const seenAt = {
  sql: 'f.first_seen_at',
  type: 'timestamptz',
};

const ranks = ['critical', 'high', 'medium', 'low', 'info', 'unknown'];

const rank = (row: FindingRow) => ranks.indexOf(row.severity) + 1;

/** Orders of the list. Rows are compared as wholes, so that one index serves a page. */
const orders: Record<Sort, Order> = {
  severity: {
    columns: [{ sql: 'f.severity_rank', type: 'smallint' }, seenAt],
    down: false,
    keys: row => [rank(row), row.first_seen_at.toISOString()],
  },
  priority: {
    columns: [{ sql: 'f.priority', type: 'integer' }],
    down: true,
    keys: row => [row.priority],
  },
  due: {
    columns: [
      {
        sql: `coalesce(f.sla_due, 'infinity'::timestamptz)`,
        type: 'timestamptz',
      },
    ],
    down: false,
    keys: row => [row.sla_due?.toISOString() ?? 'infinity'],
  },
  newest: {
    columns: [seenAt],
    down: true,
    keys: row => [row.first_seen_at.toISOString()],
  },
  oldest: {
    columns: [seenAt],
    down: false,
    keys: row => [row.first_seen_at.toISOString()],
  },
  epss: {
    columns: [{ sql: 'coalesce(f.epss, -1)', type: 'real' }],
    down: true,
    keys: row => [row.epss ?? -1],
  },
  lastSeen: {
    columns: [
      {
        sql: 'coalesce(f.last_seen_at, t.complete_at, t.scanned_at, f.first_seen_at)',
        type: 'timestamptz',
      },
    ],
    down: true,
    keys: row => [row.last_seen_at.toISOString()],
  },
  entity: {
    columns: [
      { sql: 'f.entity_ref', type: 'text' },
      { sql: 'f.severity_rank', type: 'smallint' },
    ],
    down: false,
    keys: row => [row.entity_ref, rank(row)],
  },
};

const cursorSchema = z
  .array(z.union([z.string(), z.number()]))
  .min(2)
  .max(4);

function cursorCondition(sort: Sort, cursor: string): Condition {
  const { columns, down } = orders[sort];
  const values = decodeCursor(
    cursor,
    cursorSchema.length(columns.length + 2).refine(([name]) => name === sort),
  ).slice(1);
  const names = [...columns.map(({ sql }) => sql), 'f.finding_id'];
  const types = [...columns.map(({ type }) => type), 'text'];
  return where(
    `(${names.join(', ')}) ${down ? '<' : '>'} (${types
      .map(type => `?::${type}`)
      .join(', ')})`,
    ...values,
  );
}

type Page = { sort: Sort; limit: number; cursor?: string };

const orderOf = (sort: Sort): string => {
  const { columns, down } = orders[sort];
  return [...columns.map(({ sql }) => sql), 'f.finding_id']
    .map(sql => `${sql} ${down ? 'DESC' : 'ASC'}`)
    .join(', ');
};

const fromCursor = (condition: Condition, page: Page) =>
  page.cursor
    ? allOf([condition, cursorCondition(page.sort, page.cursor)])
    : condition;

/** Cuts what was read, one more than a page, where the next begins. */
function cutPage(rows: FindingRow[], page: Page) {
  const shown = rows.slice(0, page.limit);
  const last = shown.at(-1);
  return {
    rows: shown,
    nextCursor:
      last && rows.length > shown.length
        ? encodeCursor([
            page.sort,
            ...orders[page.sort].keys(last),
            last.finding_id,
          ])
        : null,
  };
}

/** Rows of one page and where the next begins. */
export async function pageOfFindings(
  reader: Reader,
  condition: Condition,
  page: Page,
): Promise<{ rows: FindingRow[]; nextCursor: string | null }> {
  const rows = await selectFindings(reader.knex, fromCursor(condition, page), {
    order: orderOf(page.sort),
    limit: page.limit + 1,
    byTarget: page.sort === 'lastSeen',
  });
  return cutPage(rows, page);
}

/** A page of what a common text finds; undefined when the text is not common. */
async function pageOfText(
  reader: Reader,
  query: QueryOf<'listFindings'>,
  caller: Caller,
) {
  const text = textCondition(query);
  // This order is not one of the findings alone.
  if (!text || query.sort === 'lastSeen') return undefined;
  const others = findingCondition(
    reader,
    { ...query, q: undefined, path: undefined },
    caller,
  );
  const { rows, matches } = await searchFirst(
    reader.knex,
    { rows: fromCursor(others, query), text },
    { order: orderOf(query.sort), limit: query.limit + 1 },
  );
  return rows.length > query.limit
    ? {
        ...cutPage(rows, query),
        total: query.withTotal ? { count: matches, capped: true } : null,
      }
    : undefined;
}

/**
 * A page and how many there are, from the kept counts where those know it: then
 * what is not there at all is not looked for.
 */
async function pageAndTotal(
  reader: Reader,
  condition: Condition,
  query: QueryOf<'listFindings'>,
  caller: Caller,
) {
  const common = await pageOfText(reader, query, caller);
  if (common) return common;
  const page = () => pageOfFindings(reader, condition, query);
  if (!query.withTotal) return { ...(await page()), total: null };
  const counted = countedFilter(reader, query, caller);
  if (!counted) {
    const [found, total] = await Promise.all([
      page(),
      countFindings(reader.knex, condition, totalLimit),
    ]);
    return { ...found, total };
  }
  const count = await countedTotal(reader, query, caller, counted);
  const total = { count, capped: false };
  return count === 0
    ? { rows: [], nextCursor: null, total }
    : { ...(await page()), total };
}

/** Findings by filter. */
export async function answerListFindings(
  reader: Reader,
  query: QueryOf<'listFindings'>,
  caller: Caller,
): Promise<AnswerOf<'listFindings'>> {
  const condition = findingCondition(reader, query, caller);
  const { cursor, sort, limit, withTotal, ...filter } = query;
  const [{ rows, nextCursor, total }, knowledge, meta] = await Promise.all([
    answerKept(
      reader,
      // Lists are opened much more often than they are read on.
      cursor
        ? undefined
        : keptQuestion(
            reader,
            filter,
            caller,
            ['list', sort, limit, withTotal ?? false],
            false,
          ),
      () => pageAndTotal(reader, condition, query, caller),
    ),
    answerKnowledge(
      reader,
      askedScans(reader, { decision: caller.decision, ...query }),
    ),
    answerMeta(reader, caller.decision),
  ]);
  return {
    items: rows.map(row => toSummary(reader, row)),
    nextCursor,
    total,
    knowledge,
    meta,
  };
}

/** One finding the caller may see. */
export async function findFinding(
  reader: Reader,
  id: string,
  decision: PolicyDecision,
): Promise<FindingRow> {
  const [row] = await selectFindings(
    reader.knex,
    allOf([
      where('f.finding_id = ?', id),
      inSeen(
        { entity: 'f.entity_ref', severity: 'f.severity' },
        reader.visible(decision),
      ),
    ]),
    { order: 'f.finding_id', limit: 1 },
  );
  if (row) return row;
  throw new NotFoundError('There is no such finding, or you may not see it.');
}
