import { Knex } from 'knex';
import { EnvironmentTier } from '@quarterdeck/plugin-pipelines-common';
import { EntitySet } from '../../service/entitySet';
import { allOf, Condition, inEntities } from '../conditions';
import { arrayLiteral } from '../writeRows';

/** A row of `environment_now`: what a service runs in a place. */
export interface PlaceRow {
  chain: string;
  entity_ref: string;
  instance: string;
  project: string;
  environment: string;
  region: string | null;
  tier: EnvironmentTier;
  live_instance: string | null;
  live_external_id: string | null;
  live_label: string | null;
  live_version: string | null;
  live_sha: string | null;
  live_release: string | null;
  live_kind: string | null;
  live_since: Date | null;
  live_url: string | null;
  live_verification: string | null;
  latest_instance: string | null;
  latest_external_id: string | null;
  latest_label: string | null;
  latest_state: string | null;
  latest_kind: string | null;
  latest_at: Date | null;
  latest_rollout: {
    phase?: string;
    step?: number;
    steps?: number;
    setWeight?: number;
    actualWeight?: number;
  } | null;
  behind_commits: number | null;
  behind_reason: string | null;
}

const placeColumns = `e.chain, e.entity_ref, e.instance, e.project,
  e.environment, e.region, e.tier, e.live_instance, e.live_external_id,
  e.live_label, e.live_version, e.live_sha, e.live_release, e.live_kind,
  e.live_since, e.live_url, e.live_verification, e.latest_instance, e.latest_external_id,
  e.latest_label, e.latest_state, e.latest_kind, e.latest_at, e.latest_rollout,
  e.behind_commits, e.behind_reason`;

/** Places of claimed services, by service: a chain begins with its entity. */
export async function loadPlaces(
  knex: Knex,
  entities: EntitySet,
  conditions: readonly Condition[],
): Promise<PlaceRow[]> {
  const match = allOf([inEntities('e.entity_ref', entities), ...conditions]);
  const result = await knex.raw<{ rows: PlaceRow[] }>(
    `SELECT ${placeColumns} FROM environment_now e
     WHERE e.entity_ref IS NOT NULL AND ${match.sql}
     ORDER BY e.chain LIMIT 50000`,
    match.bindings,
  );
  return result.rows;
}

/** Places something moved in since a time, those that moved last first. */
export async function loadMovedPlaces(
  knex: Knex,
  entities: EntitySet,
  conditions: readonly Condition[],
  page: { since: Date; limit: number },
): Promise<PlaceRow[]> {
  const match = allOf([inEntities('e.entity_ref', entities), ...conditions]);
  const moved = 'greatest(e.live_since, e.latest_at)';
  const result = await knex.raw<{ rows: PlaceRow[] }>(
    `SELECT ${placeColumns} FROM environment_now e
     WHERE e.entity_ref IS NOT NULL AND ${match.sql}
       AND ${moved} >= ?::timestamptz
     ORDER BY ${moved} DESC, e.chain LIMIT ?`,
    [...match.bindings, page.since, page.limit],
  );
  return result.rows;
}

/** A gate that waits, by the place it holds. */
export interface WaitingGateRow {
  instance: string;
  project: string;
  externalId: string;
  entityRef: string;
  environment: string;
  kind: string;
  askedAt: Date;
  deploymentExternalId: string | null;
  label: string | null;
}

