import { WebhookProvider } from '@quarterdeck/plugin-ingest-node';
import { maybeFields, textOf } from '../fields';
import { rejectedAt } from '../readDelivery';
import { timeOf } from '../times';
import { AzureEventParser, refused } from './azureDelivery';
import { azurePlace } from './azurePlace';
import { parseBuild } from './parseBuild';
import { parseCheckApproval } from './parseCheckApproval';
import { parsePullRequest } from './parsePullRequest';
import { parsePush } from './parsePush';
import { parseReleaseApproval } from './parseReleaseApproval';
import { parseReleaseDeployment } from './parseReleaseDeployment';
import { parseRun } from './parseRun';

const parsers = new Map<string, AzureEventParser>([
  ['ms.vss-pipelines.run-state-changed-event', parseRun],
  ['ms.vss-pipelines.stage-state-changed-event', parseRun],
  ['ms.vss-pipelines.job-state-changed-event', parseRun],
  ['ms.vss-pipelinechecks-events.approval-pending', parseCheckApproval],
  ['ms.vss-pipelinechecks-events.approval-completed', parseCheckApproval],
  ['build.complete', parseBuild],
  ['ms.vss-release.deployment-started-event', parseReleaseDeployment],
  ['ms.vss-release.deployment-completed-event', parseReleaseDeployment],
  ['ms.vss-release.deployment-approval-pending-event', parseReleaseApproval],
  ['ms.vss-release.deployment-approval-completed-event', parseReleaseApproval],
  ['git.push', parsePush],
  ['git.pullrequest.created', parsePullRequest],
  ['git.pullrequest.updated', parsePullRequest],
  ['git.pullrequest.merged', parsePullRequest],
]);

/** Turns a service hook of Azure DevOps into events. Never throws. */
export const parseAzure: WebhookProvider['parse'] = ({ body, now }) => {
  const fields = maybeFields(body);
  if (!fields) return rejectedAt([], body, "Azure's delivery");
  const eventType = textOf(fields.eventType, 128);
  if (!eventType) return rejectedAt(['eventType'], body, "Azure's delivery");
  const parser = parsers.get(eventType);
  if (!parser) {
    return {
      outcome: 'ignored',
      parsedAs: eventType.slice(0, 64),
      reason: `Azure's ${eventType.slice(
        0,
        64,
      )} events say nothing about pipelines, changes or deployments.`,
    };
  }
  const resource = maybeFields(fields.resource);
  if (!resource) return refused({ eventType, body: fields }, 'resource');
  const place = azurePlace(fields);
  if (!place) {
    return refused({ eventType, body: fields }, 'resourceContainers');
  }
  const at = timeOf(fields.createdDate);
  return parser({
    eventType,
    place,
    body: fields,
    resource,
    at,
    now,
  });
};

/** The event types that are read, for the documentation and its test. */
export const azureEventTypes: readonly string[] = [...parsers.keys()];
