import { ChainRow } from '../chain/walkChain';
import { Verdict } from '../facts/classifications';
import { MergedIncident } from '../facts/mergeIncidents';
import { failureStart } from '../marks/linkedDeployments';
import { groupedBy } from '../statistics/order';
import { DoraSettings, FailureMark, Moment, RecoverySample } from '../types';

/** The failed deployments of one service. */
export interface RecoveryCase {
  service: string;
  /** Rows that failed as primary, by finish. */
  failed: readonly ChainRow[];
  rowById: ReadonlyMap<string, ChainRow>;
  /** Primary marks by deployment. */
  marksOf: (id: string) => readonly FailureMark[];
  incidentById: ReadonlyMap<string, MergedIncident>;
  verdicts: ReadonlyMap<string, Verdict>;
  leaderOf: (row: ChainRow) => ChainRow;
  /** First arrival in the same place after a row. */
  nextArrival: (row: ChainRow) => ChainRow | undefined;
  settings: Pick<DoraSettings, 'recoveryEnd'>;
}

interface End {
  /** null: still open. */
  at: Moment | null;
  by: 'incident' | 'deployment';
  id: string;
}

/** Failures of their own, one after the other, are one: the first stays. */
function isFollowUp(row: ChainRow, { marksOf }: RecoveryCase): boolean {
  const ownOnly = marksOf(row.sample.id).every(
    ({ incidentId, method }) => incidentId === undefined && method !== 'human',
  );
  const { before } = row;
  return (
    ownOnly &&
    row.sample.state === 'failed' &&
    before?.outcome === 'failed' &&
    before.sample.state === 'failed' &&
    marksOf(before.sample.id).length > 0
  );
}

/** The latest of several ends; open when one is. */
function lastOf(ends: readonly End[]): End | undefined {
  return ends.reduce<End | undefined>((last, end) => {
    if (!last) return end;
    return (end.at ?? Infinity) > (last.at ?? Infinity) ? end : last;
  }, undefined);
}

/** What made a failure good (rule 12). */
function endOf(row: ChainRow, facts: RecoveryCase): End | undefined {
  const marks = facts.marksOf(row.sample.id);
  const arrival = (id: string | undefined): End[] => {
    const fix = id === undefined ? undefined : facts.rowById.get(id);
    return fix && fix !== row && fix.outcome === 'succeeded'
      ? [{ at: fix.finishedAt, by: 'deployment', id: fix.sample.id }]
      : [];
  };
  const told = facts.verdicts.get(row.sample.id)?.fixedBy?.fixedBy;
  const [fixed] = arrival(told);
  if (fixed) return fixed;
  const incident = lastOf(
    marks.flatMap(({ incidentId }): End[] => {
      const found = facts.incidentById.get(incidentId ?? '');
      return found
        ? [{ at: found.resolvedAt, by: 'incident', id: found.id }]
        : [];
    }),
  );
  // The first that repairs it; a second one repairs something else.
  const repair = marks
    .flatMap(({ byDeploymentId }) => arrival(byDeploymentId))
    .sort((a, b) => (a.at ?? 0) - (b.at ?? 0) || (a.id < b.id ? -1 : 1))[0];
  const order =
    facts.settings.recoveryEnd === 'incident'
      ? [incident, repair]
      : [repair, incident];
  const found = order.find(end => end !== undefined);
  if (found || row.sample.state !== 'failed') return found;
  return arrival(facts.nextArrival(row)?.sample.id)[0];
}

/** One sample per failed release: the first failure to the last recovery of its regions. */
export function recoverySamples(facts: RecoveryCase): RecoverySample[] {
  const rows = facts.failed.filter(row => !isFollowUp(row, facts));
  const groups = groupedBy(rows, row => facts.leaderOf(row).sample.id);
  return [...groups].map(([id, members]): RecoverySample => {
    const failedAt = members.reduce(
      (min, row) => Math.min(min, failureStart(row)),
      Infinity,
    );
    const ends = members.map(row => endOf(row, facts));
    const open = ends.some(end => !end || end.at === null);
    const end = open ? undefined : lastOf(ends.flatMap(one => one ?? []));
    const recoveredAt = end?.at ?? null;
    return {
      id,
      service: facts.service,
      failedAt,
      recoveredAt,
      seconds:
        recoveredAt === null
          ? null
          : Math.max(0, recoveredAt - failedAt) / 1000,
      recoveredBy: end?.by ?? null,
      endId: end?.id ?? null,
      clamped: recoveredAt !== null && recoveredAt < failedAt,
    };
  });
}
