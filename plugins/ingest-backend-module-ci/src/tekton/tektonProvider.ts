import { z } from 'zod';
import { Subject, timestamp } from '@quarterdeck/plugin-ingest-common';
import { ParseOutcome, WebhookProvider } from '@quarterdeck/plugin-ingest-node';
import {
  cloudEventHeaders,
  cloudEventKey,
  parseEach,
  readCloudEvent,
} from '../cloudEventDelivery';
import { deploymentsByName } from '../deploymentByName';
import { headerValue } from '../headerValue';
import { providerEvent } from '../providerEvent';
import { readDelivery } from '../readDelivery';
import { tokenHeader } from '../tokenHeader';
import { urlPlace } from '../urlPlace';
import { TektonRun, tektonRunSchema } from './tektonBody';
import {
  parentId,
  pipelineName,
  tektonDeployment,
  tektonJob,
  tektonProject,
  tektonRun,
} from './tektonEvents';

const typePattern =
  /^dev\.tekton\.event\.(pipelinerun|taskrun|customrun|run)\.(queued|started|running|unknown|successful|failed)\.v1$/;

const instanceHeader = 'x-quarterdeck-instance';

const dataSchemas = new Map<string, z.ZodType<TektonRun>>([
  [
    'pipelinerun',
    z
      .object({ pipelineRun: tektonRunSchema })
      .transform(({ pipelineRun }) => pipelineRun),
  ],
  [
    'taskrun',
    z.object({ taskRun: tektonRunSchema }).transform(({ taskRun }) => taskRun),
  ],
  [
    'customrun',
    z
      .object({ customRun: tektonRunSchema })
      .transform(({ customRun }) => customRun),
  ],
  ['run', z.object({ run: tektonRunSchema }).transform(({ run }) => run)],
]);

/** Turns Tekton's CloudEvents into runs and jobs. Never throws. */
const parse: WebhookProvider['parse'] = ({ headers, body, now }) =>
  parseEach(body, (item): ParseOutcome => {
    const event = readCloudEvent(headers, item);
    const [, kind = '', word] = typePattern.exec(event.type ?? '') ?? [];
    const schema = dataSchemas.get(kind);
    if (!event.type) {
      return {
        outcome: 'rejected',
        message:
          'This is no CloudEvent: neither the header ce-type nor /type names what it is.',
        path: '/type',
      };
    }
    const parsedAs = event.type.slice(0, 128);
    if (!schema || !word) {
      return {
        outcome: 'ignored',
        parsedAs,
        reason: 'Not an event of a PipelineRun, TaskRun or CustomRun.',
      };
    }
    const what = `Tekton's ${kind}.${word} event`;
    const read = readDelivery(schema, event.data, what);
    if (!read.ok) {
      const path = `${event.at}${read.rejection.path ?? ''}`;
      return { ...read.rejection, path };
    }
    const run = read.value;
    const time = timestamp.safeParse(event.time);
    const context = {
      instance:
        urlPlace(event.source)?.host ??
        headerValue(headers, instanceHeader)?.slice(0, 255).toLowerCase() ??
        'tekton',
      word,
      at: time.success ? time.data : now.toISOString(),
    };
    const subject: Subject = {
      instance: context.instance,
      project: tektonProject(run),
      workflow: pipelineName(run),
      path: run.metadata.labels['backstage.io/kubernetes-id'],
    };
    const isRun = kind === 'pipelinerun' || parentId(run) === undefined;
    const events = [];
    if (isRun) {
      const data = tektonRun(run, context);
      events.push(
        providerEvent({
          type: 'ci.run.v1',
          subject,
          at: context.at,
          correlation: { sha: data.sha, run: data.externalId },
          data,
        }),
      );
    }
    if (kind !== 'pipelinerun') {
      const data = tektonJob(run, context);
      events.push(
        providerEvent({
          type: 'ci.job.v1',
          subject,
          at: context.at,
          correlation: { sha: data.sha, run: data.runExternalId },
          data,
        }),
        ...deploymentsByName(tektonDeployment(run, data), subject),
      );
    }
    return { outcome: 'parsed', parsedAs, events };
  });

/** Tekton Pipelines: CloudEvents of PipelineRuns, TaskRuns and CustomRuns. */
export const tektonProvider: WebhookProvider = {
  kind: 'tekton',
  check: 'CloudEvents, token',
  verify: tokenHeader,
  deliveryKey: cloudEventKey,
  parse,
  cloudEventTypes: /^dev\.tekton\.event\./,
  keepHeaders: [...cloudEventHeaders, instanceHeader],
  annotations: [
    {
      // Backstage's Tekton and Kubernetes pages find runs by this label.
      annotation: 'backstage.io/kubernetes-id',
      value: (subject: Subject) => subject.path,
    },
    {
      annotation: 'tekton.dev/pipeline',
      value: (subject: Subject) => subject.project,
    },
  ],
};
