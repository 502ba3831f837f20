import { Knex } from 'knex';
import { allOf, Condition, likeText, oneOf, where } from '../conditions';
import { arrayLiteral } from '../writeRows';

/** A case of a report, as pages show it. */
export interface CaseRow {
  report_id: string;
  ordinal: number;
  rank: number;
  entity_ref: string;
  suite: string;
  name: string;
  file: string | null;
  result: 'passed' | 'failed' | 'error' | 'skipped';
  flaky: boolean;
  seconds: number | null;
  message: string | null;
  known_flaky: boolean;
  quarantined: boolean;
}

/** Sort keys of the last case seen. */
export type CaseCursor = [number, string, number];

const quarantined = `EXISTS (SELECT FROM test_quarantine q
  WHERE q.entity_ref = c.entity_ref AND q.suite = c.suite AND q.name = c.name
    AND q.ended_at IS NULL AND q.until > ?)`;

/** Cases of reports: failed ones first, then flaky, passed, skipped. */
export async function listCases(
  knex: Knex,
  filter: {
    reportIds: readonly string[];
    results: readonly string[];
    q?: string;
    now: Date;
    flakySince: Date;
  },
  page: { limit: number; cursor?: CaseCursor },
): Promise<CaseRow[]> {
  const conditions: Condition[] = [
    where('r.report_id = ANY(?::text[])', arrayLiteral(filter.reportIds)),
    oneOf('r.result', filter.results) ?? where('true'),
  ];
  if (filter.q) {
    const like = `%${likeText(filter.q)}%`;
    conditions.push(
      where(
        'c.suite ILIKE ? OR c.name ILIKE ? OR c.file ILIKE ?',
        like,
        like,
        like,
      ),
    );
  }
  const match = allOf(conditions);
  const after = page.cursor
    ? where(
        '(rank, report_id, ordinal) > (?::integer, ?, ?::integer)',
        ...page.cursor,
      )
    : where('true');
  const { rows } = await knex.raw<{ rows: CaseRow[] }>(
    `SELECT * FROM (
       SELECT r.report_id, r.ordinal, c.entity_ref, c.suite, c.name, c.file,
              r.result, r.flaky, r.seconds, r.message,
              CASE WHEN r.result IN ('failed', 'error') THEN 0
                   WHEN r.flaky THEN 1 WHEN r.result = 'passed' THEN 2
                   ELSE 3 END AS rank,
              EXISTS (SELECT FROM test_flake f
                WHERE f.case_id = r.case_id AND f.last_at >= ?) AS known_flaky,
              ${quarantined} AS quarantined
         FROM test_case_run r JOIN test_case c USING (case_id)
        WHERE ${match.sql}) cases
      WHERE ${after.sql}
      ORDER BY rank, report_id, ordinal LIMIT ?`,
    [
      filter.flakySince,
      filter.now,
      ...match.bindings,
      ...after.bindings,
      page.limit,
    ],
  );
  return rows;
}

/** The id of a case; `undefined` when no report ever named it. */
export async function findCase(
  knex: Knex,
  key: { entityRef: string; suite: string; name: string },
): Promise<string | undefined> {
  const { rows } = await knex.raw<{ rows: { id: string }[] }>(
    `SELECT case_id::text AS id FROM test_case
      WHERE case_id = md5(concat_ws(chr(1), ?::text, ?::text, ?::text))::uuid`,
    [key.entityRef, key.suite, key.name],
  );
  return rows[0]?.id;
}

/** What one case came to, newest first. */
export async function listCaseRuns(
  knex: Knex,
  caseId: string,
  limit: number,
): Promise<CaseRow[]> {
  const { rows } = await knex.raw<{ rows: CaseRow[] }>(
    `SELECT r.report_id, r.ordinal, c.entity_ref, c.suite, c.name, c.file,
            r.result, r.flaky, r.seconds, r.message, 0 AS rank,
            false AS known_flaky, false AS quarantined
       FROM test_case_run r JOIN test_case c USING (case_id)
      WHERE r.case_id = ?::uuid
      ORDER BY r.at DESC, r.report_id DESC, r.ordinal LIMIT ?`,
    [caseId, limit],
  );
  return rows;
}
