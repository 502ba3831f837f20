import { NumberedRun } from '../github/runBody';
import { pipelineId } from '../gitlab/pipelineHook';
import { DAY, SECOND } from '../history/clock';
import { AttemptPlan, JobPlan, PlannedDelivery } from '../history/plan';
import { planDeliveryOf } from '../history/planDelivery';
import { jenkinsRunId } from '../jenkins/buildBody';
import { gitlabHost, jenkinsHost } from '../organisation/hosts';
import { codeHost } from '../organisation/people';
import { testSuites } from '../organisation/testSuites';
import { coverageFile } from './coverageFile';
import { junitFile } from './junitFile';

/** Reports are large: only the last days of the history have them. */
const mainDays = 24;
const branchDays = 6;

const testJob = /^(?:unit tests|integration|browser tests)/;

/** The reports of a run's test jobs; those of old runs are left out. */
export function reportDeliveries(
  numbered: NumberedRun,
  until: number,
): PlannedDelivery[] {
  const { run } = numbered;
  const { repository } = run;
  const suite = testSuites[repository.name];
  const days = run.event === 'push' ? mainDays : branchDays;
  if (!suite || run.workflow !== repository.ci) return [];
  if (run.createdAt < until - days * DAY) return [];
  return run.attempts.flatMap(attempt =>
    attempt.jobs
      .filter(job => job.runner && testJob.test(job.template.name))
      .filter(({ conclusion }) => /success|failure/.test(conclusion))
      .flatMap(job => {
        const trial = { suite, numbered, attempt, job };
        const tests = reportOf('tests', trial, () => junitFile(trial));
        const covers =
          job.template.name === 'unit tests' && job.conclusion === 'success';
        return covers
          ? [tests, reportOf('coverage', trial, () => coverageFile(trial))]
          : [tests];
      }),
  );
}

function reportOf(
  category: 'tests' | 'coverage',
  told: { numbered: NumberedRun; attempt: AttemptPlan; job: JobPlan },
  body: () => string,
): PlannedDelivery {
  const { numbered, attempt, job } = told;
  const { repository, commit, ref } = numbered.run;
  const delivery = planDeliveryOf(
    'reports',
    job.finishedAt - SECOND,
    category,
    [repository.name, numbered.id, attempt.attempt, job.template.name],
    body,
  );
  return {
    ...delivery,
    query: {
      category,
      entity: `component:default/${repository.name}`,
      commit: commit.sha,
      branch: ref,
      ...placeOf(numbered, attempt.attempt),
      job: job.template.name,
    },
  };
}

/** The run as its own sender names it. */
function placeOf(
  numbered: NumberedRun,
  attempt: number,
): { instance: string; run: string; attempt: string } {
  switch (numbered.run.repository.builder) {
    case 'gitlab':
      return {
        instance: gitlabHost,
        run: String(pipelineId(numbered, attempt)),
        attempt: '1',
      };
    case 'jenkins':
      return {
        instance: jenkinsHost,
        run: jenkinsRunId(numbered, attempt),
        attempt: '1',
      };
    default:
      return {
        instance: codeHost,
        run: String(numbered.id),
        attempt: String(attempt),
      };
  }
}
