import {
  FindingFilter,
  findingViews,
  slaStates,
} from '@quarterdeck/plugin-security-common';
import { Condition } from '@quarterdeck/plugin-portal-node';
import {
  countAssigned,
  CountedFacet,
  countFacets,
  Facet,
  facetLimit,
  FacetRow,
  facets,
  sumFacets,
} from '../database/findingFacets';
import { countFindings } from '../database/findingRows';
import { countedFilter } from './countedFilter';
import { countedTotal } from './countedTotal';
import { findingCondition } from './findingFilter';
import { AnswerOf, Caller, totalLimit } from './findingQuestions';
import { answerKept, keptQuestion } from './keptQuestion';
import { Reader } from './reader';

type View = (typeof findingViews)[number];
type Total = { count: number; capped: boolean };

/** The filter without what it says of one property. */
function without(filter: FindingFilter, facet: Facet | 'sla'): FindingFilter {
  return { ...filter, [facet]: [] };
}

/** How many match, from the kept counts where those know it. */
async function totalOf(
  reader: Reader,
  filter: FindingFilter,
  caller: Caller,
): Promise<Total> {
  const counted = countedFilter(reader, filter, caller);
  return counted
    ? {
        count: await countedTotal(reader, filter, caller, counted),
        capped: false,
      }
    : countFindings(
        reader.knex,
        findingCondition(reader, filter, caller),
        totalLimit,
      );
}

const isCounted = (facet: Facet): facet is CountedFacet => facet !== 'assignee';

/** Who findings are assigned to; what is left over is nobody's. */
async function assigneesOf(
  reader: Reader,
  filter: FindingFilter,
  caller: Caller,
  asked: { counts: Condition; findings: Condition },
): Promise<FacetRow[]> {
  const [all, assigned] = await Promise.all([
    countedTotal(reader, filter, caller, asked.counts),
    countAssigned(reader.knex, asked.findings),
  ]);
  const none = all - assigned.reduce((sum, { n }) => sum + n, 0);
  return [...assigned, { value: 'none', n: none }]
    .filter(({ n }) => n > 0)
    .sort((a, b) => b.n - a.n || (a.value < b.value ? -1 : 1))
    .slice(0, 50)
    .map(row => ({ facet: 'assignee', ...row }));
}

/** Values of facets that one filter narrows alike, and whether not all were counted. */
async function valuesOf(
  reader: Reader,
  filter: FindingFilter,
  caller: Caller,
  asked: readonly Facet[],
): Promise<{ rows: FacetRow[]; capped: boolean }> {
  const { knex } = reader;
  const findings = findingCondition(reader, filter, caller);
  const counts = countedFilter(reader, filter, caller);
  if (!counts) {
    const rows = await countFacets(knex, findings, asked);
    const [first] = asked;
    const read = rows.reduce(
      (sum, { facet, n }) => sum + (facet === first ? n : 0),
      0,
    );
    return { rows, capped: read >= facetLimit };
  }
  const [kept, assignees] = await Promise.all([
    sumFacets(knex, counts, asked.filter(isCounted)),
    asked.includes('assignee')
      ? assigneesOf(reader, filter, caller, { counts, findings })
      : [],
  ]);
  return { rows: [...kept, ...assignees], capped: false };
}

/** Findings by how they stand against their due dates. */
async function slaOf(reader: Reader, filter: FindingFilter, caller: Caller) {
  return Promise.all(
    slaStates.map(async state => ({
      value: state,
      ...(await totalOf(reader, { ...filter, sla: [state] }, caller)),
    })),
  );
}

/** What is counted of every filter but when acceptances end. */
async function countAll(reader: Reader, filter: FindingFilter, caller: Caller) {
  // What is not filtered by shares one reading.
  const free = facets.filter(facet => filter[facet].length === 0);
  const bound = facets.filter(facet => filter[facet].length > 0);
  const [found, sla, views] = await Promise.all([
    Promise.all([
      valuesOf(reader, filter, caller, free),
      ...bound.map(facet =>
        valuesOf(reader, without(filter, facet), caller, [facet]),
      ),
    ]),
    slaOf(reader, without(filter, 'sla'), caller),
    Promise.all(
      findingViews
        .filter(view => view !== 'accepted_ending')
        .map(
          async (view): Promise<[View, Total]> => [
            view,
            await totalOf(reader, { ...filter, view }, caller),
          ],
        ),
    ),
  ]);
  return {
    rows: found.flatMap(({ rows }) => rows),
    capped: found.some(({ capped }) => capped),
    sla,
    views: new Map(views),
  };
}

/** How many match per value of each filter; a filter does not narrow its own values. */
export async function answerFindingFacets(
  reader: Reader,
  filter: FindingFilter,
  caller: Caller,
): Promise<AnswerOf<'findingFacets'>> {
  const [{ rows, capped, sla, views }, ending] = await Promise.all([
    answerKept(
      reader,
      // Of entities also those are counted that the filter leaves out.
      keptQuestion(reader, without(filter, 'entity'), caller, [
        'facets',
        filter.entity,
      ]),
      () => countAll(reader, filter, caller),
    ),
    totalOf(reader, { ...filter, view: 'accepted_ending' }, caller),
  ]);
  const of = (facet: Facet) =>
    rows
      .filter(row => row.facet === facet)
      .map(({ value, n }) => ({ value, count: n }));
  return {
    views: findingViews.map(view => ({
      view,
      count: views.get(view) ?? ending,
    })),
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
    capped: capped || sla.some(one => one.capped),
  };
}
