import { argocdDeliveries } from '../argocd/argocdDeliveries';
import { rolloutDeliveries } from '../argorollouts/rolloutDeliveries';
import { buildkiteDeliveries } from '../buildkite/buildkiteDeliveries';
import { cdEventDeliveries } from '../cdevents/cdEventDeliveries';
import { circleciDeliveries } from '../circleci/circleciDeliveries';
import { flaggerDeliveries } from '../flagger/flaggerDeliveries';
import {
  githubDeployDeliveries,
  githubRunDeliveries,
} from '../github/githubRunDeliveries';
import { NumberedRun } from '../github/runBody';
import { gitlabDeployDeliveries } from '../gitlab/gitlabDeployDeliveries';
import { gitlabRunDeliveries } from '../gitlab/gitlabRunDeliveries';
import { jenkinsDeliveries } from '../jenkins/jenkinsDeliveries';
import { Builder } from '../organisation/builders';
import { Deployer } from '../organisation/deployTarget';
import { tektonDeliveries } from '../tekton/tektonDeliveries';
import { AttemptPlan, JobPlan, PlannedDelivery } from './plan';

/** Writes a run as its sender tells it; without `detail` only the last word about each thing. */
type RunWriter = (numbered: NumberedRun, detail: boolean) => PlannedDelivery[];

/** Writes what a job deploys. */
type DeployWriter = (
  numbered: NumberedRun,
  attempt: AttemptPlan,
  job: JobPlan,
  detail: boolean,
) => PlannedDelivery[];

const builders: Record<Builder, RunWriter> = {
  gitlab: gitlabRunDeliveries,
  jenkins: jenkinsDeliveries,
  circleci: circleciDeliveries,
  buildkite: buildkiteDeliveries,
  tekton: tektonDeliveries,
};

const deployers: Record<Exclude<Deployer, 'pipeline'>, DeployWriter> = {
  argocd: argocdDeliveries,
  argorollouts: rolloutDeliveries,
  flagger: flaggerDeliveries,
  cdevents: cdEventDeliveries,
};

/**
 * The deliveries of a run and of what it deploys. Without `detail` only the last
 * word about each thing, which as a rule repeats all its times.
 */
export function runDeliveries(
  numbered: NumberedRun,
  detail: boolean,
): PlannedDelivery[] {
  const { builder } = numbered.run.repository;
  const write = builder ? builders[builder] : githubRunDeliveries;
  return [
    ...write(numbered, detail),
    ...numbered.run.attempts.flatMap(attempt =>
      attempt.jobs.flatMap(job =>
        deployWriter(numbered, job)(numbered, attempt, job, detail),
      ),
    ),
  ];
}

function deployWriter({ run }: NumberedRun, job: JobPlan): DeployWriter {
  const by = job.template.deploysTo?.by ?? 'pipeline';
  if (by !== 'pipeline') return deployers[by];
  return run.repository.builder === 'gitlab'
    ? gitlabDeployDeliveries
    : githubDeployDeliveries;
}
