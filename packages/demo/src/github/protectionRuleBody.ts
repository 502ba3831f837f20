import { account, organisation } from './account';
import { DeployingJob, deploymentObject } from './deploymentBodies';
import { repositoryApi, repositoryBody } from './repositoryBody';

/** `deployment_protection_rule`, requested: GitHub asks the portal, and waits. */
export function protectionRuleBody(
  deploying: DeployingJob,
  at: number,
): object {
  const { numbered, environment } = deploying;
  const { run, id } = numbered;
  const api = repositoryApi(run.repository);
  return {
    action: 'requested',
    environment,
    event: run.event,
    sha: run.commit.sha,
    ref: run.release ?? run.ref,
    deployment_callback_url: `${api}/actions/runs/${id}/deployment_protection_rule`,
    deployment: deploymentObject(deploying, at),
    pull_requests: [],
    repository: repositoryBody(run.repository, run.commit.at),
    organization: organisation,
    installation: { id: 41, node_id: 'demo' },
    sender: account(run.actor),
  };
}
