import { NotFoundError } from '@backstage/errors';
import { PolicyDecision } from '@backstage/plugin-permission-common';
import {
  deploymentDisplay,
  deploymentStepper,
  pipelinesContract,
} from '@quarterdeck/plugin-pipelines-common';
import { RouteOutput } from '@quarterdeck/plugin-portal-common';
import { loadCommitChanges } from '../../database/deployments/commitChanges';
import {
  DeploymentRow,
  loadAttempts,
  loadDeploymentGates,
  loadDeployments,
  loadElsewhere,
  loadRepairs,
} from '../../database/deployments/deploymentRows';
import { loadFreezes } from '../../database/deployments/freezeRows';
import { loadDeploymentSteps } from '../../database/deployments/rolloutSteps';
import { gateTable } from '../../database/factRows';
import { loadDeploymentIncidents } from '../../database/incidentRows';
import { loadRuns } from '../../database/runRows';
import { toDeploymentIncident } from '../incidents';
import { answerMeta, Reader } from '../reader';
import { toChange, toGate, toRunSummary } from '../toAnswers';
import { describeCommits } from './describeCommits';
import { findDeployments } from './findDeployments';
import { createFrozenAt } from './freezes';
import { toDeploymentSummary, toRolloutStep } from './toDeploymentAnswers';

type Routes = typeof pipelinesContract;

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
): Promise<Omit<RouteOutput<Routes['getDeployment']>, 'may'>> {
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
  const asked = {
    instance,
    externalId: row.externalId,
    entityRef: row.entityRef,
    environment: facts.environment.name,
    names: [
      ...facts.revisions.map(({ sha }) => sha),
      ...facts.artifacts.map(({ digest }) => digest),
      row.sha,
      facts.version,
    ].filter(name => name !== undefined && name !== null),
    from: row.finishedAt,
    to: next?.finishedAt ?? null,
  };
  const incidents = await loadDeploymentIncidents(
    knex,
    reader.visible(decision),
    asked,
  );
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
    incidents: incidents.map(item => toDeploymentIncident(item, asked)),
    frozen: frozenAt(place, now),
    startedInFreeze: frozenAt(place, began),
    meta,
  };
}
