import { z } from 'zod';
import { PolicyDecision } from '@backstage/plugin-permission-common';
import {
  compareEnvironments,
  deploymentDisplay,
  pipelinesContract,
  resolveTime,
  TimelineLane,
} from '@quarterdeck/plugin-pipelines-common';
import { RouteOutput } from '@quarterdeck/plugin-portal-common';
import { oneOf } from '../../database/conditions';
import { loadFreezes } from '../../database/deployments/freezeRows';
import { loadIncidents } from '../../database/incidentRows';
import {
  LaneRow,
  loadLanes,
  loadMovedPlaces,
} from '../../database/deployments/places';
import { toIncident } from '../incidents';
import { answerMeta, askedEntities, Reader } from '../reader';
import { freezeVisible, toFreeze } from './freezes';
import { kindOf, stateOf, verificationOf } from './toDeploymentAnswers';

type Routes = typeof pipelinesContract;
type Query = z.output<Routes['deploymentTimeline']['query']>;

/** Deployments of a lane that are sent at most. */
const perLane = 200;
const mostIncidents = 500;

const outcomes = ['succeeded', 'failed', 'aborted'] as const;

const toPoint = (row: LaneRow): TimelineLane['deployments'][number] => {
  const state = stateOf(row.state);
  const verification = verificationOf(row.verification);
  return {
    instance: row.instance,
    externalId: row.externalId,
    label: row.label,
    kind: kindOf(row.kind),
    state,
    outcome: outcomes.find(outcome => outcome === row.outcome) ?? null,
    status: deploymentDisplay(state, verification),
    live: row.live,
    verification,
    startedAt: row.startedAt.toISOString(),
    finishedAt: row.finishedAt?.toISOString() ?? null,
  };
};

/** Deployments, freezes and incidents of a time range, a lane per place. */
export async function answerTimeline(
  reader: Reader,
  query: Query,
  decision: PolicyDecision,
): Promise<RouteOutput<Routes['deploymentTimeline']>> {
  const now = reader.now();
  const range = {
    from: resolveTime(query.from, now),
    to: resolveTime(query.to, now),
  };
  const entities = askedEntities(reader, { decision, ...query });
  const [places, freezes, incidents, meta] = await Promise.all([
    // What stood still since before the range has nothing in it. Where there are
    // too many lanes, those that moved last say most.
    loadMovedPlaces(
      reader.knex,
      entities,
      [
        oneOf('e.environment', query.environment),
        oneOf('e.tier', query.tier),
      ].filter(item => item !== undefined),
      { since: range.from, limit: query.lanes + 1 },
    ),
    loadFreezes(reader.knex, range),
    loadIncidents(reader.knex, entities, range, mostIncidents),
    answerMeta(reader, decision),
  ]);
  const chosen = places.slice(0, query.lanes);
  const rows = await loadLanes(
    reader.knex,
    chosen.map(({ chain }) => chain),
    range,
    perLane + 1,
  );
  const byChain = new Map<string, LaneRow[]>();
  for (const row of rows) {
    const lane = byChain.get(row.chain);
    if (lane) lane.push(row);
    else byChain.set(row.chain, [row]);
  }
  const lanes = chosen
    .filter(({ chain }) => byChain.has(chain))
    .map(place => ({
      key: place.chain,
      entityRef: place.entity_ref,
      environment: place.environment,
      tier: place.tier,
      region: place.region,
      deployments: (byChain.get(place.chain) ?? [])
        .slice(-perLane)
        .map(toPoint),
    }))
    .sort((a, b) =>
      a.entityRef === b.entityRef
        ? compareEnvironments(a, b)
        : Number(a.entityRef > b.entityRef) - 0.5,
    );
  return {
    range: { from: range.from.toISOString(), to: range.to.toISOString() },
    lanes,
    truncated:
      places.length > chosen.length ||
      [...byChain.values()].some(lane => lane.length > perLane),
    freezes: freezes
      .filter(row => freezeVisible(reader, row, decision))
      .map(row => toFreeze(row, now)),
    incidents: incidents.map(toIncident),
    meta,
  };
}
