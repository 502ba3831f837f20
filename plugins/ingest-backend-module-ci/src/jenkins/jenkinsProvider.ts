import { Subject } from '@quarterdeck/plugin-ingest-common';
import { WebhookProvider } from '@quarterdeck/plugin-ingest-node';
import { tokenHeader } from '../tokenHeader';
import { parseJenkins } from './parseJenkins';

/** `a/b` of `a/b/main`: a multibranch project holds a job per branch. */
function parentJob({ project }: Subject): string | undefined {
  const slash = project.lastIndexOf('/');
  return slash > 0 ? project.slice(0, slash) : undefined;
}

/** Jenkins, by its Notification plugin or by a request from a Jenkinsfile. */
export const jenkinsProvider: WebhookProvider = {
  kind: 'jenkins',
  check: 'webhook, token',
  // Jenkins signs nothing.
  verify: input => tokenHeader(input, 'x-jenkins-token'),
  // It has no delivery ids either: the hash of the body will do.
  deliveryKey: () => undefined,
  parse: parseJenkins,
  keepHeaders: ['content-type', 'user-agent', 'x-jenkins-instance'],
  annotations: [
    {
      annotation: 'jenkins.io/job-full-name',
      value: ({ instance, project }: Subject) => `${instance}:${project}`,
    },
    {
      annotation: 'jenkins.io/job-full-name',
      value: ({ project }: Subject) => project,
    },
    {
      annotation: 'jenkins.io/job-full-name',
      value: subject => {
        const parent = parentJob(subject);
        return parent && `${subject.instance}:${parent}`;
      },
    },
    { annotation: 'jenkins.io/job-full-name', value: parentJob },
  ],
};
