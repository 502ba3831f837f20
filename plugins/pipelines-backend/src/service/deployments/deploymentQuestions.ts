import { z } from 'zod';
import { NotFoundError } from '@backstage/errors';
import { PolicyDecision } from '@backstage/plugin-permission-common';
import {
  deploymentDisplay,
  deploymentStepper,
  pipelinesContract,
  resolveTime,
} from '@quarterdeck/plugin-pipelines-common';
import {
  decodeCursor,
  encodeCursor,
  RouteOutput,
} from '@quarterdeck/plugin-portal-common';
import { likeText, oneOf, where } from '../../database/conditions';
import { loadCommitChanges } from '../../database/deployments/commitChanges';
import {
  loadArrivedCommits,
  loadCommitPlaces,
} from '../../database/deployments/commitLine';
import {
  DeploymentRow,
  listDeployments,
  loadAttempts,
  loadDeploymentGates,
  loadDeployments,
  loadElsewhere,
  loadRepairs,
} from '../../database/deployments/deploymentRows';
import { loadFreezes } from '../../database/deployments/freezeRows';
import { loadDeploymentSteps } from '../../database/deployments/rolloutSteps';
import { gateTable } from '../../database/factRows';
import { loadRuns } from '../../database/runRows';
import { holds } from '../entitySet';
import { answerMeta, askedEntities, Reader } from '../reader';
import { toChange, toGate, toRunSummary } from '../toAnswers';
import { Between, commitsBetween, placeOrder } from './commitsBetween';
import { toDeployedCommits } from './deployedCommits';
import { medianOf } from './deploymentDays';
import { createFrozenAt } from './freezes';
import { toDeploymentSummary, toRolloutStep } from './toDeploymentAnswers';

type Routes = typeof pipelinesContract;
type Query<Name extends keyof Routes> = z.output<Routes[Name]['query']>;

const factCursor = z.tuple([
  z.iso.datetime(),
  z.string(),
  z.string(),
  z.string(),
]);

/** Text of the list: version or commit from its start, environment, or who. */
function textCondition(text: string) {
  const start = `${likeText(text)}%`;
  return where(
    `t.label ILIKE ? OR t.sha LIKE ? OR t.environment ILIKE ?
     OR t.actor_login ILIKE ?`,
    start,
    `${likeText(text.toLocaleLowerCase('en-US'))}%`,
    start,
    start,
  );
}

/** A page of deployments. */
export async function answerDeployments(
  reader: Reader,
  query: Query<'listDeployments'>,
  decision: PolicyDecision,
): Promise<RouteOutput<Routes['listDeployments']>> {
  const now = reader.now();
  const text = query.q?.trim();
  const conditions = [
    query.attempts ? undefined : where('t.is_latest'),
    query.project ? where('t.project = ?', query.project) : undefined,
    oneOf('t.environment', query.environment),
    oneOf('t.tier', query.tier),
    oneOf('t.region', query.region),
    oneOf('t.state', query.state),
    oneOf('t.kind', query.kind),
    query.from
      ? where('t.listed_at >= ?', resolveTime(query.from, now))
      : undefined,
    query.to ? where('t.listed_at < ?', resolveTime(query.to, now)) : undefined,
    text ? textCondition(text) : undefined,
  ].filter(item => item !== undefined);
  const [rows, meta] = await Promise.all([
    listDeployments(
      reader.knex,
      {
        entities: askedEntities(reader, { decision, ...query }),
        conditions,
      },
      {
        limit: query.limit + 1,
        cursor: query.cursor
          ? decodeCursor(query.cursor, factCursor)
          : undefined,
      },
    ),
    answerMeta(reader, decision),
  ]);
  const items = rows.slice(0, query.limit);
  const last = items.at(-1);
  return {
    items: items.map(toDeploymentSummary),
    nextCursor:
      last && rows.length > items.length
        ? encodeCursor([
            last.listedAt,
            last.externalId,
            last.instance,
            last.project,
          ])
        : null,
    meta,
  };
}

