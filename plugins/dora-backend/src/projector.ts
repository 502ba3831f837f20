import { AnyLogEvent } from '@quarterdeck/plugin-ingest-node';
import { soleDeployment } from '@quarterdeck/plugin-portal-common';
import { Knex } from 'knex';
import { recordFreshness } from '@quarterdeck/plugin-portal-node';
import { markDirty, Touched } from './database/dirtyServices';
import { FactRow } from './database/factRows';
import {
  addIncidentLinks,
  addNamedShas,
  addServiceRepos,
  mergedOf,
  TrafficRow,
  upsertReviews,
  upsertTraffic,
} from './database/smallFacts';
import {
  changeRule,
  deploymentRule,
  gateRule,
  incidentRule,
  StoredDeployment,
  turnsOf,
} from './service/factRules';
import { projectClaims } from './service/projectClaims';
import { FactEvent, projectFacts } from './service/projectFacts';
import { projectPushes } from './service/projectPushes';
import { repoOf } from './service/repoKey';
import { revisionsOf } from './service/revisionsOf';

/**
 * Whether samples may follow from it: it went to production, and ended, or it
 * is a later attempt, which makes those before it attempts.
 */
function hasSamples(row: FactRow<StoredDeployment> | undefined): boolean {
  if (row?.facts.environment.tier !== 'production') return false;
  const { outcome, state, runAttempt = 1 } = row.facts;
  return outcome !== undefined || state === 'superseded' || runAttempt > 1;
}

async function projectDeployments(
  tx: Knex,
  batch: readonly AnyLogEvent[],
  touched: Touched,
) {
  const events = batch.flatMap((event): FactEvent<StoredDeployment>[] => {
    if (event.type !== 'deployment.v1') return [];
    const report = { facts: event.data, position: event.position };
    const { facts } = soleDeployment<StoredDeployment>(report);
    return [{ event, facts }];
  });
  const changed = await projectFacts(tx, deploymentRule, events);
  for (const { before, after } of changed) {
    const { instance, externalId } = after;
    if (!hasSamples(before) && !hasSamples(after)) {
      touched.waiting.push({ instance, externalId });
      continue;
    }
    if (before) touched.services.add(before.service);
    touched.services.add(after.service);
    touched.deployments.push({ instance, externalId });
  }
  const production = changed.filter(
    ({ after }) => after.facts.environment.tier === 'production',
  );
  return production.map(({ after }) => after);
}

async function projectChanges(
  tx: Knex,
  batch: readonly AnyLogEvent[],
  touched: Touched,
) {
  const events = batch.flatMap(event =>
    event.type === 'change.v1' ? [{ event, facts: event.data }] : [],
  );
  const merged = (await projectFacts(tx, changeRule, events)).filter(
    ({ after }) => after.facts.state === 'merged',
  );
  for (const { after } of merged) touched.repos.add(repoOf(after.facts));
  await addNamedShas(
    tx,
    merged.flatMap(({ after: { facts } }) =>
      [facts.mergeSha, facts.headSha].flatMap(sha =>
        sha ? [{ repo: repoOf(facts), sha }] : [],
      ),
    ),
  );
  const reviews = batch.flatMap(event =>
    event.type === 'change.reviewed.v1' ? [event.data] : [],
  );
  // What is not merged yet gives no sample.
  for (const place of await mergedOf(tx, await upsertReviews(tx, reviews))) {
    touched.repos.add(repoOf(place));
  }
}

