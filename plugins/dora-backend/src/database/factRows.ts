import { Knex } from 'knex';
import {
  arrayLiteral,
  Columns,
  upsertRows,
} from '@quarterdeck/plugin-portal-node';

/** Tables of facts, all of one form. */
export type FactTable =
  | 'deployment_fact'
  | 'change_fact'
  | 'gate_fact'
  | 'incident_fact';

/** The natural key of a fact. */
export interface FactKey {
  instance: string;
  /** The project where it is part of the key, else empty. */
  place: string;
  externalId: string;
}

/** A fact, and whose it is. */
export interface FactRow<Facts extends object> extends FactKey {
  project: string;
  subject: string;
  service: string;
  entityRef: string | null;
  entityReported: string | null;
  position: string;
  facts: Facts;
}

const columns = <Facts extends object>(): Columns<FactRow<Facts>> => [
  { name: 'instance', type: 'text', value: row => row.instance, key: true },
  { name: 'place', type: 'text', value: row => row.place, key: true },
  { name: 'external_id', type: 'text', value: r => r.externalId, key: true },
  { name: 'project', type: 'text', value: row => row.project },
  { name: 'subject', type: 'text', value: row => row.subject },
  { name: 'service', type: 'text', value: row => row.service },
  { name: 'entity_ref', type: 'text', value: row => row.entityRef },
  { name: 'entity_reported', type: 'text', value: row => row.entityReported },
  { name: 'position', type: 'bigint', value: row => row.position },
  { name: 'facts', json: row => row.facts },
];

/** Columns of {@link FactRow} of the table `t`. */
const factColumns = `t.instance, t.place, t.external_id AS "externalId",
  t.project, t.subject, t.service, t.entity_ref AS "entityRef",
  t.entity_reported AS "entityReported", t.position::text AS position, t.facts`;

/** The stored rows of these keys. */
export async function loadFacts<Facts extends object>(
  tx: Knex,
  table: FactTable,
  keys: readonly FactKey[],
): Promise<FactRow<Facts>[]> {
  if (keys.length === 0) return [];
  const result = await tx.raw<{ rows: FactRow<Facts>[] }>(
    `SELECT ${factColumns} FROM ${table} t
     JOIN unnest(?::text[], ?::text[], ?::text[]) AS k(instance, place, external_id)
       USING (instance, place, external_id)`,
    [
      arrayLiteral(keys.map(key => key.instance)),
      arrayLiteral(keys.map(key => key.place)),
      arrayLiteral(keys.map(key => key.externalId)),
    ],
  );
  return result.rows;
}

/** Writes facts by their natural key. */
export function upsertFacts<Facts extends object>(
  tx: Knex,
  table: FactTable,
  rows: readonly FactRow<Facts>[],
): Promise<void> {
  return upsertRows(tx, table, columns<Facts>(), rows);
}

/** The rows whose subject lies in a project of this name. */
export async function loadProjectFacts<Facts extends object>(
  tx: Knex,
  table: FactTable,
  project: string,
): Promise<FactRow<Facts>[]> {
  const result = await tx.raw<{ rows: FactRow<Facts>[] }>(
    `SELECT ${factColumns} FROM ${table} t WHERE t.project = ?`,
    [project],
  );
  return result.rows;
}
