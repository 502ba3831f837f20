import { pingBody } from '../github/pushBody';
import { NumberedRun } from '../github/runBody';
import { incidentDeliveries } from '../incidents/incidentDeliveries';
import { planIncidents } from '../incidents/planIncidents';
import { repositories } from '../organisation/repositories';
import { reportDeliveries } from '../reports/reportDeliveries';
import { securityDeliveries } from '../security/securityDeliveries';
import { DAY } from './clock';
import {
  pullDeliveries,
  pushDeliveries,
  releaseDeliveries,
} from './changeDeliveries';
import { numberReached, RUN_NUMBERS_PER_DAY } from './idSequence';
import { createRunNumbers } from './numberRun';
import { PlannedDelivery, RunPlan } from './plan';
import { planRepository } from './planRepository';
import { planDelivery } from './planDelivery';
import { runDeliveries } from './runDeliveries';

/** What a history depends on; two equal ones give equal histories. */
export interface HistoryOptions {
  seed: number;
  from: Date;
  to: Date;
  /** How busy the organisation is; 1 gives about fifty runs per workday. */
  scale?: number;
  /** Of how many last days every word is told, and not only the last one about each thing. */
  detailDays?: number;
}

/** A history, and what has begun in it and ends later. */
export interface HistoryPlan {
  runs: NumberedRun[];
  /** Until `to`, in order. */
  history: PlannedDelivery[];
  /** After `to`, in order: what was still under way. */
  afterwards: PlannedDelivery[];
}

/** Plans the history of the whole organisation. Pure: no clock, no chance but the seed's. */
export function planHistory(options: HistoryOptions): HistoryPlan {
  const { seed, scale = 1, detailDays = 2 } = options;
  const from = options.from.getTime();
  const to = options.to.getTime();
  const detailFrom = to - detailDays * DAY;
  const frame = { seed, from, to, scale };
  const plans = repositories.map(repository =>
    planRepository(repository, frame),
  );
  const runs = numberRuns(
    plans.flatMap(plan => plan.runs),
    to,
  );
  const atGithub = repositories.filter(({ builder }) => builder !== 'gitlab');
  const told = [
    ...atGithub.map((repository, index) =>
      planDelivery(from + index, 'ping', [seed, from, repository.name], () =>
        pingBody(repository, from),
      ),
    ),
    ...plans.flatMap(plan => [
      ...plan.pulls.flatMap(pull =>
        pullDeliveries(pull, {
          detail: pull.openedAt >= detailFrom,
          until: to,
        }),
      ),
      ...plan.pushes.flatMap(pushDeliveries),
      ...plan.releases.flatMap(releaseDeliveries),
    ]),
  ];
  const ofRuns = runs.flatMap(run => [
    ...runDeliveries(run, run.run.createdAt >= detailFrom),
    ...reportDeliveries(run, to),
  ]);
  const ofIncidents = planIncidents(runs, { from, to }).flatMap(
    incidentDeliveries,
  );
  const all = [
    ...told,
    ...ofRuns,
    ...ofIncidents,
    ...securityDeliveries(runs, { from, to }),
  ];
  return {
    runs,
    history: all.filter(({ at }) => at <= to).sort(byTime),
    afterwards: [...ofRuns, ...ofIncidents]
      .filter(({ at }) => at > to)
      .sort(byTime),
  };
}

function byTime(a: PlannedDelivery, b: PlannedDelivery): number {
  return a.at - b.at || (a.deliveryId < b.deliveryId ? -1 : 1);
}

/** Gives ids in the order of time, and each workflow's runs consecutive numbers. */
function numberRuns(plans: RunPlan[], to: number): NumberedRun[] {
  const sorted = plans
    .filter(run => run.createdAt <= to)
    .sort(
      (a, b) =>
        a.createdAt - b.createdAt ||
        (a.commit.sha + a.workflow.name < b.commit.sha + b.workflow.name
          ? -1
          : 1),
    );
  const keyOf = (run: RunPlan) => `${run.repository.name} ${run.workflow.name}`;
  const counts = new Map<string, number>();
  for (const run of sorted) {
    counts.set(keyOf(run), (counts.get(keyOf(run)) ?? 0) + 1);
  }
  const next = new Map<string, number>();
  for (const [key, count] of counts) {
    const reached = numberReached(to, RUN_NUMBERS_PER_DAY);
    next.set(key, Math.max(1, reached - count));
  }
  const numberRun = createRunNumbers();
  return sorted.map(run => {
    const number = next.get(keyOf(run)) ?? 1;
    next.set(keyOf(run), number + 1);
    return numberRun(run, number);
  });
}
