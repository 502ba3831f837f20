import { z } from 'zod';
import { decodeCursor, encodeCursor } from '@quarterdeck/plugin-portal-common';
import {
  FindingFilter,
  findingViews,
  slaStates,
} from '@quarterdeck/plugin-security-common';
import {
  countFacets,
  countGroups,
  facetLimit,
} from '../database/findingCounts';
import { countFindings } from '../database/findingRows';
import { findingCondition } from './findingFilter';
import { AnswerOf, Caller, QueryOf, totalLimit } from './findingQuestions';
import { Reader } from './reader';
import { toCounts } from './severityCounts';

type Facet =
  | 'severity'
  | 'state'
  | 'kind'
  | 'tool'
  | 'entity'
  | 'assignee'
  | 'environment';

const facets: readonly Facet[] = [
  'severity',
  'state',
  'kind',
  'tool',
  'entity',
  'assignee',
  'environment',
];

/** The filter without what it says of one property. */
function without(filter: FindingFilter, facet: Facet | 'sla'): FindingFilter {
  return { ...filter, [facet]: [] };
}

/** How many match per value of each filter; a filter does not narrow its own values. */
export async function answerFindingFacets(
  reader: Reader,
  filter: FindingFilter,
  caller: Caller,
): Promise<AnswerOf<'findingFacets'>> {
  const { knex } = reader;
  const conditionOf = (one: FindingFilter) =>
    findingCondition(reader, one, caller);
  // What is not filtered by shares one reading.
  const free = facets.filter(facet => filter[facet].length === 0);
  const bound = facets.filter(facet => filter[facet].length > 0);
  const [shared, ...own] = await Promise.all([
    countFacets(knex, conditionOf(filter), free),
    ...bound.map(facet =>
      countFacets(knex, conditionOf(without(filter, facet)), [facet]),
    ),
  ]);
  const rows = [...shared, ...own.flat()];
  const of = (facet: Facet) =>
    rows
      .filter(row => row.facet === facet)
      .map(({ value, n }) => ({ value, count: n }));
  const base = without(filter, 'sla');
  const sla = await Promise.all(
    slaStates.map(async state => ({
      value: state,
      ...(await countFindings(
        knex,
        conditionOf({ ...base, sla: [state] }),
        totalLimit,
      )),
    })),
  );
  const views = await Promise.all(
    findingViews.map(async view => ({
      view,
      count: await countFindings(
        knex,
        conditionOf({ ...filter, view }),
        totalLimit,
      ),
    })),
  );
  const counted = of('kind').reduce((sum, { count }) => sum + count, 0);
  return {
    views,
    severity: of('severity'),
    state: of('state'),
    kind: of('kind'),
    sla: sla
      .filter(({ count }) => count > 0)
      .map(({ value, count }) => ({ value, count })),
    tool: of('tool'),
    entity: of('entity'),
    assignee: of('assignee'),
    environment: of('environment').filter(({ value }) => value !== ''),
    capped: counted >= facetLimit || sla.some(({ capped }) => capped),
  };
}

const ranks = ['critical', 'high', 'medium', 'low', 'info', 'unknown'] as const;

const labelOf = (by: string, row: { key: string; label: string }) =>
  by === 'rule' || by === 'vulnerability'
    ? `${row.key}: ${row.label}`.slice(0, 300)
    : row.key;

const cursorSchema = z.tuple([z.number(), z.string()]);

/** Counts of the matching findings by one property, most first. */
export async function answerFindingGroups(
  reader: Reader,
  query: QueryOf<'findingGroups'>,
  caller: Caller,
): Promise<AnswerOf<'findingGroups'>> {
  const now = reader.now();
  const condition = findingCondition(reader, query, caller);
  const by = query.groupBy === 'owner' ? 'entity' : query.groupBy;
  const after = query.cursor
    ? decodeCursor(query.cursor, cursorSchema)
    : undefined;
  const owners = query.groupBy === 'owner';
  const rows = await countGroups(reader.knex, condition, by, {
    // Owners are known to the catalog's copy alone, so their entities are summed.
    limit: owners ? 100_000 : query.limit + 1,
    after: after && !owners ? { n: after[0], key: after[1] } : undefined,
    now,
  });
  if (owners) return { items: byOwner(reader, rows), nextCursor: null };
  const shown = rows.slice(0, query.limit);
  const last = shown.at(-1);
  return {
    items: shown.map(row => ({
      key: row.key,
      label: labelOf(query.groupBy, row),
      count: row.n,
      bySeverity: toCounts(
        Object.entries(row.severities).map(([severity, n]) => ({
          severity,
          n,
        })),
      ),
      pastDue: row.past_due,
      entities: row.entities,
    })),
    nextCursor:
      last && rows.length > shown.length
        ? encodeCursor([last.n, last.key])
        : null,
  };
}

type Group = AnswerOf<'findingGroups'>['items'][number];

function byOwner(
  { index }: Reader,
  rows: Awaited<ReturnType<typeof countGroups>>,
): Group[] {
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
    for (const severity of ranks) {
      group.bySeverity[severity] += row.severities[severity] ?? 0;
    }
    group.count += row.n;
    group.pastDue += row.past_due;
    group.entities += 1;
    groups.set(owner, group);
  }
  return [...groups.values()].sort((a, b) => b.count - a.count);
}
