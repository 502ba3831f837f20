import { Knex } from 'knex';
import {
  arrayLiteral,
  EntitySet,
  inEntities,
} from '@quarterdeck/plugin-portal-node';

/** A service as samples refer to it. */
export interface ServiceRow {
  no: number;
  service: string;
  entityRef: string | null;
  firstAt: Date | null;
  /** Another one whenever its samples were computed anew: that writes the row. */
  version: string;
}

/** The first deployment that is known of services; null: none. */
export const firstKnown = (services: readonly ServiceRow[]): number | null =>
  services.reduce<number | null>((first, { firstAt }) => {
    if (firstAt === null) return first;
    return first === null
      ? firstAt.getTime()
      : Math.min(first, firstAt.getTime());
  }, null);

const columns = `no, service, entity_ref AS "entityRef", first_at AS "firstAt",
  xmin::text AS version`;

/** The numbers of services; new ones where there are none yet. */
export async function numbersOfServices(
  tx: Knex,
  services: readonly string[],
): Promise<Map<string, { no: number; isNew: boolean }>> {
  const result = await tx.raw<{
    rows: { no: number; service: string; isNew: boolean }[];
  }>(
    `WITH asked AS (SELECT unnest(?::text[]) AS service), made AS (
       INSERT INTO service (service)
       SELECT service FROM asked WHERE service NOT IN (SELECT service FROM service)
       RETURNING no, service
     )
     SELECT no, service, true AS "isNew" FROM made
     UNION ALL
     SELECT no, service, false FROM service JOIN asked USING (service)`,
    [arrayLiteral(services)],
  );
  return new Map(result.rows.map(row => [row.service, row]));
}

/** What is noted of a service that was computed. */
export interface ServiceNote {
  no: number;
  entityRef: string | null;
  computedBy: string;
  firstAt: number | null;
  lastAt: number | null;
}

/** Notes whose they are, by what they were computed and since when they are known. */
export async function describeServices(
  tx: Knex,
  rows: readonly ServiceNote[],
): Promise<void> {
  const moment = (time: number | null) =>
    time === null ? null : new Date(time).toISOString();
  await tx.raw(
    `UPDATE service s SET entity_ref = k.entity_ref, computed_by = k.computed_by,
       first_at = k.first_at, last_at = k.last_at
     FROM unnest(?::int[], ?::text[], ?::text[], ?::timestamptz[], ?::timestamptz[])
       AS k(no, entity_ref, computed_by, first_at, last_at)
     WHERE s.no = k.no`,
    [
      arrayLiteral(rows.map(({ no }) => no)),
      arrayLiteral(rows.map(({ entityRef }) => entityRef)),
      arrayLiteral(rows.map(({ computedBy }) => computedBy)),
      arrayLiteral(rows.map(({ firstAt }) => moment(firstAt))),
      arrayLiteral(rows.map(({ lastAt }) => moment(lastAt))),
    ],
  );
}

/** Forgets services of which nothing is known. */
export async function dropServices(
  tx: Knex,
  numbers: readonly number[],
): Promise<void> {
  if (numbers.length === 0) return;
  await tx.raw('DELETE FROM service WHERE no = ANY(?::int[])', [
    arrayLiteral(numbers),
  ]);
}

/** The services of a set of entities, by name. */
export async function listServices(
  knex: Knex,
  entities: EntitySet,
): Promise<ServiceRow[]> {
  const match = inEntities('entity_ref', entities);
  const result = await knex.raw<{ rows: ServiceRow[] }>(
    `SELECT ${columns} FROM service WHERE ${match.sql}
     ORDER BY service COLLATE "C"`,
    match.bindings,
  );
  return result.rows;
}

/** The newest deployment or push of all; 0: none is known. */
export async function newestKnown(knex: Knex): Promise<number> {
  const result = await knex.raw<{ rows: { at: Date | null }[] }>(
    `SELECT greatest((SELECT max(last_at) FROM service),
       (SELECT max(pushed_at) FROM push_fact)) AS at`,
  );
  return result.rows[0].at?.getTime() ?? 0;
}

/** Services by their numbers. */
export async function servicesByNo(
  knex: Knex,
  numbers: readonly number[],
): Promise<Map<number, ServiceRow>> {
  const result = await knex.raw<{ rows: ServiceRow[] }>(
    `SELECT ${columns} FROM service WHERE no = ANY(?::int[])`,
    [arrayLiteral([...new Set(numbers)])],
  );
  return new Map(result.rows.map(row => [row.no, row]));
}

/** Every service's name. */
export async function serviceNames(knex: Knex): Promise<string[]> {
  const result = await knex.raw<{ rows: { service: string }[] }>(
    'SELECT service FROM service',
  );
  return result.rows.map(({ service }) => service);
}