/** Gates that wait before an environment. */
export async function loadWaitingGates(
  knex: Knex,
  entities: EntitySet,
): Promise<WaitingGateRow[]> {
  const match = inEntities('g.entity_ref', entities);
  const result = await knex.raw<{ rows: WaitingGateRow[] }>(
    `SELECT g.instance, g.project, g.external_id AS "externalId",
       g.entity_ref AS "entityRef",
       coalesce(g.facts->>'environment', d.environment) AS environment,
       g.facts->>'kind' AS kind, g.listed_at AS "askedAt",
       d.external_id AS "deploymentExternalId",
       coalesce(d.label, left(g.facts->>'sha', 7)) AS label
     FROM gate g
     LEFT JOIN deployment d ON d.instance = g.instance
       AND d.external_id = g.deployment_external_id
     WHERE g.waiting AND g.entity_ref IS NOT NULL AND (${match.sql})
       AND coalesce(g.facts->>'environment', d.environment) IS NOT NULL
       -- Providers do not always tell that a gate of an ended run is void.
       AND NOT EXISTS (SELECT FROM pipeline_run r
         WHERE r.instance = g.instance AND r.external_id = g.run_external_id
           AND r.attempt = coalesce(g.run_attempt, 1) AND NOT r.active)
     ORDER BY g.listed_at, g.external_id LIMIT 1000`,
    match.bindings,
  );
  return result.rows;
}

/** Deployments per hour within some ranges; hours without any are left out. */
export async function countByHour(
  knex: Knex,
  entities: EntitySet,
  conditions: readonly Condition[],
  ranges: readonly { from: Date; to: Date }[],
): Promise<{ hour: Date; count: number }[]> {
  const match = allOf([inEntities('t.entity_ref', entities), ...conditions]);
  const result = await knex.raw<{ rows: { hour: Date; count: string }[] }>(
    // Range by range, so that the planner knows how few hours come out of it and
    // counts instead of sorting: 7 ms instead of 21 of 33,000 deployments.
    `SELECT h.hour, sum(h.count) AS count
     FROM unnest(?::timestamptz[], ?::timestamptz[]) AS r(since, until)
     CROSS JOIN LATERAL (
       SELECT date_bin('1 hour', t.ordered_at, 'epoch') AS hour,
         count(*) AS count
       FROM deployment t
       WHERE t.is_latest AND t.ordered_at >= r.since AND t.ordered_at < r.until
         AND (${match.sql})
       GROUP BY 1 OFFSET 0) h
     GROUP BY 1 ORDER BY 1`,
    [
      arrayLiteral(ranges.map(({ from }) => from.toISOString())),
      arrayLiteral(ranges.map(({ to }) => to.toISOString())),
      ...match.bindings,
    ],
  );
  return result.rows.map(row => ({ hour: row.hour, count: Number(row.count) }));
}

/** A deployment as a lane of the timeline shows it. */
export interface LaneRow {
  chain: string;
  entityRef: string;
  environment: string;
  region: string | null;
  tier: EnvironmentTier;
  instance: string;
  externalId: string;
  label: string | null;
  kind: string;
  state: string;
  outcome: string | null;
  live: boolean;
  verification: string | null;
  startedAt: Date;
  finishedAt: Date | null;
}

/** The deployments of these chains in a range, oldest first in each. */
export async function loadLanes(
  knex: Knex,
  chains: readonly string[],
  range: { from: Date; to: Date },
  perLane: number,
): Promise<LaneRow[]> {
  const result = await knex.raw<{ rows: LaneRow[] }>(
    `SELECT d.* FROM unnest(?::text[]) WITH ORDINALITY AS k(chain, lane)
     CROSS JOIN LATERAL (
       SELECT t.chain, t.entity_ref AS "entityRef", t.environment, t.region,
         t.tier, t.instance, t.external_id AS "externalId", t.label, t.kind,
         t.state, t.outcome, t.live, t.verification, t.finished_at AS "finishedAt",
         least(t.listed_at, t.ordered_at) AS "startedAt"
       FROM deployment t
       WHERE t.chain = k.chain AND t.is_latest
         AND t.ordered_at >= ? AND t.ordered_at < ?
       ORDER BY t.ordered_at DESC LIMIT ?) d
     ORDER BY k.lane, d."startedAt", d."externalId"`,
    [arrayLiteral(chains), range.from, range.to, perLane],
  );
  return result.rows;
}