async function projectRollouts(
  tx: Knex,
  batch: readonly AnyLogEvent[],
  touched: Touched,
) {
  const rows = batch.flatMap((event): TrafficRow[] => {
    if (event.type === 'deployment.v1') {
      const { instance, externalId, rollout } = event.data;
      const percent = rollout?.actualWeight ?? rollout?.setWeight;
      return percent === undefined
        ? []
        : [
            {
              instance,
              deploymentExternalId: externalId,
              percent,
              firstAt: null,
            },
          ];
    }
    if (event.type !== 'rollout.step.v1') return [];
    const { instance, deploymentExternalId, state, startedAt } = event.data;
    const { actualWeight, wantedWeight } = event.data;
    const begun = state !== 'pending' && state !== 'skipped';
    const percent = actualWeight ?? (begun ? wantedWeight : undefined);
    if (percent === undefined) return [];
    const firstAt = percent > 0 ? startedAt ?? null : null;
    return [{ instance, deploymentExternalId, percent, firstAt }];
  });
  touched.deployments.push(...(await upsertTraffic(tx, rows)));
}

async function projectGates(
  tx: Knex,
  batch: readonly AnyLogEvent[],
  touched: Touched,
) {
  const events = batch.flatMap(event =>
    event.type === 'gate.v1' ? [{ event, facts: event.data }] : [],
  );
  for (const { after } of await projectFacts(tx, gateRule, events)) {
    const { instance, deploymentExternalId, runExternalId } = after.facts;
    if (deploymentExternalId) {
      touched.deployments.push({ instance, externalId: deploymentExternalId });
    } else if (runExternalId) {
      touched.runs.push({ instance, externalId: runExternalId });
    }
  }
}

async function projectIncidents(
  tx: Knex,
  batch: readonly AnyLogEvent[],
  touched: Touched,
) {
  const events = batch.flatMap(event =>
    event.type === 'incident.v1'
      ? [{ event, facts: { ...event.data, turns: turnsOf(event.data) } }]
      : [],
  );
  const changed = await projectFacts(tx, incidentRule, events);
  const links = changed.flatMap(({ before, after }) => {
    if (before) touched.services.add(before.service);
    touched.services.add(after.service);
    const { instance, externalId } = after;
    touched.incidents.push({ instance, externalId });
    return after.facts.causes.flatMap(cause =>
      cause.kind === 'deployment'
        ? [
            {
              deploymentId: `${cause.instance}/${cause.id}`,
              instance,
              externalId,
            },
          ]
        : [],
    );
  });
  await addIncidentLinks(tx, links);
}

/**
 * Applies a batch of the log to the facts, and marks the services whose samples
 * follow from what changed. Only one transaction does so at a time (the
 * consumer's position is locked).
 */
export async function projectBatch(
  batch: readonly AnyLogEvent[],
  tx: Knex,
): Promise<void> {
  const claims = await projectClaims(tx, batch);
  const touched: Touched = {
    services: new Set(claims.touched),
    repos: new Set(),
    deployments: [],
    waiting: [],
    runs: [],
    incidents: [],
  };
  const deployed = [
    ...claims.deployments,
    ...(await projectDeployments(tx, batch, touched)),
  ];
  const named = deployed.flatMap(({ service, facts }) =>
    revisionsOf(facts).map(revision => ({ ...revision, service })),
  );
  await addServiceRepos(tx, named);
  // Commits are named before pushes ask whether somebody waits for them.
  await addNamedShas(
    tx,
    named.flatMap(({ repo, sha, ...rest }) => [
      { repo, sha },
      ...('previousSha' in rest && rest.previousSha
        ? [{ repo, sha: rest.previousSha }]
        : []),
    ]),
  );
  await projectChanges(tx, batch, touched);
  for (const repo of await projectPushes(tx, batch)) touched.repos.add(repo);
  await projectRollouts(tx, batch, touched);
  await projectGates(tx, batch, touched);
  await projectIncidents(tx, batch, touched);
  for (const event of batch) {
    if (event.type !== 'deployment.classified.v1') continue;
    const { instance, externalId } = event.data;
    touched.deployments.push({ instance, externalId });
  }
  await markDirty(tx, touched);

  const last = batch.reduce<Date | undefined>(
    (latest, { recordedAt }) =>
      latest && latest > recordedAt ? latest : recordedAt,
    undefined,
  );
  if (last) await recordFreshness(tx, last);
}
