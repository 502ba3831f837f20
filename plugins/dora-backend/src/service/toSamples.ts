import {
  ChangeSample,
  DeploymentSample,
  Incident,
  Span,
} from '@quarterdeck/plugin-dora-common';
import { Gate } from '@quarterdeck/plugin-ingest-common';
import {
  deploymentFinish,
  releaseKey,
  releaseLabel,
} from '@quarterdeck/plugin-portal-common';
import {
  ChangeFactRow,
  DeploymentFactRow,
  SampledFactRow,
} from '../database/loadServiceFacts';
import { StoredIncident, turnsOf } from './factRules';
import { repoOf } from './repoKey';
import { revisionsOf } from './revisionsOf';

/** Id of a deployment, as the rules and people name it. */
export const deploymentId = (row: { instance: string; externalId: string }) =>
  `${row.instance}/${row.externalId}`;

const ms = (time: string | null | undefined) =>
  time ? Date.parse(time) : undefined;

/** Whether users met what did not arrive, where the facts say so themselves. */
function reachedUsers({ facts, percent }: DeploymentFactRow) {
  if (percent !== null && percent > 0) return true;
  if (facts.failure === 'config' || percent === 0) return false;
  const begun = facts.history?.some(
    ({ state }) => state !== 'queued' && state !== 'waiting_gate',
  );
  return begun ? undefined : false;
}

function stateOf({ facts }: DeploymentFactRow): DeploymentSample['state'] {
  if (facts.outcome) return facts.outcome;
  return facts.state === 'superseded' ? 'superseded' : 'running';
}

/** A deployment as the rules take it. */
export function toDeployment(
  row: DeploymentFactRow,
  gateWaits: Span[] | undefined,
): DeploymentSample {
  const { facts, instance } = row;
  const state = stateOf(row);
  const failed = state === 'failed' || state === 'aborted';
  return {
    id: deploymentId(row),
    service: row.service,
    environment: facts.environment.name,
    tier: facts.environment.tier,
    region: facts.region,
    release: releaseKey(facts),
    version: releaseLabel(facts) ?? undefined,
    state,
    attempt: facts.runAttempt ?? 1,
    createdAt: ms(facts.createdAt),
    startedAt: ms(facts.startedAt),
    finishedAt: ms(deploymentFinish(facts)),
    revisions: revisionsOf(facts),
    kindTold: facts.kind,
    remediates: facts.remediates && `${instance}/${facts.remediates}`,
    ref: facts.ref,
    task: facts.task,
    gateWaits,
    reachedUsers: failed ? reachedUsers(row) : undefined,
    trafficPercent: row.percent ?? undefined,
    firstTrafficAt: row.firstAt ?? undefined,
  };
}

/**
 * Providers may make a deployment of each attempt of a run: those that failed
 * and were tried again are attempts of the later one (rule 5).
 */
export function triedAgain(rows: readonly DeploymentFactRow[]): Set<string> {
  const last = new Map<string, number>();
  const placeOf = ({ facts }: DeploymentFactRow) =>
    facts.runExternalId &&
    JSON.stringify([
      facts.instance,
      facts.project,
      facts.runExternalId,
      facts.environment.name,
      facts.region,
      facts.service,
    ]);
  const attempt = ({ facts }: DeploymentFactRow) => facts.runAttempt ?? 1;
  for (const row of rows) {
    const place = placeOf(row);
    if (place) last.set(place, Math.max(last.get(place) ?? 0, attempt(row)));
  }
  return new Set(
    rows.flatMap(row => {
      const place = placeOf(row);
      const failed = stateOf(row) !== 'succeeded';
      const tried = place && failed && attempt(row) < (last.get(place) ?? 0);
      return tried ? [deploymentId(row)] : [];
    }),
  );
}

/** Waits per deployment; absent where no gate is known. */
export function waitsOf(
  gates: readonly Gate[],
  rows: readonly DeploymentFactRow[],
) {
  const spans = new Map<string, Span[]>();
  const add = (key: string, gate: Gate) => {
    const [from, to] = [ms(gate.askedAt), ms(gate.decidedAt)];
    if (from === undefined || to === undefined || to < from) return;
    const list = spans.get(key);
    if (list) list.push({ from, to });
    else spans.set(key, [{ from, to }]);
  };
  for (const gate of gates) {
    const { instance, deploymentExternalId, runExternalId } = gate;
    if (deploymentExternalId)
      add(`d ${instance}/${deploymentExternalId}`, gate);
    else {
      add(`r ${instance}/${runExternalId}/${gate.environment ?? ''}`, gate);
    }
  }
  return new Map(
    rows.map(row => {
      const { instance, facts } = row;
      const run = `r ${instance}/${facts.runExternalId}/`;
      const found = [
        ...(spans.get(`d ${deploymentId(row)}`) ?? []),
        ...(spans.get(run) ?? []),
        ...(spans.get(run + facts.environment.name) ?? []),
      ].sort((a, b) => a.from - b.from || a.to - b.to);
      return [deploymentId(row), found.length ? found : undefined];
    }),
  );
}

/** An incident as the rules take it. */
export function toIncident(row: SampledFactRow<StoredIncident>): Incident {
  const { facts, instance } = row;
  const named = (...kinds: string[]) =>
    facts.causes.filter(({ kind }) => kinds.includes(kind));
  const causes = { true: 'change', false: 'not_change' } as const;
  const turns = turnsOf(facts).map(({ at, to }) => ({
    at: Date.parse(at),
    to,
  }));
  const startedAt = Date.parse(facts.startedAt);
  // Only its end was told: when it began, and so what began it, nobody knows.
  const endOnly = facts.partial && turns.some(({ at }) => at === startedAt);
  return {
    id: deploymentId(row),
    service: row.service,
    startedAt,
    turns,
    cause:
      facts.changeRelated === undefined && !endOnly
        ? 'unknown'
        : causes[facts.changeRelated ? 'true' : 'false'],
    duplicateOf: facts.duplicateOf && `${instance}/${facts.duplicateOf}`,
    links: {
      deploymentIds: named('deployment').map(
        one => `${one.instance}/${one.id}`,
      ),
      releases: named('artifact', 'version').map(({ id }) => id),
      changeIds: named('change').map(
        one => `${one.instance}/${one.project}/${one.id}`,
      ),
      shas: named('commit').map(({ id }) => id),
    },
  };
}

/** A merged change as the rules take it. */
export const toChange = ({
  facts,
  firstReviewAt,
  approvedAt,
}: ChangeFactRow): ChangeSample => ({
  id: `${repoOf(facts)}/${facts.externalId}`,
  repo: repoOf(facts),
  number: facts.number,
  title: facts.title,
  sourceBranch: facts.sourceBranch,
  targetBranch: facts.targetBranch,
  headSha: facts.headSha,
  mergeSha: facts.mergeSha,
  labels: facts.labels,
  openedAt: ms(facts.createdAt),
  firstReviewAt: firstReviewAt ?? undefined,
  approvedAt: approvedAt ?? undefined,
  mergedAt: ms(facts.mergedAt),
});
