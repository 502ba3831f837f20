import {
  Change,
  Deployment,
  Gate,
  IncidentReport,
} from '@quarterdeck/plugin-ingest-common';
import {
  DeploymentFacts,
  mergeDatedFacts,
  mergeDeploymentFacts,
  mergePartialIncident,
  Report,
} from '@quarterdeck/plugin-portal-common';
import { FactRule } from './projectFacts';

/** A deployment with what the merge keeps of its reports. */
export type StoredDeployment = Deployment &
  Pick<DeploymentFacts, 'outcome' | 'end' | 'history' | 'filled'>;

/** An incident with every time it was resolved or opened again. */
export type StoredIncident = IncidentReport & {
  turns?: readonly { at: string; to: 'resolved' | 'open' }[];
};

/** How deployments are kept. */
export const deploymentRule: FactRule<StoredDeployment> = {
  table: 'deployment_fact',
  owned: true,
  keyOf: ({ instance, externalId }) => ({ instance, place: '', externalId }),
  projectOf: ({ project }) => project,
  partOf: ({ service }) => service,
  merge: mergeDeploymentFacts,
};

/** How pull and merge requests are kept. */
export const changeRule: FactRule<Change> = {
  table: 'change_fact',
  owned: false,
  keyOf: ({ instance, project, externalId }) => ({
    instance,
    place: project,
    externalId,
  }),
  projectOf: ({ project }) => project,
  merge: (a, b) => mergeDatedFacts(a, b, facts => facts.state === 'merged'),
};

/** How gates are kept. */
export const gateRule: FactRule<Gate> = {
  table: 'gate_fact',
  owned: false,
  keyOf: ({ instance, project, externalId }) => ({
    instance,
    place: project,
    externalId,
  }),
  projectOf: ({ project }) => project,
  merge: (a, b) => mergeDatedFacts(a, b, facts => facts.state !== 'pending'),
};

/** The turns a report tells of. */
export function turnsOf({
  turns = [],
  resolvedAt,
  reopenedAt,
}: StoredIncident): NonNullable<StoredIncident['turns']> {
  const told = [
    ...turns,
    ...(resolvedAt ? [{ at: resolvedAt, to: 'resolved' as const }] : []),
    ...(reopenedAt ? [{ at: reopenedAt, to: 'open' as const }] : []),
  ];
  const distinct = new Map(told.map(turn => [`${turn.at} ${turn.to}`, turn]));
  return [...distinct.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, turn]) => turn);
}

/**
 * The later word counts whole, so that what it takes back is gone, unless it
 * tells of one turn only; turns are kept of all.
 */
function mergeIncidents(
  a: Report<StoredIncident>,
  b: Report<StoredIncident>,
): Report<StoredIncident> {
  const merged = mergeDatedFacts(a, b);
  const whole =
    merged.facts.observedAt === a.facts.observedAt &&
    merged.position === a.position
      ? a
      : b;
  const other = whole === a ? b : a;
  const facts = mergePartialIncident(whole.facts, other.facts);
  const turns = turnsOf({
    ...facts,
    turns: [...turnsOf(a.facts), ...turnsOf(b.facts)],
  });
  return { position: whole.position, facts: { ...facts, turns } };
}

/** How incidents are kept. */
export const incidentRule: FactRule<StoredIncident> = {
  table: 'incident_fact',
  owned: true,
  keyOf: ({ instance, externalId }) => ({ instance, place: '', externalId }),
  projectOf: ({ service }) => service ?? 'incidents',
  partOf: ({ service }) => service,
  merge: mergeIncidents,
};
