import { Subject } from '@quarterdeck/plugin-ingest-common';
import { WebhookProvider } from '@quarterdeck/plugin-ingest-node';
import { bodyField } from '../deliveryParts';
import { tokenHeader } from '../tokenHeader';
import { parseAzure } from './parseAzure';

/** Ours name the organization after the host; no other provider's have a slash. */
const isAzure = ({ instance }: Subject) => instance.includes('/');

/** The project, when it is told by name and not by its GUID. */
function projectName(subject: Subject): string | undefined {
  const [name] = subject.project.split('/');
  return /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(name)
    ? undefined
    : name;
}

/** Azure DevOps Services and Server, by service hooks. */
export const azureProvider: WebhookProvider = {
  kind: 'azure-devops',
  check: 'webhook, token',
  // Service hooks sign nothing: basic authentication or an own header.
  verify: input => tokenHeader(input),
  deliveryKey({ body }) {
    // The same event goes to each subscription under a number of its own.
    const key = bodyField(body, 'id', 'notificationId');
    return key && key.length <= 128 ? key : undefined;
  },
  parse: parseAzure,
  keepHeaders: [
    'content-type',
    'user-agent',
    'x-vss-activityid',
    'x-vss-subscriptionid',
  ],
  annotations: [
    {
      annotation: 'dev.azure.com/project-repo',
      value: (subject: Subject) =>
        isAzure(subject) && subject.project.includes('/')
          ? subject.project
          : undefined,
    },
    {
      annotation: 'dev.azure.com/build-definition',
      value: (subject: Subject) =>
        isAzure(subject) ? subject.workflow : undefined,
      // Definitions of one name exist in many projects.
      unless: [
        { annotation: 'dev.azure.com/project', value: projectName },
        {
          annotation: 'dev.azure.com/host-org',
          value: (subject: Subject) => subject.instance,
        },
      ],
    },
  ],
};
