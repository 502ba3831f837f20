import { ParseOutcome, WebhookProvider } from '@quarterdeck/plugin-ingest-node';
import { maybeFields, textOf } from '../fields';
import { GithubEventParser, refused } from './githubDelivery';
import { githubPlace, repositoryName } from './githubPlace';
import { githubEventNames } from './githubEventNames';
import { headerValue } from '../headerValue';
import { parseCheckRun } from './parseCheckRun';
import { parseCheckSuite } from './parseCheckSuite';
import { parseDeployment } from './parseDeployment';
import { parseDeploymentProtectionRule } from './parseDeploymentProtectionRule';
import { parseDeploymentReview } from './parseDeploymentReview';
import { parseDeploymentStatus } from './parseDeploymentStatus';
import { parsePullRequest } from './parsePullRequest';
import { parsePullRequestReview } from './parsePullRequestReview';
import { parsePush } from './parsePush';
import { parseRefChange } from './parseRefChange';
import { parseRelease } from './parseRelease';
import { parseWorkflowJob } from './parseWorkflowJob';
import { parseWorkflowRun } from './parseWorkflowRun';

const parsers = new Map<string, GithubEventParser>([
  ['push', parsePush],
  ['pull_request', parsePullRequest],
  ['pull_request_review', parsePullRequestReview],
  ['workflow_run', parseWorkflowRun],
  ['workflow_job', parseWorkflowJob],
  ['check_suite', parseCheckSuite],
  ['check_run', parseCheckRun],
  ['deployment', parseDeployment],
  ['deployment_status', parseDeploymentStatus],
  ['deployment_review', parseDeploymentReview],
  ['deployment_protection_rule', parseDeploymentProtectionRule],
  ['create', parseRefChange],
  ['delete', parseRefChange],
  ['release', parseRelease],
]);

const reasons = new Map<string, string>([
  ['ping', 'ping'],
  [
    'status',
    'Commit statuses carry no run and no times; check_run and workflow_run do.',
  ],
  [
    'workflow_dispatch',
    'The workflow_run event of the run it starts carries the same.',
  ],
  [
    'repository_dispatch',
    'The workflow_run event of the run it starts carries the same.',
  ],
]);

/** Turns a GitHub delivery into events. Never throws. */
export const parseGithub: WebhookProvider['parse'] = ({
  headers,
  body,
  now,
}) => {
  const event = headerValue(headers, 'x-github-event');
  if (!event) {
    return {
      outcome: 'rejected',
      status: 400,
      message:
        'The header X-GitHub-Event is missing, so nobody can tell what this delivery is. GitHub always sends it: check the proxy in between.',
    };
  }
  if (!githubEventNames.has(event)) return unknownEvent(event);
  const parser = parsers.get(event);
  if (!parser) return notOfInterest(event);

  const fields = maybeFields(body);
  if (!fields) return refused({ event, body });
  const repository = maybeFields(fields.repository);
  if (!repository) return refused({ event, body }, 'repository');
  const place = githubPlace(
    repository,
    headerValue(headers, 'x-github-enterprise-host'),
  );
  if (!place) {
    return repositoryName(repository)
      ? noHost(event)
      : refused({ event, body }, 'repository', 'full_name');
  }
  const action = textOf(fields.action);
  const parsedAs = action ? `${event}.${action.slice(0, 64)}` : event;
  return parser({ event, action, parsedAs, place, body: fields, now });
};

function noHost(event: string): ParseOutcome {
  return {
    outcome: 'rejected',
    message: `GitHub's ${event} delivery cannot be read: /repository/html_url names no host.`,
    path: '/repository/html_url',
  };
}

function unknownEvent(event: string): ParseOutcome {
  // A stranger's header is repeated only when it could be a name.
  const name = /^[a-z0-9_]{1,64}$/.test(event) ? ` "${event}"` : '';
  return {
    outcome: 'rejected',
    message: `X-GitHub-Event${name} is not the name of an event GitHub sends, such as workflow_run. Set the header as GitHub does; the delivery is kept and can be read again.`,
  };
}

function notOfInterest(event: string): ParseOutcome {
  return {
    outcome: 'ignored',
    parsedAs: event,
    reason:
      reasons.get(event) ??
      `GitHub's ${event} events say nothing about pipelines, changes or deployments.`,
  };
}
