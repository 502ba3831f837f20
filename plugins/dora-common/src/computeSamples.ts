import { branchHistory } from './chain/branchHistory';
import { changeBook } from './chain/changeBook';
import { ChainMember } from './chain/walkChain';
import { verdictsOf } from './facts/classifications';
import { MergedIncident, mergeIncidents } from './facts/mergeIncidents';
import { mergeDeployments } from './facts/mergeDeployments';
import { outcomeOf } from './facts/outcome';
import { formulaVersion } from './formulaVersion';
import { namedDirectly, primaryOf } from './marks/linkedDeployments';
import { serviceSamples } from './samples/serviceSamples';
import { compareText, groupedBy, sortedBy } from './statistics/order';
import {
  DeploymentSample,
  defaultSettings,
  DoraFacts,
  DoraSamples,
  DoraSettings,
  QualityItem,
} from './types';

/** A production deployment that ended. */
type Ended = DeploymentSample & { finishedAt: number };

const hasEnded = (sample: DeploymentSample): sample is Ended =>
  sample.finishedAt !== undefined &&
  sample.state !== 'running' &&
  sample.state !== 'superseded';

/** Ended by its state, but nobody says when: it can be in no window. */
const lacksFinish = ({ state, finishedAt }: DeploymentSample) =>
  state === 'superseded' || (state !== 'running' && finishedAt === undefined);

/** Deployments that an incident or a person names: users must have met them. */
function blamedBy(
  samples: readonly Ended[],
  incidents: readonly MergedIncident[],
): Set<string> {
  const nameables = samples.map(sample => ({
    sample,
    finishedAt: sample.finishedAt,
  }));
  const ids = new Map(nameables.map(one => [one.sample.id, one]));
  const releases = groupedBy(
    nameables.flatMap(one =>
      [one.sample.release, one.sample.version].flatMap(name =>
        name ? [{ key: `${one.sample.service}\u0000${name}`, one }] : [],
      ),
    ),
    ({ key }) => key,
  );
  const find = {
    byId: (id: string) => ids.get(id),
    byRelease: (service: string, name: string) =>
      (releases.get(`${service}\u0000${name}`) ?? []).map(({ one }) => one),
  };
  const blamed = incidents
    .filter(({ cause }) => cause !== 'not_change')
    .flatMap(
      incident =>
        primaryOf(namedDirectly(incident, find), incident.startedAt) ?? [],
    );
  return new Set(blamed.map(({ sample }) => sample.id));
}

/** The service an incident is looked for in: that of the deployment it names, else its own. */
function homeOf(
  { service, links }: MergedIncident,
  serviceById: ReadonlyMap<string, string>,
): string {
  for (const id of links.deploymentIds) {
    const home = serviceById.get(id);
    if (home) return home;
  }
  return service;
}

/**
 * The samples behind the metrics (delivery.md 2.3). Any order and any
 * duplication of the facts gives the same answer, byte for byte. Facts of
 * several services give the union of what each gives alone.
 */
export function computeSamples(
  facts: DoraFacts,
  settings: DoraSettings = defaultSettings,
): DoraSamples {
  const merged = mergeDeployments(facts.deployments).filter(
    ({ tier }) => tier === 'production',
  );
  const ended = merged.filter(hasEnded);
  const incidents = mergeIncidents(facts.incidents);
  const verdicts = verdictsOf(facts.classifications);
  const blamed = blamedBy(ended, incidents);
  const members = ended.map((sample): ChainMember => {
    const said = verdicts.get(sample.id);
    const named =
      !said?.notFailed && (Boolean(said?.failed) || blamed.has(sample.id));
    return {
      sample,
      finishedAt: sample.finishedAt,
      outcome: outcomeOf(sample, named, settings),
    };
  });
  const history = branchHistory(facts.pushes);
  const book = changeBook(facts.changes, history);
  const serviceById = new Map(ended.map(({ id, service }) => [id, service]));
  const incidentsOf = groupedBy(incidents, one => homeOf(one, serviceById));
  const membersOf = groupedBy(members, ({ sample }) => sample.service);
  const services = new Set([...membersOf.keys(), ...incidentsOf.keys()]);
  const parts = [...services].sort().map(service =>
    serviceSamples({
      service,
      members: membersOf.get(service) ?? [],
      incidents: incidentsOf.get(service) ?? [],
      verdicts,
      history,
      book,
      settings,
    }),
  );
  const unfinished = merged.filter(lacksFinish).map(
    (sample): QualityItem => ({
      kind: 'missing_finish',
      service: sample.service,
      deploymentId: sample.id,
      subject: sample.id,
      at: sample.startedAt ?? sample.createdAt ?? 0,
    }),
  );
  const unknown = facts.classifications
    .filter(({ deploymentId }) => !serviceById.has(deploymentId))
    .map(
      ({ id, deploymentId, at }): QualityItem => ({
        kind: 'unknown_classified',
        service: '',
        deploymentId,
        subject: id,
        at,
      }),
    );
  return {
    formulaVersion,
    ...inOrder({
      deployments: parts.flatMap(part => part.deployments),
      leadTimes: parts.flatMap(part => part.leadTimes),
      recoveries: parts.flatMap(part => part.recoveries),
      marks: parts.flatMap(part => part.marks),
      quality: [
        ...parts.flatMap(part => part.quality),
        ...unfinished,
        ...unknown,
      ],
    }),
  };
}

const sameItem = (a: QualityItem, b: QualityItem) =>
  a.kind === b.kind &&
  a.service === b.service &&
  a.deploymentId === b.deploymentId &&
  a.subject === b.subject;

/** Every list in one order, each quality item once. */
function inOrder(samples: Omit<DoraSamples, 'formulaVersion'>) {
  const quality = sortedBy(
    samples.quality,
    ({ at }) => at,
    ({ kind }) => kind,
    ({ service }) => service,
    ({ deploymentId }) => deploymentId ?? '',
    ({ subject }) => subject,
  );
  return {
    deployments: sortedBy(
      samples.deployments,
      ({ finishedAt }) => finishedAt,
      ({ id }) => id,
    ),
    // Millions: keys that are taken out one by one take as long as the rules.
    leadTimes: [...samples.leadTimes].sort(
      (a, b) => a.deployedAt - b.deployedAt || compareText(a.id, b.id),
    ),
    recoveries: sortedBy(
      samples.recoveries,
      ({ failedAt }) => failedAt,
      ({ id }) => id,
    ),
    marks: samples.marks,
    quality: quality.filter(
      (item, i) => i === 0 || !sameItem(item, quality[i - 1]),
    ),
  };
}
