import { jobIdOf } from '../github/jobBody';
import { NumberedRun } from '../github/runBody';
import { AttemptPlan, JobPlan, PlannedDelivery } from '../history/plan';
import { planDeliveryOf } from '../history/planDelivery';
import { digest } from '../history/random';

const weights = [10, 20, 30, 40, 50];

/** What Flagger says, and how far the canary is: 0 to 1. */
interface Said {
  phase: string;
  message: string;
  share: number;
  weight: number;
}

/** Flagger's event webhooks of a canary, from the new revision to its end. */
export function flaggerDeliveries(
  numbered: NumberedRun,
  _attempt: AttemptPlan,
  job: JobPlan,
): PlannedDelivery[] {
  if (!job.template.deploysTo || !job.runner) return [];
  const id = jobIdOf(numbered, job);
  const { startedAt, finishedAt } = job;
  return talk(job, `${numbered.run.repository.name}.discovery`).map(
    (said, index) => {
      const span = (finishedAt - startedAt) * said.share;
      const at = startedAt + Math.floor(span / 1000) * 1000;
      return planDeliveryOf('flagger', at, said.phase, [id, index], () =>
        eventBody(numbered, job, said, at),
      );
    },
  );
}

function talk({ conclusion }: JobPlan, name: string): Said[] {
  const passed = conclusion === 'success';
  const reached = passed ? weights : weights.slice(0, 2);
  const said = (
    phase: string,
    message: string,
    share: number,
    weight: number,
  ) => ({ phase, message, share, weight } satisfies Said);
  const progress = 'Progressing';
  const start = said(
    progress,
    `New revision detected! Starting canary analysis for ${name}`,
    0,
    0,
  );
  const advances = reached.map((weight, index) =>
    said(
      progress,
      `Advance ${name} canary weight ${weight}`,
      (index + 1) / (weights.length + 2),
      weight,
    ),
  );
  const end = passed
    ? [
        said(
          'Promoting',
          `Copying ${name} template spec to ${name}-primary`,
          0.9,
          50,
        ),
        said('Finalising', 'Routing all traffic to primary', 0.97, 0),
        said('Succeeded', `Promotion completed! Scaling down ${name}`, 1, 0),
      ]
    : [
        said(
          'Failed',
          `Rolling back ${name} failed checks threshold reached 3`,
          1,
          0,
        ),
      ];
  return [start, ...advances, ...end];
}

function eventBody(
  numbered: NumberedRun,
  job: JobPlan,
  said: Said,
  at: number,
): object {
  const { run } = numbered;
  const id = jobIdOf(numbered, job);
  return {
    name: run.repository.name,
    namespace: 'discovery',
    phase: said.phase,
    // The specification names the run, so one version deployed twice is two.
    checksum: digest('flagger', id, run.release ?? '').slice(0, 10),
    canaryWeight: said.weight,
    metadata: {
      eventMessage: said.message,
      eventType: said.phase === 'Failed' ? 'Warning' : 'Normal',
      timestamp: String(at),
      cluster: 'prod-eu-1',
      environment: job.template.deploysTo?.environment,
      sha: run.commit.sha,
      version: run.release,
    },
  };
}
