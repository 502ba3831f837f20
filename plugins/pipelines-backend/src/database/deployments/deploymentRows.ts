import { Knex } from 'knex';
import { EntitySet } from '../../service/entitySet';
import { allOf, Condition, inEntities, where } from '../conditions';
import {
  factColumns,
  shownGateColumns,
  FactRow,
  selectFacts,
  StoredDeployment,
} from '../factRows';
import { FactCursor } from '../listFacts';
import { arrayLiteral } from '../writeRows';
import { DeploymentKey } from './chainRows';

interface Derived {
  label: string | null;
  kind: string;
  kindTold: boolean;
  baseline: string | null;
  live: boolean;
  verification: string | null;
  isLatest: boolean;
  chain: string;
  release: string | null;
  sha: string | null;
  orderedAt: string;
  finishedAt: string | null;
  previous: DeploymentKey | null;
  next: DeploymentKey | null;
}

/** A deployment with what follows from its neighbours. */
export type DeploymentRow = FactRow<StoredDeployment> & Derived;

/** Reads {@link DeploymentRow}s; the statement after FROM. */
async function select(
  knex: Knex,
  rest: string,
  bindings: readonly Knex.RawBinding[],
): Promise<DeploymentRow[]> {
  const result = await knex.raw<{
    rows: (Omit<Derived, 'previous' | 'next' | 'orderedAt' | 'finishedAt'> & {
      instance: string;
      external_id: string;
      project: string;
      subject: string;
      entity_ref: string | null;
      entity_reported: string | null;
      position: string;
      listed_at: Date;
      ordered_at: Date;
      finished_at: Date | null;
      facts: StoredDeployment;
      previous_instance: string | null;
      previous_external_id: string | null;
      next_instance: string | null;
      next_external_id: string | null;
    })[];
  }>(
    `SELECT ${factColumns}, t.label, t.kind, t.kind_told AS "kindTold",
       t.baseline, t.live, t.verification, t.is_latest AS "isLatest", t.chain, t.release, t.sha,
       t.ordered_at, t.finished_at, t.previous_instance,
       t.previous_external_id, t.next_instance, t.next_external_id
     FROM ${rest}`,
    [...bindings],
  );
  const key = (instance: string | null, externalId: string | null) =>
    instance !== null && externalId !== null ? { instance, externalId } : null;
  return result.rows.map(row => ({
    instance: row.instance,
    project: row.project,
    externalId: row.external_id,
    subject: row.subject,
    entityRef: row.entity_ref,
    entityReported: row.entity_reported,
    position: row.position,
    listedAt: row.listed_at.toISOString(),
    facts: row.facts,
    label: row.label,
    kind: row.kind,
    kindTold: row.kindTold,
    baseline: row.baseline,
    live: row.live,
    verification: row.verification,
    isLatest: row.isLatest,
    chain: row.chain,
    release: row.release,
    sha: row.sha,
    orderedAt: row.ordered_at.toISOString(),
    finishedAt: row.finished_at?.toISOString() ?? null,
    previous: key(row.previous_instance, row.previous_external_id),
    next: key(row.next_instance, row.next_external_id),
  }));
}

/** Deployments, newest first. */
export function listDeployments(
  knex: Knex,
  filter: { entities: EntitySet; conditions: readonly Condition[] },
  page: { limit: number; cursor?: FactCursor },
): Promise<DeploymentRow[]> {
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
  return select(
    knex,
    `deployment t WHERE ${match.sql}
     ORDER BY t.listed_at DESC, t.external_id DESC, t.instance DESC, t.project DESC
     LIMIT ?`,
    [...match.bindings, page.limit],
  );
}

/** The deployments with these keys, as far as they are known. */
export function loadDeployments(
  knex: Knex,
  keys: readonly DeploymentKey[],
): Promise<DeploymentRow[]> {
  return select(
    knex,
    `unnest(?::text[], ?::text[]) AS k(instance, external_id)
     JOIN deployment t USING (instance, external_id)`,
    [
      arrayLiteral(keys.map(key => key.instance)),
      arrayLiteral(keys.map(key => key.externalId)),
    ],
  );
}

/** Other attempts of the same run at the same place, oldest first. */
export function loadAttempts(
  knex: Knex,
  row: DeploymentRow,
): Promise<DeploymentRow[]> {
  return select(
    knex,
    `deployment t WHERE t.instance = ? AND t.run_external_id = ?
       AND t.chain = ? AND t.external_id <> ?
     ORDER BY t.run_attempt, t.listed_at, t.external_id LIMIT 50`,
    [row.instance, row.facts.runExternalId ?? null, row.chain, row.externalId],
  );
}

/** The same release of the same entity at other places, newest first. */
export function loadElsewhere(
  knex: Knex,
  row: DeploymentRow,
): Promise<DeploymentRow[]> {
  return select(
    knex,
    `(SELECT DISTINCT ON (d.chain) d.* FROM environment_now e
      JOIN deployment d ON d.chain = e.chain AND d.release = ? AND d.is_latest
      WHERE e.entity_ref = ? AND e.chain <> ?
      ORDER BY d.chain, d.ordered_at DESC) t
     ORDER BY t.ordered_at DESC LIMIT 50`,
    [row.release, row.entityRef, row.chain],
  );
}

/** Deployments that say they repair this one. */
export function loadRepairs(
  knex: Knex,
  row: DeploymentRow,
): Promise<DeploymentRow[]> {
  return select(
    knex,
    `deployment t WHERE t.chain = ? AND t.listed_at >= ?::timestamptz
       AND t.facts->>'remediates' = ? LIMIT 20`,
    [row.chain, row.listedAt, row.externalId],
  );
}

/** Gates of a deployment: its own, and those of its run for this environment. */
export function loadDeploymentGates<Gate>(
  knex: Knex,
  table: Parameters<typeof selectFacts<Gate>>[1],
  row: DeploymentRow,
): Promise<FactRow<Gate>[]> {
  return selectFacts(
    knex,
    table,
    `SELECT ${shownGateColumns} FROM gate t
     WHERE t.instance = ? AND (
       (t.run_external_id = ? AND
         coalesce(t.facts->>'environment', ?) = ? AND
         coalesce(t.facts->>'deploymentExternalId', ?) = ?)
       OR (t.deployment_external_id = ?))
     ORDER BY t.listed_at, t.external_id LIMIT 100`,
    [
      row.instance,
      row.facts.runExternalId ?? '',
      row.facts.environment.name,
      row.facts.environment.name,
      row.externalId,
      row.externalId,
      row.externalId,
    ],
  );
}
