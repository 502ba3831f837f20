import { NumberedRun } from '../github/runBody';
import { createIdSequence } from './idSequence';
import { RunPlan } from './plan';

/** Gives runs and their jobs ids that grow with time, for runs in the order of theirs. */
export function createRunNumbers(): (
  run: RunPlan,
  number: number,
) => NumberedRun {
  const runId = createIdSequence();
  const jobId = createIdSequence();
  return (run, number) => {
    const jobs = run.attempts
      .flatMap(attempt => attempt.jobs)
      .sort((a, b) => a.createdAt - b.createdAt);
    return {
      run,
      number,
      id: runId(run.createdAt),
      // From the run's own time on, so that later runs have later jobs.
      jobIds: new Map(jobs.map(job => [job, jobId(run.createdAt)])),
    };
  };
}