/** The deployments with these keys; not found also where one may not be seen. */
async function findDeployments(
  reader: Reader,
  keys: readonly { instance: string; externalId: string }[],
  decision: PolicyDecision,
): Promise<DeploymentRow[]> {
  const rows = await loadDeployments(reader.knex, keys);
  const visible = reader.visible(decision);
  return keys.map(key => {
    const row = rows.find(
      item =>
        item.instance === key.instance && item.externalId === key.externalId,
    );
    if (!row || !holds(visible, row.entityRef)) {
      throw new NotFoundError(
        `No deployment ${key.externalId} is known, or it belongs to a team whose deployments you may not see.`,
      );
    }
    return row;
  });
}

/** Arrived deployments that are looked at to tell what ran here before. */
const earlierLimit = 100;

/** Those commits of a range that ran here before: after a rollback they come again. */
async function ranBefore(
  reader: Reader,
  row: DeploymentRow,
  between: Between,
): Promise<Set<string>> {
  const { on, commits } = between;
  if (!on || commits.length === 0) return new Set();
  const earlier = await loadArrivedCommits(
    reader.knex,
    row.chain,
    row.orderedAt,
    earlierLimit,
  );
  const places = await loadCommitPlaces(reader.knex, on, [
    ...earlier,
    ...commits.map(({ sha }) => sha),
  ]);
  const placeOf = new Map(places.map(place => [place.sha, place]));
  const furthest = earlier
    .flatMap(sha => placeOf.get(sha) ?? [])
    .sort(placeOrder)
    .at(-1);
  if (!furthest) return new Set();
  return new Set(
    commits.flatMap(({ sha }) => {
      const place = placeOf.get(sha);
      return place && placeOrder(place, furthest) <= 0 ? [sha] : [];
    }),
  );
}

async function describeCommits(
  reader: Reader,
  row: DeploymentRow,
  previous: DeploymentRow | undefined,
) {
  const between: Between = previous
    ? await commitsBetween(reader.knex, row, previous.sha, row.sha)
    : {
        commits: [],
        count: { commits: null, reason: 'no_environment_before' },
        compareUrl: null,
        on: null,
      };
  // A rollback takes commits away: it brings none.
  const brings = (between.count.commits ?? 1) > 0;
  const commits = brings ? between.commits : [];
  const items = toDeployedCommits(commits, {
    finishedAt:
      row.facts.outcome === 'succeeded' && row.baseline === null
        ? row.finishedAt
        : null,
    ranBefore: await ranBefore(reader, row, { ...between, commits }),
  });
  return {
    items,
    count: between.count,
    compareUrl: between.compareUrl,
    medianLeadTimeSeconds: medianOf(
      items.flatMap(({ leadTimeSeconds }) => leadTimeSeconds ?? []),
    ),
  };
}

function linksOf(row: DeploymentRow, runUrl: string | null | undefined) {
  const { facts } = row;
  const links: [string, string | null | undefined][] = [
    ['Deployment', facts.url],
    [facts.environment.name, facts.environment.url],
    ['Run', runUrl],
  ];
  return links.flatMap(([label, url]) => (url ? [{ label, url }] : []));
}

