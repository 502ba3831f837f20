import { createHash } from 'node:crypto';
import {
  computeSamples,
  DoraSamples,
  DoraSettings,
  formulaVersion,
  LeadTimeSample,
  FailureMark,
  RecoverySample,
  Release,
  releasesOf,
} from '@quarterdeck/plugin-dora-common';
import {
  markTable,
  NamedItem,
  namedItem,
  ShownDeployment,
} from '../database/sampleTables';
import { ServiceFacts } from './serviceFacts';

/** Raised when what is kept of the same samples is another. */
const keptAs = 3;

/** Formulas and settings as a short text: samples of another one are computed anew. */
export const computedBy = (settings: DoraSettings) =>
  `${formulaVersion}/${keptAs} ${createHash('sha1')
    .update(JSON.stringify(settings))
    .digest('base64')
    .slice(0, 12)}`;

/** What belongs to one service: an incident may lead to parts of others. */
const onlyOf = (samples: DoraSamples, service: string): DoraSamples => {
  const own = <T extends { service: string }>(rows: readonly T[]) =>
    rows.filter(row => row.service === service);
  const deployments = own(samples.deployments);
  const ids = new Set(deployments.map(({ id }) => id));
  return {
    ...samples,
    deployments,
    leadTimes: own(samples.leadTimes),
    recoveries: own(samples.recoveries),
    marks: samples.marks.filter(({ deploymentId }) => ids.has(deploymentId)),
    quality: own(samples.quality),
  };
};

/** Equal items count once. */
const distinctBy = <T>(rows: readonly T[], keyOf: (row: T) => string): T[] => [
  ...new Map(rows.map(row => [keyOf(row), row])).values(),
];

/** What follows from the facts of a service. */
export interface ComputedService {
  service: string;
  /** @see computedBy */
  computedBy: string;
  /** null: nobody claimed it. */
  entityRef: string | null;
  deployments: readonly ShownDeployment[];
  releases: readonly Release[];
  leadTimes: readonly LeadTimeSample[];
  recoveries: readonly RecoverySample[];
  marks: readonly FailureMark[];
  quality: readonly NamedItem[];
}

/**
 * Computes the samples of a service from all its facts. Not from a part: what a
 * release is called, which deployment a rollback went back to, what a revert,
 * an incident or a hotfix names, and which deployment brought a commit first
 * may lie any time before. The rules take 60 ms for 10,000 lead times; what is
 * written is only what moved.
 */
export function computeService(
  service: string,
  facts: ServiceFacts,
  settings: DoraSettings,
): ComputedService {
  const samples = onlyOf(computeSamples(facts, settings), service);
  return {
    service,
    computedBy: computedBy(settings),
    entityRef: facts.entityRef,
    deployments: samples.deployments.map(row => ({
      ...row,
      url: facts.urls.get(row.id) ?? null,
    })),
    releases: releasesOf(samples.deployments),
    leadTimes: samples.leadTimes,
    recoveries: samples.recoveries,
    marks: distinctBy(samples.marks, markTable.keyOf),
    quality: distinctBy(samples.quality.map(namedItem), ({ id }) => id),
  };
}
