import { z } from 'zod';
import { PolicyDecision } from '@backstage/plugin-permission-common';
import {
  pipelinesContract,
  resolveTime,
} from '@quarterdeck/plugin-pipelines-common';
import {
  decodeCursor,
  encodeCursor,
  RouteOutput,
} from '@quarterdeck/plugin-portal-common';
import { inEntities } from '../../database/conditions';
import {
  findCase,
  listCaseRuns,
  listCases,
} from '../../database/tests/caseQueries';
import {
  CoverageRow,
  loadCoverageParts,
  selectCoverage,
  selectCoverageDays,
} from '../../database/tests/coverageRows';
import { listFlakyTests } from '../../database/tests/healthQueries';
import { selectSuiteRuns } from '../../database/tests/suiteRuns';
import {
  loadDefaultBranch,
  loadRunCommit,
} from '../../database/tests/runCommit';
import { rangeAnswer } from '../dashboardRange';
import { answerMeta, askedEntities, Reader } from '../reader';
import { combineFiles } from './combineCoverage';
import { quarantinedTests } from './healthQuestions';
import {
  sumCounts,
  toCoverage,
  toCoverageFiles,
  toFlaky,
  toTestCase,
  toTestReport,
} from './testAnswers';

type Routes = typeof pipelinesContract;
type Query<Name extends keyof Routes> = z.output<Routes[Name]['query']>;
type Params<Name extends keyof Routes> = z.output<Routes[Name]['params']>;

const mostReports = 500;
const trendPoints = 400;
const flakyDays = 28;
const dayMs = 86_400_000;

const caseCursor = z.tuple([z.number(), z.string(), z.number()]);
const reportCursor = z.tuple([z.iso.datetime(), z.string()]);

/** The entity of a path, as refs are written. */
export const entityOf = (params: {
  kind: string;
  namespace: string;
  name: string;
}) =>
  `${params.kind}:${params.namespace}/${params.name}`.toLocaleLowerCase(
    'en-US',
  );

const since = (now: Date) => new Date(now.getTime() - flakyDays * dayMs);

/** Test reports of a run and their cases. */
export async function answerRunTests(
  reader: Reader,
  params: Params<'runTests'>,
  query: Query<'runTests'>,
  decision: PolicyDecision,
): Promise<RouteOutput<Routes['runTests']>> {
  const own = inEntities('t.entity_ref', askedEntities(reader, { decision }));
  const now = reader.now();
  const [reports, meta] = await Promise.all([
    selectSuiteRuns(
      reader.knex,
      `t.run_instance = ? AND t.run_external_id = ? AND t.run_attempt = ? AND (${own.sql})`,
      [params.instance, params.externalId, params.attempt, ...own.bindings],
      mostReports,
    ),
    answerMeta(reader, decision),
  ]);
  const wanted = reports.filter(
    row => !query.reportId || row.report_id === query.reportId,
  );
  const rows =
    wanted.length > 0
      ? await listCases(
          reader.knex,
          {
            reportIds: wanted.map(row => row.report_id),
            results: query.result,
            q: query.q,
            now,
            flakySince: since(now),
          },
          {
            limit: query.limit + 1,
            cursor: query.cursor
              ? decodeCursor(query.cursor, caseCursor)
              : undefined,
          },
        )
      : [];
  const shown = rows.slice(0, query.limit);
  const last = shown[shown.length - 1];
  return {
    reports: reports.map(toTestReport),
    counts: sumCounts(reports),
    cases: shown.map(toTestCase),
    nextCursor:
      rows.length > query.limit && last
        ? encodeCursor([last.rank, last.report_id, last.ordinal])
        : null,
    meta,
  };
}

const filesOf = async (reader: Reader, row: CoverageRow | undefined) =>
  row
    ? toCoverageFiles(
        combineFiles(
          await loadCoverageParts(reader.knex, row.entity_ref, row.sha),
        ),
      )
    : [];

/** Coverage of the commit of a run, and against what came before. */
export async function answerRunCoverage(
  reader: Reader,
  params: Params<'runCoverage'>,
  decision: PolicyDecision,
): Promise<RouteOutput<Routes['runCoverage']>> {
  const { knex } = reader;
  const own = inEntities('c.entity_ref', askedEntities(reader, { decision }));
  const [run, meta] = await Promise.all([
    loadRunCommit(knex, params),
    answerMeta(reader, decision),
  ]);
  const [named] = await selectCoverage(
    knex,
    `c.run_instance = ? AND c.run_external_id = ? AND (${own.sql})${
      run?.sha ? ' AND c.sha = ?' : ''
    }`,
    [
      params.instance,
      params.externalId,
      ...own.bindings,
      ...(run?.sha ? [run.sha] : []),
    ],
    1,
  );
  const [ofCommit] =
    named || !run?.sha || !run.entityRef
      ? []
      : await selectCoverage(
          knex,
          `c.entity_ref = ? AND c.sha = ? AND (${own.sql})`,
          [run.entityRef, run.sha, ...own.bindings],
          1,
        );
  const found = named ?? ofCommit;
  if (!found) {
    return {
      coverage: null,
      previous: null,
      linesDelta: null,
      files: [],
      meta,
    };
  }
  const branch =
    (await loadDefaultBranch(knex, found.entity_ref)) ?? found.branch;
  const [previous] = await selectCoverage(
    knex,
    `c.entity_ref = ? AND c.at < ? AND c.sha <> ? AND c.branch IS NOT DISTINCT FROM ?`,
    [found.entity_ref, found.at, found.sha, branch] as (string | Date)[],
    1,
  );
  const coverage = toCoverage(found);
  const before = previous ? toCoverage(previous) : null;
  return {
    coverage,
    previous: before,
    linesDelta:
      coverage.lines.ratio !== null && before?.lines.ratio !== null && before
        ? coverage.lines.ratio - before.lines.ratio
        : null,
    files: await filesOf(reader, found),
    meta,
  };
}

