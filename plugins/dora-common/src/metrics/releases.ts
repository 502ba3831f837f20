import { groupedBy } from '../statistics/order';
import { DeploymentFact, Moment, Window } from '../types';

/** Deployments of one release to several places, counted as one (rule 7). */
export interface Release {
  id: string;
  service: string;
  /** Of the first region. */
  finishedAt: Moment;
  kind: DeploymentFact['kind'];
  succeeded: boolean;
  /** Users met it: it counts in rates. */
  met: boolean;
  failed: boolean;
  /** Taken back by its own rollout, everywhere it went. */
  autoAborted: boolean;
  affected: boolean;
  rework: boolean;
}

function releaseOf(id: string, members: readonly DeploymentFact[]): Release {
  const [leader] = members;
  const outcomes = new Set(members.map(({ outcome }) => outcome));
  const met =
    outcomes.has('succeeded') ||
    outcomes.has('failed') ||
    members.some(({ failed }) => failed);
  const failed = members.some(one => one.failed);
  return {
    id,
    service: leader.service,
    finishedAt: members.reduce(
      (min, one) => Math.min(min, one.finishedAt),
      Infinity,
    ),
    kind: leader.kind,
    succeeded: outcomes.has('succeeded'),
    met,
    failed,
    autoAborted: !met && outcomes.has('auto_aborted'),
    affected: !failed && members.some(one => one.affected),
    rework: members.some(one => one.rework),
  };
}

/** The releases of deployments; what a person put aside is out. */
export function releasesOf(deployments: readonly DeploymentFact[]): Release[] {
  const counted = deployments.filter(one => one.counted);
  return [...groupedBy(counted, ({ groupId }) => groupId)].map(
    ([id, members]) => releaseOf(id, members),
  );
}

/** [from, to) (rule 1). */
export const within = (moment: Moment, { from, to }: Window) =>
  moment >= from && moment < to;
