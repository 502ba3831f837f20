import { Knex } from 'knex';
import { EntitySet } from '../service/entitySet';
import { allOf, Condition, inEntities, where } from './conditions';
import {
  factColumns,
  FactRow,
  FactTable,
  selectFacts,
  shownGateColumns,
} from './factRows';
import { jobColumns, JobRow, selectJobs } from './jobRows';

/** Sort keys of the last change or deployment seen. */
export type FactCursor = [string, string, string, string];

/** Sort keys of the last job seen. */
export type JobCursor = [string, string, string];

/** Sort keys of the last gate seen. */
export type GateCursor = [boolean, string, string, string, string];

/** Newest first, whatever the table. */
export async function listFacts<Facts>(
  knex: Knex,
  table: FactTable<Facts>,
  filter: { entities: EntitySet; conditions: readonly Condition[] },
  page: { limit: number; cursor?: FactCursor },
): Promise<FactRow<Facts>[]> {
  const match = allOf([
    inEntities('t.entity_ref', filter.entities),
    ...filter.conditions,
    page.cursor
      ? where(
          `(t.listed_at, t.external_id, t.instance, t.project)
           < (?::timestamptz, ?, ?, ?)`,
          ...page.cursor,
        )
      : where('true'),
  ]);
  return selectFacts(
    knex,
    table,
    `SELECT ${factColumns} FROM ${table.name} t WHERE ${match.sql}
     ORDER BY t.listed_at DESC, t.external_id DESC, t.instance DESC, t.project DESC
     LIMIT ?`,
    [...match.bindings, page.limit],
  );
}

/** Waiting gates first, the longest wait on top, then the decided ones. */
export async function listGates<Facts>(
  knex: Knex,
  table: FactTable<Facts>,
  filter: { entities: EntitySet; conditions: readonly Condition[] },
  page: { limit: number; cursor?: GateCursor },
): Promise<FactRow<Facts>[]> {
  const match = allOf([
    inEntities('t.entity_ref', filter.entities),
    ...filter.conditions,
    page.cursor
      ? where(
          `(NOT t.waiting, t.listed_at, t.external_id, t.instance, t.project)
           > (NOT ?::boolean, ?::timestamptz, ?, ?, ?)`,
          ...page.cursor,
        )
      : where('true'),
  ]);
  return selectFacts(
    knex,
    table,
    `SELECT ${shownGateColumns} FROM ${table.name} t WHERE ${match.sql}
     ORDER BY t.waiting DESC, t.listed_at, t.external_id, t.instance, t.project
     LIMIT ?`,
    [...match.bindings, page.limit],
  );
}

/** Jobs, newest first. */
export async function listJobs(
  knex: Knex,
  filter: { entities: EntitySet; conditions: readonly Condition[] },
  page: { limit: number; cursor?: JobCursor },
): Promise<JobRow[]> {
  const match = allOf([
    inEntities('j.entity_ref', filter.entities),
    ...filter.conditions,
    page.cursor
      ? where(
          '(j.listed_at, j.external_id, j.instance) < (?::timestamptz, ?, ?)',
          ...page.cursor,
        )
      : where('true'),
  ]);
  return selectJobs(
    knex,
    `SELECT ${jobColumns} FROM pipeline_job j WHERE ${match.sql}
     ORDER BY j.listed_at DESC, j.external_id DESC, j.instance DESC LIMIT ?`,
    [...match.bindings, page.limit],
  );
}
