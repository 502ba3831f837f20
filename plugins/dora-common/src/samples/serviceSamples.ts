import { BranchHistory } from '../chain/branchHistory';
import { ChangeBook } from '../chain/changeBook';
import { releaseGroups } from '../chain/releaseGroups';
import { ChainMember, ChainRow, walkChain } from '../chain/walkChain';
import { Verdict } from '../facts/classifications';
import { MergedIncident } from '../facts/mergeIncidents';
import { leadTimeSamples } from '../leadTime/leadTimeSamples';
import { markFailures } from '../marks/markFailures';
import { groupedBy, sortedBy } from '../statistics/order';
import {
  DeploymentFact,
  DoraSamples,
  DoraSettings,
  FailureMark,
  QualityItem,
} from '../types';
import { recoverySamples } from './recoveries';

/** One service, merged and judged. */
export interface ServiceCase {
  service: string;
  /** Production deployments that ended, by finish. */
  members: readonly ChainMember[];
  incidents: readonly MergedIncident[];
  verdicts: ReadonlyMap<string, Verdict>;
  history: BranchHistory;
  book: ChangeBook;
  settings: DoraSettings;
}

/** Chain of a deployment: service and environment, a region of it apart. */
export const placeOf = ({ sample }: ChainMember) =>
  `${sample.environment}\u0000${sample.region ?? ''}`;

const byFinish = <T extends ChainMember>(rows: Iterable<T>): T[] =>
  sortedBy(
    rows,
    ({ finishedAt }) => finishedAt,
    ({ sample }) => sample.id,
  );

const reworkKinds = new Set(['rollback', 'hotfix', 'roll_forward']);

/** Everything that follows from the facts of one service. */
export function serviceSamples(
  facts: ServiceCase,
): Omit<DoraSamples, 'formulaVersion'> {
  const { service, members, incidents, verdicts, history, book, settings } =
    facts;
  const inProduction = members.filter(
    ({ sample }) => !verdicts.get(sample.id)?.notProduction,
  );
  const chains = [...groupedBy(inProduction, placeOf).values()].map(chain =>
    walkChain(chain, history, book, settings),
  );
  const rows = byFinish(chains.flat());
  const rowById = new Map(rows.map(row => [row.sample.id, row]));
  const next = nextArrivals(chains);
  const isIgnored = ({ sample }: ChainMember) =>
    verdicts.get(sample.id)?.ignored ?? false;

  const { marks, unlinked } = markFailures({
    rows,
    rowById,
    incidents,
    verdicts,
    settings,
  });
  const primaries = groupedBy(
    marks.filter(({ role }) => role === 'primary'),
    ({ deploymentId }) => deploymentId,
  );
  const touched = new Set(
    marks
      .filter(({ role }) => role === 'affected')
      .map(mark => mark.deploymentId),
  );
  const leaders = releaseGroups(rows, placeOf, settings);
  const leaderOf = (row: ChainRow) => leaders.get(row.sample.id) ?? row;
  const lastOfGroup = new Map<ChainRow, number>();
  for (const row of rows) {
    if (row.outcome === 'succeeded')
      lastOfGroup.set(leaderOf(row), row.finishedAt);
  }
  const leadTimes = leadTimeSamples({
    service,
    rows,
    book,
    settings,
    isIgnored,
    deployedAt: row =>
      settings.leadTimeRegion === 'last'
        ? lastOfGroup.get(leaderOf(row)) ?? row.finishedAt
        : row.finishedAt,
  });
  const recoveries = recoverySamples({
    service,
    failed: rows.filter(row => primaries.has(row.sample.id) && !isIgnored(row)),
    rowById,
    marksOf: id => primaries.get(id) ?? [],
    incidentById: new Map(incidents.map(incident => [incident.id, incident])),
    verdicts,
    leaderOf,
    nextArrival: row => next.get(row),
    settings,
  });
  const repairs = repairsOf(marks, verdicts);

  const factOf = (row: ChainRow): DeploymentFact => {
    const { id } = row.sample;
    const affected = touched.has(id) && !primaries.has(id);
    const repaired = repairs.get(id) ?? [];
    const failed =
      primaries.has(id) ||
      (settings.affectedCount && affected && !verdicts.get(id)?.notFailed);
    return {
      ...plainFact(row, !isIgnored(row)),
      baseline: row.baseline,
      previousId: row.previousId,
      kind: row.kind,
      kindFrom: row.kindFrom,
      groupId: leaderOf(row).sample.id,
      failed,
      affected,
      rework: reworkKinds.has(row.kind) || repaired.length > 0,
      repairs: repaired,
      commits: row.brought?.length ?? null,
    };
  };
  const aside = members.filter(
    ({ sample }) => verdicts.get(sample.id)?.notProduction,
  );
  return {
    deployments: [
      ...rows.map(factOf),
      ...aside.map(member => plainFact(member, false)),
    ],
    leadTimes: leadTimes.samples,
    recoveries,
    marks,
    quality: [
      ...leadTimes.quality,
      ...rows.flatMap(row => chainQuality(row, service)),
      ...recoveries
        .filter(({ clamped }) => clamped)
        .map(
          ({ id, failedAt }): QualityItem => ({
            kind: 'clamped',
            service,
            deploymentId: id,
            subject: id,
            at: failedAt,
          }),
        ),
      ...unlinked.map(
        ({ id, startedAt }): QualityItem => ({
          kind: 'incident_unlinked',
          service,
          deploymentId: null,
          subject: id,
          at: startedAt,
        }),
      ),
    ],
  };
}