/** Everything the deployment page shows. */
export async function answerGetDeployment(
  reader: Reader,
  params: { instance: string; externalId: string },
  decision: PolicyDecision,
): Promise<RouteOutput<Routes['getDeployment']>> {
  const { knex } = reader;
  const [row] = await findDeployments(reader, [params], decision);
  if (!row) throw new NotFoundError('No such deployment is known.');
  const now = reader.now();
  const { facts, instance } = row;
  const { runExternalId } = facts;
  const began = new Date(facts.startedAt ?? facts.createdAt ?? row.orderedAt);
  const neighbours = [row.previous, row.next].filter(key => key !== null);
  const remediates = facts.remediates
    ? { instance, externalId: facts.remediates }
    : null;
  const [
    steps,
    gates,
    attempts,
    elsewhere,
    repairs,
    near,
    runs,
    freezes,
    meta,
  ] = await Promise.all([
    loadDeploymentSteps(knex, row),
    loadDeploymentGates(knex, gateTable, row),
    runExternalId ? loadAttempts(knex, row) : [],
    row.release && row.entityRef ? loadElsewhere(knex, row) : [],
    loadRepairs(knex, row),
    loadDeployments(knex, neighbours),
    runExternalId
      ? loadRuns(knex, [{ instance, externalId: runExternalId }])
      : [],
    loadFreezes(knex, { from: began, to: new Date(now.getTime() + 1) }),
    answerMeta(reader, decision),
  ]);
  const nearBy = (key: DeploymentRow['previous']) =>
    near.find(
      item =>
        key !== null &&
        item.instance === key.instance &&
        item.externalId === key.externalId,
    );
  const previous = nearBy(row.previous);
  const next = nearBy(row.next);
  const commits = await describeCommits(reader, row, previous);
  const changes = await loadCommitChanges(knex, row, [
    ...(row.sha ? [row.sha] : []),
    ...commits.items.map(({ sha }) => sha),
  ]);
  const run =
    runs.find(({ attempt }) => attempt === facts.runAttempt) ??
    [...runs].sort((a, b) => b.attempt - a.attempt)[0];
  const parts = {
    deployment: toDeploymentSummary(row),
    rolloutSteps: steps.map(toRolloutStep),
    gates: gates.map(gate => toGate(gate, now)),
    run: run ? toRunSummary(run) : null,
  };
  const frozenAt = createFrozenAt(freezes, reader.index);
  const place = {
    entityRef: row.entityRef,
    environment: facts.environment.name,
    tier: facts.environment.tier,
  };
  return {
    ...parts,
    revisions: facts.revisions.map(item => ({
      repo: item.repo,
      sha: item.sha,
      previousSha: item.previousSha ?? null,
    })),
    artifacts: facts.artifacts.map(item => ({
      name: item.name,
      version: item.version ?? null,
      digest: item.digest ?? null,
      purl: item.purl ?? null,
    })),
    stepper: deploymentStepper(parts),
    commits,
    changes: changes.map(toChange),
    gateWaitSeconds: parts.gates.length
      ? parts.gates.reduce((sum, gate) => sum + (gate.waitSeconds ?? 0), 0)
      : null,
    jobExternalId: facts.jobExternalId ?? null,
    attempts: attempts.map(toDeploymentSummary),
    previous: previous ? toDeploymentSummary(previous) : null,
    next: next ? toDeploymentSummary(next) : null,
    elsewhere: elsewhere.map(toDeploymentSummary),
    remediates,
    remediatedBy: repairs.map(item => ({
      instance: item.instance,
      externalId: item.externalId,
    })),
    history: (facts.history ?? []).map(seen => ({
      state: seen.state,
      status: deploymentDisplay(seen.state),
      rawState: seen.rawState ?? null,
      at: seen.at,
      receipt: seen.receipt ?? null,
    })),
    links: linksOf(row, run?.facts.url),
    frozen: frozenAt(place, now),
    startedInFreeze: frozenAt(place, began),
    meta,
  };
}

/** Two deployments, and the commits between them. */
export async function answerCompare(
  reader: Reader,
  query: Query<'compareDeployments'>,
  decision: PolicyDecision,
): Promise<RouteOutput<Routes['compareDeployments']>> {
  const [left, right] = await findDeployments(
    reader,
    [
      { instance: query.leftInstance, externalId: query.leftExternalId },
      { instance: query.rightInstance, externalId: query.rightExternalId },
    ],
    decision,
  );
  if (!left || !right) throw new NotFoundError('No such deployment is known.');
  const sameProject =
    left.instance === right.instance && left.project === right.project;
  const sameRelease = left.release !== null && left.release === right.release;
  const between: Between = sameProject
    ? await commitsBetween(reader.knex, left, left.sha, right.sha)
    : {
        commits: [],
        count: { commits: null, reason: 'other_repository' },
        compareUrl: null,
        on: null,
      };
  const { commits } = between.count;
  const ahead = (commits ?? 0) > 0 ? 'right' : 'left';
  const count =
    commits === null ? between.count : { commits: Math.abs(commits) };
  return {
    left: toDeploymentSummary(left),
    right: toDeploymentSummary(right),
    sameRelease,
    ahead: commits === null || commits === 0 ? null : ahead,
    commits: {
      items: toDeployedCommits(between.commits, {
        finishedAt: null,
        ranBefore: new Set(),
      }),
      count: sameRelease ? { commits: 0 } : count,
      compareUrl: between.compareUrl,
    },
    meta: await answerMeta(reader, decision),
  };
}
