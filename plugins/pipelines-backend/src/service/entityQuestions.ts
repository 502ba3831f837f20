import { z } from 'zod';
import { NotAllowedError } from '@backstage/errors';
import { PolicyDecision } from '@backstage/plugin-permission-common';
import {
  pipelinesContract,
  StatusDisplay,
  statusDisplay,
  statusKeys,
} from '@quarterdeck/plugin-pipelines-common';
import { RouteOutput } from '@quarterdeck/plugin-portal-common';
import {
  facetLimit,
  hasRuns,
  loadActiveRuns,
  loadFacets,
  loadLastRuns,
} from '../database/entityRuns';
import { gateTable } from '../database/factRows';
import { HeadRow, listHeads } from '../database/headQueries';
import { listGates } from '../database/listFacts';
import { where } from '../database/conditions';
import { loadMedians } from '../database/runDetail';
import { holds, intersection, onlyEntities } from './entitySet';
import { describeFailing, headsActiveSince, loadHeadRuns } from './failingNow';
import { measured } from './measured';
import { answerMeta, askedEntities, Reader } from './reader';
import { toGate, toRunSummary, toStripRun } from './toAnswers';

type Routes = typeof pipelinesContract;
type Query<Name extends keyof Routes> = z.output<Routes[Name]['query']>;

const dayMs = 86_400_000;
const headLimit = 200;

/** The worst of some pipelines, and since when it is so. */
function worstOf(heads: readonly HeadRow[]): {
  status: StatusDisplay | null;
  since: string | null;
} {
  const failing = heads.filter(head => head.failing);
  if (failing.length > 0) {
    const since = failing
      .map(head => (head.red_since ?? head.last_at).toISOString())
      .sort();
    return { status: statusDisplay('failed'), since: since[0] ?? null };
  }
  const last = heads.map(head => head.last_at.toISOString()).sort();
  return heads.length > 0
    ? { status: statusDisplay('passed'), since: last.at(-1) ?? null }
    : { status: null, since: null };
}

const statusOf = (text: string) =>
  statusDisplay(statusKeys.find(key => key === text) ?? 'unknown');

function median(values: readonly number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  const low = sorted[Math.floor(middle)];
  const high = sorted[Math.ceil(middle)];
  return low === undefined || high === undefined ? null : (low + high) / 2;
}

/** What an entity's card and tab show: default branch now, and the strip. */
export async function answerEntitySummary(
  reader: Reader,
  params: { kind: string; namespace: string; name: string },
  runs: number,
  decision: PolicyDecision,
): Promise<RouteOutput<Routes['entitySummary']>> {
  const { knex } = reader;
  const now = reader.now();
  const entityRef =
    `${params.kind}:${params.namespace}/${params.name}`.toLocaleLowerCase(
      'en-US',
    );
  if (!holds(reader.visible(decision), entityRef)) {
    throw new NotAllowedError(`You may not see the runs of ${entityRef}.`);
  }
  const [heads, active, lastRuns, found, meta] = await Promise.all([
    listHeads(knex, onlyEntities([entityRef]), {
      activeSince: headsActiveSince(now),
      limit: headLimit,
    }),
    loadActiveRuns(knex, entityRef),
    loadLastRuns(knex, [entityRef], runs),
    hasRuns(knex, entityRef),
    answerMeta(reader, decision),
  ]);
  const [runOf, failing] = await Promise.all([
    loadHeadRuns(knex, heads),
    describeFailing(knex, heads),
  ]);
  const pipelines = await Promise.all(
    heads.flatMap(head => {
      const run = runOf(head.last_external_id, head, head.last_attempt);
      if (!run) return [];
      const samePipeline = (row: {
        instance: string;
        project: string;
        pipelineKey: string;
      }) =>
        row.instance === head.instance &&
        row.project === head.project &&
        row.pipelineKey === head.pipeline_key;
      const running = active.find(samePipeline);
      const since = new Date(now.getTime() - 28 * dayMs);
      return [
        loadMedians(knex, run, since).then(medians => ({
          instance: head.instance,
          project: head.project,
          pipeline: {
            key: head.pipeline_key,
            name: head.pipeline_name,
            path: head.pipeline_path,
          },
          branch: head.branch,
          status: statusOf(head.last_status),
          run: toRunSummary(run),
          activeRun: running ? toRunSummary(running) : null,
          medianRunSeconds: measured(medians.run, medians.n),
          failing:
            failing.find(item =>
              samePipeline({ ...item, pipelineKey: item.pipeline.key }),
            ) ?? null,
        })),
      ];
    }),
  );
  const durations = lastRuns.flatMap(run => run.runSeconds ?? []);
  return {
    entityRef,
    status: worstOf(heads).status,
    pipelines,
    lastRuns: lastRuns.reverse().map(toStripRun),
    medianRunSeconds: measured(median(durations), durations.length),
    hasRuns: found,
    meta,
  };
}