/** The last test reports of an entity. */
export async function answerEntityTests(
  reader: Reader,
  params: Params<'entityTests'>,
  query: Query<'entityTests'>,
  decision: PolicyDecision,
): Promise<RouteOutput<Routes['entityTests']>> {
  const entities = askedEntities(reader, {
    decision,
    entity: [entityOf(params)],
  });
  const own = inEntities('t.entity_ref', entities);
  const conditions = [`(${own.sql})`];
  const bindings = [...own.bindings];
  if (query.branch !== undefined) {
    conditions.push('t.branch = ?');
    bindings.push(query.branch);
  }
  if (query.sha !== undefined) {
    conditions.push('t.sha = ?');
    bindings.push(query.sha.toLowerCase());
  }
  if (query.cursor) {
    conditions.push('(t.received_at, t.report_id) < (?::timestamptz, ?)');
    bindings.push(...decodeCursor(query.cursor, reportCursor));
  }
  const [rows, meta] = await Promise.all([
    selectSuiteRuns(
      reader.knex,
      conditions.join(' AND '),
      bindings,
      query.limit + 1,
    ),
    answerMeta(reader, decision),
  ]);
  const shown = rows.slice(0, query.limit);
  const last = shown[shown.length - 1];
  return {
    items: shown.map(toTestReport),
    nextCursor:
      rows.length > query.limit && last
        ? encodeCursor([last.received_at.toISOString(), last.report_id])
        : null,
    meta,
  };
}

/** What one test came to. */
export async function answerTestHistory(
  reader: Reader,
  params: Params<'testHistory'>,
  query: Query<'testHistory'>,
  decision: PolicyDecision,
): Promise<RouteOutput<Routes['testHistory']>> {
  const { knex } = reader;
  const entityRef = entityOf(params);
  const entities = askedEntities(reader, { decision, entity: [entityRef] });
  const meta = await answerMeta(reader, decision);
  const visible = entities.kind === 'only' && entities.refs.length > 0;
  const caseId = visible
    ? await findCase(knex, { entityRef, suite: query.suite, name: query.name })
    : undefined;
  if (!caseId) return { items: [], flaky: null, quarantine: null, meta };
  const now = reader.now();
  const [runs, [flaky]] = await Promise.all([
    listCaseRuns(knex, caseId, query.limit),
    listFlakyTests(
      knex,
      { entities, from: since(now), to: now, caseId },
      { limit: 1 },
    ),
  ]);
  const reports = await selectSuiteRuns(
    knex,
    't.report_id = ANY(?)',
    [runs.map(run => run.report_id)],
    runs.length,
  );
  const byId = new Map(reports.map(row => [row.report_id, row]));
  const quarantineOf = await quarantinedTests(reader, [
    { entity_ref: entityRef },
  ]);
  const quarantine = quarantineOf({
    entity_ref: entityRef,
    group_name: query.suite,
    name: query.name,
  });
  return {
    items: runs.flatMap(run => {
      const report = byId.get(run.report_id);
      if (!report) return [];
      const { knownFlaky, quarantined, ...shown } = toTestCase(run);
      return [{ ...shown, report: toTestReport(report) }];
    }),
    flaky: flaky ? toFlaky(flaky, 'test', quarantine) : null,
    quarantine,
    meta,
  };
}

/** Coverage of an entity per commit. */
export async function answerCoverageTrend(
  reader: Reader,
  params: Params<'coverageTrend'>,
  query: Query<'coverageTrend'>,
  decision: PolicyDecision,
): Promise<RouteOutput<Routes['coverageTrend']>> {
  const { knex } = reader;
  const now = reader.now();
  const entityRef = entityOf(params);
  const entities = askedEntities(reader, { decision, entity: [entityRef] });
  const own = inEntities('c.entity_ref', entities);
  const range = {
    from: resolveTime(query.from, now),
    to: resolveTime(query.to, now),
  };
  const branch =
    query.branch ?? (await loadDefaultBranch(knex, entityRef)) ?? null;
  const [rows, meta] = await Promise.all([
    selectCoverageDays(
      knex,
      `(${own.sql}) AND c.at >= ? AND c.at < ?${
        branch === null ? '' : ' AND c.branch = ?'
      }`,
      [
        ...own.bindings,
        range.from,
        range.to,
        ...(branch === null ? [] : [branch]),
      ],
      trendPoints,
    ),
    answerMeta(reader, decision),
  ]);
  const [latest] = rows;
  return {
    range: rangeAnswer(range),
    branch,
    points: rows.map(toCoverage).reverse(),
    latest: latest ? toCoverage(latest) : null,
    files: await filesOf(reader, latest),
    meta,
  };
}
