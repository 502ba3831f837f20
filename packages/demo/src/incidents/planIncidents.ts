import { NumberedRun } from '../github/runBody';
import { DAY, MINUTE, startOfDay, wholeSecond } from '../history/clock';
import { digest } from '../history/random';
import { shareOf } from '../reports/share';

/** Something that broke for the users of the organisation. */
export interface IncidentPlan {
  id: string;
  /** Name of the repository that is hit. */
  service: string;
  title: string;
  severity: 'sev1' | 'sev2' | 'sev3';
  startedAt: number;
  acknowledgedAt: number;
  /** Absent: it is open. */
  resolvedAt?: number;
  /** The version that the people on call name as its cause. */
  version?: string;
  /** A provider of ours was down: no change had a part in it. */
  isOutside?: boolean;
}

const symptoms = [
  'errors above 2 %',
  'p95 latency doubled',
  'requests time out',
  'wrong totals shown',
];
const outsiders = ['card network', 'e-mail provider', 'DNS of the CDN'];

const inProduction = ({ run }: NumberedRun) =>
  run.attempts
    .flatMap(({ jobs }) => jobs)
    .filter(
      ({ runner, template }) =>
        runner && template.deploysTo?.environment.startsWith('production'),
    );

const severityOf = (share: number) => {
  if (share < 0.15) return 'sev1';
  return share < 0.6 ? 'sev2' : 'sev3';
};

function incidentOf(
  service: string,
  startedAt: number,
  resolvedAt: number | undefined,
  more: Partial<IncidentPlan> = {},
): IncidentPlan {
  const share = (of: string) => shareOf('incident', service, startedAt, of);
  const symptom = symptoms[Math.floor(share('symptom') * symptoms.length)];
  return {
    id: digest('incident', service, startedAt).slice(0, 8).toUpperCase(),
    service,
    title: `${service}: ${symptom}`,
    severity: severityOf(share('severity')),
    startedAt: wholeSecond(startedAt),
    acknowledgedAt: wholeSecond(
      Math.min(
        startedAt + (1 + 6 * share('ack')) * MINUTE,
        resolvedAt ?? Infinity,
      ),
    ),
    resolvedAt: resolvedAt && wholeSecond(resolvedAt),
    ...more,
  };
}

/** What made people roll back: it began after the deployment and ended with the rollback. */
function ofRollbacks(deploys: readonly NumberedRun[]): IncidentPlan[] {
  return deploys.flatMap((back, index) => {
    if (!back.run.isRollback) return [];
    const bad = deploys
      .slice(0, index)
      .filter(({ run }) => run.repository === back.run.repository)
      .at(-1);
    const ended = inProduction(back).at(-1)?.finishedAt;
    const arrived = bad && inProduction(bad).at(-1)?.finishedAt;
    if (!bad || !ended || !arrived) return [];
    const { name } = back.run.repository;
    const share = shareOf('begins', name, arrived);
    const from = arrived + share * 0.5 * (back.run.createdAt - arrived);
    // Not every time did somebody say which version it was.
    const version = share < 0.6 ? bad.run.release : undefined;
    return [incidentOf(name, from, ended + 3 * MINUTE, { version })];
  });
}

/** What failed in production and stays so: nobody has repaired it yet. */
function leftOpen(deploys: readonly NumberedRun[], to: number): IncidentPlan[] {
  const last = new Map(deploys.map(one => [one.run.repository.name, one]));
  return [...last].flatMap(([name, one]) => {
    const failed = inProduction(one).find(
      ({ conclusion, finishedAt }) =>
        conclusion === 'failure' && finishedAt <= to,
    );
    if (!failed) return [];
    const { release } = one.run;
    return [
      incidentOf(name, failed.finishedAt, undefined, { version: release }),
    ];
  });
}

/** Two a month that nobody here could help. */
function ofOthers(
  services: readonly string[],
  from: number,
  to: number,
): IncidentPlan[] {
  const plans: IncidentPlan[] = [];
  for (let day = startOfDay(from) + DAY; day < to - DAY; day += DAY) {
    const share = (of: string) => shareOf('outside', day, of);
    if (share('happens') > 2 / 30) continue;
    const service = services[Math.floor(share('service') * services.length)];
    const who = outsiders[Math.floor(share('who') * outsiders.length)];
    const startedAt = day + share('time') * DAY;
    const length = (15 + 90 * share('length')) * MINUTE;
    plans.push(
      incidentOf(service, startedAt, startedAt + length, {
        title: `${service}: ${who} is down`,
        isOutside: true,
      }),
    );
  }
  return plans;
}

/** The incidents of a history, in order. They follow from its runs alone. */
export function planIncidents(
  runs: readonly NumberedRun[],
  { from, to }: { from: number; to: number },
): IncidentPlan[] {
  const deploys = runs
    .filter(one => inProduction(one).length > 0)
    .sort((a, b) => a.run.createdAt - b.run.createdAt);
  const services = [...new Set(deploys.map(one => one.run.repository.name))];
  return [
    ...ofRollbacks(deploys),
    ...leftOpen(deploys, to),
    ...(services.length ? ofOthers(services.sort(), from, to) : []),
  ]
    .filter(({ startedAt }) => startedAt <= to)
    .sort((a, b) => a.startedAt - b.startedAt);
}