const homeRuns = 20;

/** The services of a person or team, those that fail first. */
export async function answerHome(
  reader: Reader,
  query: Query<'home'>,
  decision: PolicyDecision,
): Promise<RouteOutput<Routes['home']>> {
  const { knex } = reader;
  const now = reader.now();
  const inScope = reader.index.inScope(query.scope);
  const entities = intersection(
    onlyEntities(inScope),
    reader.visible(decision),
  );
  const [heads, gates, meta] = await Promise.all([
    listHeads(knex, entities, {
      activeSince: headsActiveSince(now),
      limit: 1000,
    }),
    listGates(
      knex,
      gateTable,
      {
        entities,
        conditions: [
          where('t.waiting'),
          where(
            `NOT EXISTS (SELECT FROM pipeline_run r
             WHERE r.instance = t.instance AND r.external_id = t.run_external_id
               AND r.attempt = coalesce(t.run_attempt, 1) AND NOT r.active)`,
          ),
        ],
      },
      { limit: 20 },
    ),
    answerMeta(reader, decision),
  ]);
  const services = entities.refs
    .map(entityRef => ({
      entityRef,
      ...worstOf(heads.filter(head => head.entity_ref === entityRef)),
    }))
    // A scope also holds APIs, databases and systems; only what has runs or
    // could have them is a service.
    .filter(
      ({ entityRef, status }) =>
        status !== null || entityRef.startsWith('component:'),
    );
  const rank = (status: StatusDisplay | null) =>
    status === null ? 2 : Number(status.key !== 'failed');
  services.sort(
    (a, b) =>
      rank(a.status) - rank(b.status) || (a.entityRef < b.entityRef ? -1 : 1),
  );
  const shown = services.slice(0, query.limit);
  const runs = await loadLastRuns(
    knex,
    shown.map(service => service.entityRef),
    homeRuns,
  );
  return {
    services: shown.map(service => ({
      ...service,
      lastRuns: runs
        .filter(run => run.entityRef === service.entityRef)
        .reverse()
        .map(toStripRun),
    })),
    serviceCount: services.length,
    failing: await describeFailing(knex, heads),
    waitingGates: gates.map(gate => toGate(gate, now)),
    meta,
  };
}

/** What the filters can be set to. */
export async function answerFacets(
  reader: Reader,
  query: Query<'facets'>,
  decision: PolicyDecision,
): Promise<RouteOutput<Routes['facets']>> {
  const entities = askedEntities(reader, { decision, ...query });
  const rows = await loadFacets(reader.knex, entities, query.q ?? '');
  const names = (facet: string) =>
    rows.filter(row => row.facet === facet).map(row => row.name);
  const lists = {
    entities: names('entity'),
    pipelines: names('pipeline'),
    branches: names('branch'),
    actors: names('actor'),
  };
  const capped = Object.values(lists).some(list => list.length > facetLimit);
  return {
    entities: lists.entities.slice(0, facetLimit),
    pipelines: lists.pipelines.slice(0, facetLimit),
    branches: lists.branches.slice(0, facetLimit),
    actors: lists.actors.slice(0, facetLimit),
    capped,
  };
}
