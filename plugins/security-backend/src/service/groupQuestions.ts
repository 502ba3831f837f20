import { z } from 'zod';
import { decodeCursor, encodeCursor } from '@quarterdeck/plugin-portal-common';
import { severities } from '@quarterdeck/plugin-security-common';
import {
  countGroups,
  Grouping,
  GroupPage,
  GroupRow,
  isCountedGrouping,
  sumGroups,
} from '../database/findingGroups';
import { countedFilter } from './countedFilter';
import { findingCondition } from './findingFilter';
import { AnswerOf, Caller, QueryOf } from './findingQuestions';
import { answerKept, keptQuestion } from './keptQuestion';
import { Reader } from './reader';
import { toCounts } from './severityCounts';

type Group = AnswerOf<'findingGroups'>['items'][number];

const labelOf = (by: string, row: GroupRow) =>
  by === 'rule' || by === 'vulnerability'
    ? `${row.key}: ${row.label}`.slice(0, 300)
    : row.key;

const countsOf = (row: GroupRow) =>
  toCounts(severities.map(severity => ({ severity, n: row[severity] })));

const cursorSchema = z.tuple([z.number(), z.string()]);

/** Groups from the kept counts where those know them. */
function readGroups(
  reader: Reader,
  query: QueryOf<'findingGroups'>,
  caller: Caller,
  { by, page }: { by: Grouping; page: GroupPage },
): Promise<GroupRow[]> {
  const counts = countedFilter(reader, query, caller);
  if (!counts || !isCountedGrouping(by)) {
    const condition = findingCondition(reader, query, caller);
    return countGroups(reader.knex, condition, by, page);
  }
  // What is past due is open, and therefore not fixed: said of it, it would have to be read.
  const view = query.view === 'not_fixed' ? undefined : query.view;
  const findings = findingCondition(reader, { ...query, view }, caller);
  return sumGroups(reader.knex, { counts, findings }, by, page);
}

/** Counts of the matching findings by one property, most first. */
export async function answerFindingGroups(
  reader: Reader,
  query: QueryOf<'findingGroups'>,
  caller: Caller,
): Promise<AnswerOf<'findingGroups'>> {
  const { cursor, limit, groupBy, ...filter } = query;
  const owners = groupBy === 'owner';
  const by = owners ? 'entity' : groupBy;
  const after = cursor ? decodeCursor(cursor, cursorSchema) : undefined;
  const page = {
    // Owners are known to the catalog's copy alone, so their entities are summed.
    limit: owners ? 100_000 : limit + 1,
    after: after && !owners ? { n: after[0], key: after[1] } : undefined,
    now: reader.now(),
  };
  const rows = await answerKept(
    reader,
    keptQuestion(reader, filter, caller, [
      'groups',
      by,
      page.limit,
      page.after,
    ]),
    () => readGroups(reader, query, caller, { by, page }),
  );
  if (owners) return { items: byOwner(reader, rows), nextCursor: null };
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    items: shown.map(row => ({
      key: row.key,
      label: labelOf(groupBy, row),
      count: row.n,
      bySeverity: countsOf(row),
      pastDue: row.past_due,
      entities: row.entities,
    })),
    nextCursor:
      last && rows.length > shown.length
        ? encodeCursor([last.n, last.key])
        : null,
  };
}

function byOwner({ index }: Reader, rows: readonly GroupRow[]): Group[] {
  const groups = new Map<string, Group>();
  for (const row of rows) {
    const owner = index.get(row.key)?.owner ?? 'none';
    const group = groups.get(owner) ?? {
      key: owner,
      label: owner,
      count: 0,
      bySeverity: toCounts([]),
      pastDue: 0,
      entities: 0,
    };
    for (const severity of severities)
      group.bySeverity[severity] += row[severity];
    group.count += row.n;
    group.pastDue += row.past_due;
    group.entities += 1;
    groups.set(owner, group);
  }
  return [...groups.values()].sort((a, b) => b.count - a.count);
}
