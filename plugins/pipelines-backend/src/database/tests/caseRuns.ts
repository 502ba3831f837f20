import { Knex } from 'knex';
import { TestCaseRecord } from '@quarterdeck/plugin-ingest-common';
import { arrayLiteral, ColumnValue } from '../writeRows';

/** The report that cases belong to. */
export interface CaseOwner {
  reportId: string;
  entityRef: string;
  sha: string | null;
  at: Date;
  position: string;
}

const caseId = `md5(concat_ws(chr(1), ?::text, u.suite, u.name))::uuid`;

/** Takes back what a report counted for, and its cases. */
export async function removeCases(tx: Knex, reportId: string): Promise<void> {
  await tx.raw(
    `WITH gone AS (
       DELETE FROM test_case_run WHERE report_id = ?
       RETURNING case_id, at, result, seconds
     ), days AS (
       SELECT case_id, (at AT TIME ZONE 'utc')::date AS day, count(*) AS runs,
              count(*) FILTER (WHERE result IN ('failed', 'error')) AS failed,
              count(seconds) AS timed, coalesce(sum(seconds), 0) AS seconds
       FROM gone WHERE result <> 'skipped' GROUP BY 1, 2
     )
     UPDATE test_case_day d
        SET runs = d.runs - days.runs, failed = d.failed - days.failed,
            timed = d.timed - days.timed, seconds = d.seconds - days.seconds
       FROM days WHERE d.case_id = days.case_id AND d.day = days.day`,
    [reportId],
  );
}

/** Adds a stretch of a report's cases: the cases, their names, their day. */
export async function insertCases(
  tx: Knex,
  owner: CaseOwner,
  firstOrdinal: number,
  cases: readonly TestCaseRecord[],
): Promise<void> {
  const list = (value: (record: TestCaseRecord) => ColumnValue) =>
    arrayLiteral(cases.map(value));
  const at = owner.at.toISOString();
  await tx.raw(
    `WITH given AS (
       SELECT ${caseId} AS case_id, u.*
       FROM unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::boolean[],
                   ?::double precision[], ?::text[]) WITH ORDINALITY
         AS u(suite, name, file, result, flaky, seconds, message, place)
     ), named AS (
       INSERT INTO test_case AS t (case_id, entity_ref, suite, name, file, position)
       SELECT DISTINCT ON (case_id) case_id, ?, suite, name, file, ?::bigint
       FROM given ORDER BY case_id, place
       ON CONFLICT (case_id) DO UPDATE
         SET file = excluded.file, position = excluded.position
         WHERE t.position <= excluded.position
           AND t.file IS DISTINCT FROM excluded.file
     ), days AS (
       INSERT INTO test_case_day AS d
         (case_id, day, entity_ref, runs, failed, timed, seconds)
       SELECT case_id, (?::timestamptz AT TIME ZONE 'utc')::date, ?, count(*),
              count(*) FILTER (WHERE result IN ('failed', 'error')),
              count(seconds), coalesce(sum(seconds), 0)
       FROM given WHERE result <> 'skipped' GROUP BY case_id ORDER BY case_id
       ON CONFLICT (case_id, day) DO UPDATE
         SET runs = d.runs + excluded.runs, failed = d.failed + excluded.failed,
             timed = d.timed + excluded.timed,
             seconds = d.seconds + excluded.seconds
     )
     INSERT INTO test_case_run
       (report_id, ordinal, case_id, entity_ref, sha, result, flaky, seconds,
        message, at)
     SELECT ?, ?::integer + place - 1, case_id, ?, ?, result, flaky, seconds,
            message, ?::timestamptz
     FROM given`,
    [
      owner.entityRef,
      list(record => record.suite),
      list(record => record.name),
      list(record => record.file ?? null),
      list(record => record.result),
      list(record => record.flaky === true),
      list(record => record.seconds ?? null),
      list(record => record.message ?? null),
      owner.entityRef,
      owner.position,
      at,
      owner.entityRef,
      owner.reportId,
      firstOrdinal,
      owner.entityRef,
      owner.sha,
      at,
    ],
  );
}

/**
 * Finds out anew which tests of these commits both passed and failed on them,
 * or passed only when tried again. Asks the stored cases, so the order in which
 * reports came does not matter.
 */
export async function recomputeFlakes(
  tx: Knex,
  commits: readonly { entityRef: string; sha: string }[],
): Promise<void> {
  if (commits.length === 0) return;
  const keys = [
    arrayLiteral(commits.map(({ entityRef }) => entityRef)),
    arrayLiteral(commits.map(({ sha }) => sha)),
  ];
  await tx.raw(
    `DELETE FROM test_flake f USING unnest(?::text[], ?::text[]) AS k(entity_ref, sha)
     WHERE f.entity_ref = k.entity_ref AND f.sha = k.sha`,
    keys,
  );
  await tx.raw(
    `INSERT INTO test_flake (case_id, sha, entity_ref, last_at, last_report_id)
     SELECT r.case_id, r.sha, bad.entity_ref, max(r.at),
            (array_agg(r.report_id ORDER BY r.at DESC, r.report_id DESC))[1]
     FROM (
       SELECT DISTINCT b.case_id, b.entity_ref, b.sha
       FROM (SELECT DISTINCT * FROM unnest(?::text[], ?::text[]) AS u(entity_ref, sha)) k
       JOIN test_case_run b ON b.entity_ref = k.entity_ref AND b.sha = k.sha
       WHERE b.result IN ('failed', 'error') OR b.flaky
     ) bad
     JOIN test_case_run r ON r.case_id = bad.case_id AND r.sha = bad.sha
     GROUP BY r.case_id, r.sha, bad.entity_ref
     HAVING bool_or(r.flaky)
         OR (bool_or(r.result = 'passed')
             AND bool_or(r.result IN ('failed', 'error')))`,
    keys,
  );
}

/** Drops single cases past their time; their days stay. Returns how many. */
export async function dropOldCases(knex: Knex, before: Date): Promise<number> {
  const result = await knex.raw<{ rowCount: number }>(
    `DELETE FROM test_case_run WHERE (report_id, ordinal) IN (
       SELECT report_id, ordinal FROM test_case_run WHERE at < ? LIMIT 50000)`,
    [before],
  );
  return result.rowCount;
}
