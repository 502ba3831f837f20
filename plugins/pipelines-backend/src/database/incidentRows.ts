import { Knex } from 'knex';
import { IncidentReport } from '@quarterdeck/plugin-ingest-common';
import { EntitySet } from '../service/entitySet';
import { inEntities } from './conditions';
import { factColumns, FactRow, FactTable, selectFacts } from './factRows';

/** An incident, kept where its provider names a service. */
export type StoredIncident = IncidentReport & { project: string };

/** When users were well again; `null` while they are not. */
export function incidentEnd(facts: IncidentReport): string | null {
  const over = facts.state === 'resolved' || facts.state === 'closed';
  return over ? facts.resolvedAt ?? facts.observedAt : null;
}

export const incidentTable: FactTable<StoredIncident> = {
  name: 'incident',
  projectIsKey: false,
  columns: [
    { name: 'instance', type: 'text', value: row => row.instance, key: true },
    { name: 'project', type: 'text', value: row => row.project },
    { name: 'external_id', type: 'text', value: r => r.externalId, key: true },
    { name: 'subject', type: 'text', value: row => row.subject },
    { name: 'entity_ref', type: 'text', value: row => row.entityRef },
    { name: 'entity_reported', type: 'text', value: r => r.entityReported },
    { name: 'position', type: 'bigint', value: row => row.position },
    { name: 'listed_at', type: 'timestamptz', value: row => row.listedAt },
    {
      name: 'ended_at',
      type: 'timestamptz',
      value: row => incidentEnd(row.facts),
    },
    { name: 'facts', json: row => row.facts },
  ],
};

/** A duplicate says nothing that its original does not. */
const original = "t.facts->>'duplicateOf' IS NULL";

/** Incidents that were open at some time of a range, oldest first. */
export async function loadIncidents(
  knex: Knex,
  entities: EntitySet,
  range: { from: Date; to: Date },
  limit: number,
): Promise<FactRow<StoredIncident>[]> {
  const match = inEntities('t.entity_ref', entities);
  return selectFacts(
    knex,
    incidentTable,
    `SELECT ${factColumns} FROM incident t
     WHERE (${match.sql}) AND ${original}
       AND t.listed_at < ? AND (t.ended_at IS NULL OR t.ended_at >= ?)
     ORDER BY t.listed_at DESC, t.external_id LIMIT ?`,
    [...match.bindings, range.to, range.from, limit],
  );
}

/** What an incident may name, and the time in which the deployment was what ran. */
export interface IncidentQuestion {
  instance: string;
  externalId: string;
  entityRef: string | null;
  environment: string;
  /** Commits, versions and digests of the deployment. */
  names: readonly string[];
  /** `null`: it never arrived. */
  from: string | null;
  /** `null`: it still runs. */
  to: string | null;
}

/** Incidents that name a deployment, or began while it was what ran. */
export async function loadDeploymentIncidents(
  knex: Knex,
  entities: EntitySet,
  asked: IncidentQuestion,
): Promise<FactRow<StoredIncident>[]> {
  const match = inEntities('t.entity_ref', entities);
  const { instance, externalId, entityRef, environment } = asked;
  return selectFacts(
    knex,
    incidentTable,
    `SELECT ${factColumns} FROM incident t
     WHERE (${match.sql}) AND ${original} AND (
       t.facts->'causes' @> ?::jsonb
       OR (t.entity_ref = ? AND EXISTS (
         SELECT FROM jsonb_array_elements(t.facts->'causes') c
         WHERE c->>'kind' IN ('commit', 'version', 'artifact')
           AND c->>'id' = ANY(?::text[])))
       OR (t.entity_ref = ? AND t.listed_at >= ?::timestamptz
         AND t.listed_at < coalesce(?::timestamptz, 'infinity')
         AND coalesce(t.facts->>'environment', ?) = ?
         AND coalesce(t.facts->>'changeRelated', 'true') <> 'false'))
     ORDER BY t.listed_at DESC, t.external_id LIMIT 100`,
    [
      ...match.bindings,
      JSON.stringify([{ kind: 'deployment', instance, id: externalId }]),
      entityRef,
      [...asked.names],
      entityRef,
      asked.from,
      asked.to,
      environment,
      environment,
    ],
  );
}
