import { Knex } from 'knex';
import { arrayLiteral, Column, upsertRows } from './writeRows';

/** What is known of a project. */
export interface ProjectRow {
  instance: string;
  project: string;
  defaultBranch: string;
  observedAt: string;
  position: string;
}

const columns: Column<ProjectRow>[] = [
  { name: 'instance', type: 'text', value: row => row.instance, key: true },
  { name: 'project', type: 'text', value: row => row.project, key: true },
  { name: 'default_branch', type: 'text', value: row => row.defaultBranch },
  { name: 'observed_at', type: 'timestamptz', value: row => row.observedAt },
  { name: 'position', type: 'bigint', value: row => row.position },
];

/** These projects, as far as they are known. */
export async function loadProjects(
  tx: Knex,
  places: readonly { instance: string; project: string }[],
): Promise<ProjectRow[]> {
  if (places.length === 0) return [];
  const result = await tx.raw<{
    rows: {
      instance: string;
      project: string;
      default_branch: string;
      observed_at: Date;
      position: string;
    }[];
  }>(
    `SELECT p.* FROM unnest(?::text[], ?::text[]) AS k(instance, project)
     JOIN project_facts p USING (instance, project)`,
    [
      arrayLiteral(places.map(place => place.instance)),
      arrayLiteral(places.map(place => place.project)),
    ],
  );
  return result.rows.map(row => ({
    instance: row.instance,
    project: row.project,
    defaultBranch: row.default_branch,
    observedAt: row.observed_at.toISOString(),
    position: row.position,
  }));
}

/** Writes projects. */
export function upsertProjects(
  tx: Knex,
  rows: readonly ProjectRow[],
): Promise<void> {
  return upsertRows(tx, 'project_facts', columns, rows);
}

/** Marks the runs of a project anew after its default branch became known. */
export async function markDefaultBranch(
  tx: Knex,
  place: { instance: string; project: string; defaultBranch: string },
): Promise<number> {
  const result = await tx.raw<{ rowCount: number }>(
    `UPDATE pipeline_run
     SET is_default = (coalesce(branch, '') = :defaultBranch AND trigger <> 'change')
     WHERE instance = :instance AND project = :project
       AND is_default IS DISTINCT FROM
         (coalesce(branch, '') = :defaultBranch AND trigger <> 'change')`,
    place,
  );
  return result.rowCount;
}
