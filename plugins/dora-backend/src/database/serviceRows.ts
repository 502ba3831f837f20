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
  version: string;
}

const columns = `no, service, entity_ref AS "entityRef", first_at AS "firstAt",
  xmin::text AS version`;

/** The service's number; a new one when there is none yet. */
export async function numberOfService(
  tx: Knex,
  service: string,
): Promise<number> {
  const found = await tx.raw<{ rows: { no: number }[] }>(
    'SELECT no FROM service WHERE service = ?',
    [service],
  );
  if (found.rows[0]) return found.rows[0].no;
  const made = await tx.raw<{ rows: { no: number }[] }>(
    'INSERT INTO service (service) VALUES (?) RETURNING no',
    [service],
  );
  return made.rows[0].no;
}

/** Notes whose it is, by what it was computed and since when it is known. */
export async function describeService(
  tx: Knex,
  row: {
    no: number;
    entityRef: string | null;
    computedBy: string;
    firstAt: number | null;
    lastAt: number | null;
  },
): Promise<void> {
  const date = (moment: number | null) =>
    moment === null ? null : new Date(moment);
  await tx.raw(
    `UPDATE service SET entity_ref = ?, computed_by = ?, first_at = ?, last_at = ?
     WHERE no = ?`,
    [
      row.entityRef,
      row.computedBy,
      date(row.firstAt),
      date(row.lastAt),
      row.no,
    ],
  );
}

/** Forgets a service of which nothing is known. */
export async function dropService(tx: Knex, no: number): Promise<void> {
  await tx.raw('DELETE FROM service WHERE no = ?', [no]);
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
