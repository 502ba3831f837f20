import { Knex } from 'knex';
import { z } from 'zod';
import { upsertRows } from '../writeRows';

/** A file of a coverage report: path, lines covered and total, branches or null. */
export const coverageFileRowSchema = z.tuple([
  z.string(),
  z.number(),
  z.number(),
  z.number().nullable(),
  z.number().nullable(),
]);

/** @see coverageFileRowSchema */
export type CoverageFileRow = z.infer<typeof coverageFileRowSchema>;

const place = {
  entity_ref: z.string(),
  sha: z.string(),
  branch: z.string().nullable(),
  at: z.date(),
  run_instance: z.string().nullable(),
  run_external_id: z.string().nullable(),
  run_attempt: z.number().nullable(),
  rejected: z.number(),
};

const partSchema = z.object({
  ...place,
  part: z.string(),
  position: z.string(),
  files: z.array(coverageFileRowSchema),
});

/** One coverage report of a commit. */
export type CoveragePart = z.infer<typeof partSchema>;

const coverageSchema = z.object({
  ...place,
  lines_covered: z.coerce.number(),
  lines_total: z.coerce.number(),
  branches_covered: z.coerce.number().nullable(),
  branches_total: z.coerce.number().nullable(),
  files: z.number(),
  parts: z.array(z.string()),
});

/** Coverage of a commit: its reports together. */
export type CoverageRow = z.infer<typeof coverageSchema>;

const placeColumns = [
  {
    name: 'entity_ref',
    type: 'text',
    value: (row: CoveragePart | CoverageRow) => row.entity_ref,
    key: true,
  },
  {
    name: 'sha',
    type: 'text',
    value: (row: CoveragePart | CoverageRow) => row.sha,
    key: true,
  },
  {
    name: 'branch',
    type: 'text',
    value: (row: CoveragePart | CoverageRow) => row.branch,
  },
  {
    name: 'at',
    type: 'timestamptz',
    value: (row: CoveragePart | CoverageRow) => row.at.toISOString(),
  },
  {
    name: 'run_instance',
    type: 'text',
    value: (row: CoveragePart | CoverageRow) => row.run_instance,
  },
  {
    name: 'run_external_id',
    type: 'text',
    value: (row: CoveragePart | CoverageRow) => row.run_external_id,
  },
  {
    name: 'run_attempt',
    type: 'integer',
    value: (row: CoveragePart | CoverageRow) => row.run_attempt,
  },
  {
    name: 'rejected',
    type: 'integer',
    value: (row: CoveragePart | CoverageRow) => row.rejected,
  },
];

/** Writes one report of a commit; a later one of the same part replaces it. */
export const upsertCoveragePart = (
  tx: Knex,
  row: CoveragePart,
): Promise<void> =>
  upsertRows<CoveragePart>(
    tx,
    'coverage_report',
    [
      ...placeColumns,
      { name: 'part', type: 'text', value: part => part.part, key: true },
      { name: 'position', type: 'bigint', value: part => part.position },
      { name: 'files', json: part => part.files },
    ],
    [row],
  );

/** The reports of a commit. */
export async function loadCoverageParts(
  knex: Knex,
  entityRef: string,
  sha: string,
): Promise<CoveragePart[]> {
  const { rows } = await knex.raw<{ rows: unknown[] }>(
    `SELECT * FROM coverage_report WHERE entity_ref = ? AND sha = ?
     ORDER BY position`,
    [entityRef, sha],
  );
  return rows.map(row => partSchema.parse(row));
}

/** Writes what the reports of a commit come to. */
export async function upsertCoverage(
  tx: Knex,
  row: CoverageRow,
): Promise<void> {
  await tx.raw(
    `INSERT INTO coverage (entity_ref, sha, branch, at, run_instance,
       run_external_id, run_attempt, rejected, lines_covered, lines_total,
       branches_covered, branches_total, files, parts)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (entity_ref, sha) DO UPDATE SET
       branch = excluded.branch, at = excluded.at,
       run_instance = excluded.run_instance,
       run_external_id = excluded.run_external_id,
       run_attempt = excluded.run_attempt, rejected = excluded.rejected,
       lines_covered = excluded.lines_covered,
       lines_total = excluded.lines_total,
       branches_covered = excluded.branches_covered,
       branches_total = excluded.branches_total, files = excluded.files,
       parts = excluded.parts`,
    [
      row.entity_ref,
      row.sha,
      row.branch,
      row.at,
      row.run_instance,
      row.run_external_id,
      row.run_attempt,
      row.rejected,
      row.lines_covered,
      row.lines_total,
      row.branches_covered,
      row.branches_total,
      row.files,
      row.parts,
    ] as Knex.RawBinding[],
  );
}

/** Coverage by a condition, newest first. */
export async function selectCoverage(
  knex: Knex,
  condition: string,
  bindings: readonly Knex.RawBinding[],
  limit: number,
): Promise<CoverageRow[]> {
  const { rows } = await knex.raw<{ rows: unknown[] }>(
    `SELECT c.* FROM coverage c WHERE ${condition}
     ORDER BY c.at DESC, c.sha DESC LIMIT ?`,
    [...bindings, limit],
  );
  return rows.map(row => coverageSchema.parse(row));
}

/** Of each UTC day the last, newest first. */
export async function selectCoverageDays(
  knex: Knex,
  condition: string,
  bindings: readonly Knex.RawBinding[],
  limit: number,
): Promise<CoverageRow[]> {
  const { rows } = await knex.raw<{ rows: unknown[] }>(
    `SELECT * FROM (
       SELECT DISTINCT ON ((c.at AT TIME ZONE 'utc')::date) c.*
       FROM coverage c WHERE ${condition}
       ORDER BY (c.at AT TIME ZONE 'utc')::date DESC, c.at DESC, c.sha DESC
       LIMIT ?) last ORDER BY at DESC`,
    [...bindings, limit],
  );
  return rows.map(row => coverageSchema.parse(row));
}