function plainFact(member: ChainMember, counted: boolean): DeploymentFact {
  const { sample, finishedAt, outcome } = member;
  return {
    id: sample.id,
    service: sample.service,
    environment: sample.environment,
    region: sample.region ?? null,
    release: sample.release,
    version: sample.version ?? null,
    finishedAt,
    outcome,
    kind: sample.kindTold ?? 'planned',
    kindFrom: sample.kindTold ? 'source' : 'rule',
    baseline: null,
    previousId: null,
    groupId: sample.id,
    trafficPercent: sample.trafficPercent ?? null,
    counted,
    failed: false,
    affected: false,
    rework: false,
    repairs: [],
    commits: null,
  };
}

/** For every row the first arrival after it in its chain. */
function nextArrivals(chains: readonly (readonly ChainRow[])[]) {
  const next = new Map<ChainRow, ChainRow>();
  for (const chain of chains) {
    let arrival: ChainRow | undefined;
    for (const row of [...chain].reverse()) {
      if (arrival) next.set(row, arrival);
      if (row.outcome === 'succeeded') arrival = row;
    }
  }
  return next;
}

/** Deployments each one repairs, by marks and by people. */
function repairsOf(
  marks: readonly FailureMark[],
  verdicts: ReadonlyMap<string, Verdict>,
): Map<string, string[]> {
  const pairs = [
    ...marks
      .filter(({ role }) => role === 'primary')
      .map(mark => [mark.byDeploymentId, mark.deploymentId]),
    ...[...verdicts].map(([id, { fixedBy }]) => [fixedBy?.fixedBy, id]),
  ];
  const repairs = new Map<string, Set<string>>();
  for (const [by, id] of pairs) {
    if (!by || !id) continue;
    repairs.set(by, (repairs.get(by) ?? new Set()).add(id));
  }
  return new Map([...repairs].map(([by, ids]) => [by, [...ids].sort()]));
}

/** What a deployment itself cannot tell. */
function chainQuality(row: ChainRow, service: string): QualityItem[] {
  const { id } = row.sample;
  const item = (kind: QualityItem['kind'], subject = id): QualityItem => ({
    kind,
    service,
    deploymentId: id,
    subject,
    at: row.finishedAt,
  });
  const items = row.faults.map(({ kind, subject }) => item(kind, subject));
  if (row.baseline === 'first') items.push(item('first_deployment'));
  if (row.baseline === 'gap') items.push(item('gap'));
  if (row.outcome === 'unknown_reach') items.push(item('unknown_reach'));
  return items;
}
