import { Knex } from 'knex';
import { AnyLogEvent } from '@quarterdeck/plugin-ingest-node';
import {
  DeploymentIncident,
  IncidentAnswer,
  mergeDatedFacts,
} from '@quarterdeck/plugin-pipelines-common';
import { mergePartialIncident } from '@quarterdeck/plugin-portal-common';
import { FactRow } from '../database/factRows';
import {
  incidentEnd,
  IncidentQuestion,
  incidentTable,
  StoredIncident,
} from '../database/incidentRows';
import { collect, Collected } from './collect';
import { applyFacts, FactRule } from './projectFactTables';

const rule: FactRule<StoredIncident> = {
  table: incidentTable,
  // An incident may be opened again: no state of it is final.
  merge(a, b) {
    const merged = mergeDatedFacts(a, b);
    const [counts, other] = merged.position === a.position ? [a, b] : [b, a];
    if (!counts.facts.partial) return merged;
    const facts = mergePartialIncident(counts.facts, other.facts);
    return { position: merged.position, facts };
  },
  listedAt: facts => facts.startedAt,
};

const keyOf = (row: { instance: string; externalId: string }) =>
  JSON.stringify([row.instance, row.externalId]);

/** Applies the incidents of a batch. */
export async function projectIncidents(
  tx: Knex,
  batch: readonly AnyLogEvent[],
): Promise<void> {
  const collected = new Map<string, Collected<StoredIncident>>();
  for (const event of batch) {
    if (event.type !== 'incident.v1') continue;
    const facts = { ...event.data, project: event.data.service ?? '' };
    const report = { facts, position: event.position };
    collect(collected, keyOf(facts), event, report, rule.merge);
  }
  await applyFacts(tx, rule, collected, keyOf);
}

const stateOf = (facts: StoredIncident): IncidentAnswer['state'] => {
  if (incidentEnd(facts) !== null) return 'resolved';
  return facts.state === 'mitigated' ? 'mitigated' : 'open';
};

/** An incident as it is answered. */
export function toIncident(row: FactRow<StoredIncident>): IncidentAnswer {
  const { facts } = row;
  return {
    instance: row.instance,
    externalId: row.externalId,
    entityRef: row.entityRef,
    title: facts.title,
    state: stateOf(facts),
    severity: facts.severity,
    environment: facts.environment ?? null,
    startedAt: facts.startedAt,
    endedAt: incidentEnd(facts),
    url: facts.url ?? null,
  };
}

/** Whether an incident names the deployment or what was in it. */
export function namesDeployment(
  facts: Pick<StoredIncident, 'causes'>,
  asked: Pick<IncidentQuestion, 'instance' | 'externalId' | 'names'>,
): boolean {
  return facts.causes.some(({ kind, instance, id }) =>
    kind === 'deployment'
      ? instance === asked.instance && id === asked.externalId
      : kind !== 'change' && asked.names.includes(id),
  );
}

/** An incident on the page of a deployment. */
export const toDeploymentIncident = (
  row: FactRow<StoredIncident>,
  asked: IncidentQuestion,
): DeploymentIncident => ({
  ...toIncident(row),
  relation: namesDeployment(row.facts, asked) ? 'named' : 'after',
});
