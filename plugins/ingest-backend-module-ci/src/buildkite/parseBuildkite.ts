import { z } from 'zod';
import { Subject } from '@quarterdeck/plugin-ingest-common';
import { ParsedEvent, WebhookProvider } from '@quarterdeck/plugin-ingest-node';
import { maybeText } from '../bodyValues';
import { deploymentsByName } from '../deploymentByName';
import { headerValue } from '../headerValue';
import { providerEvent } from '../providerEvent';
import { readDelivery, rejectedAt } from '../readDelivery';
import {
  BuildkiteBody,
  buildkiteBodySchema,
  BuildkiteJob,
  buildkiteJobSchema,
  buildkiteProject,
} from './buildkiteBody';
import { buildkiteGate } from './buildkiteGate';
import { buildkiteDeployment, buildkiteJob } from './buildkiteJob';
import { buildkiteRun, isBlocked } from './buildkiteRun';

const builds = new Set([
  'build.scheduled',
  'build.running',
  'build.failing',
  'build.finished',
  'build.blocked',
  'build.skipped',
]);
const jobs = new Set([
  'job.scheduled',
  'job.started',
  'job.finished',
  'job.activated',
]);

const nameSchema = z.object({ event: maybeText });
const jobSchema = z.object({ job: buildkiteJobSchema });

/** Turns a Buildkite delivery into events. Never throws. */
export const parseBuildkite: WebhookProvider['parse'] = ({
  headers,
  body,
  now,
}) => {
  const named = nameSchema.safeParse(body);
  const event =
    named.data?.event ?? headerValue(headers, 'x-buildkite-event') ?? '';
  if (!/^[a-z0-9_.]{1,64}$/.test(event)) {
    return rejectedAt(['event'], body, "Buildkite's webhook");
  }
  const what = `Buildkite's ${event} webhook`;
  const ofJob = jobs.has(event);
  if (!ofJob && !builds.has(event)) {
    return {
      outcome: 'ignored',
      parsedAs: event,
      reason: `Buildkite's ${event} events say nothing about builds or jobs.`,
    };
  }
  const read = readDelivery(buildkiteBodySchema, body, what);
  if (!read.ok) return read.rejection;
  const project = buildkiteProject(read.value);
  if (!project) return rejectedAt(['pipeline', 'web_url'], body, what);
  let job: BuildkiteJob | undefined;
  if (ofJob) {
    const readJob = readDelivery(jobSchema, body, what);
    if (!readJob.ok) return readJob.rejection;
    job = readJob.value.job;
  }
  if (job?.type === 'waiter') {
    return {
      outcome: 'ignored',
      parsedAs: event,
      reason: 'A wait step runs nothing.',
    };
  }
  const context = { body: read.value, event, project, now };
  const events = job ? ofOneJob(context, job) : ofBuild(context);
  return events.length > 0
    ? { outcome: 'parsed', parsedAs: event, events }
    : {
        outcome: 'ignored',
        parsedAs: event,
        reason: 'A block step tells something only when a person lets it go.',
      };
};

interface Context {
  body: BuildkiteBody;
  event: string;
  project: string;
  now: Date;
}

function ofBuild(context: Context): ParsedEvent[] {
  const { body, event, project, now } = context;
  const data = buildkiteRun(body, event, project, now);
  const correlation = { sha: data.sha, run: data.externalId };
  const run = providerEvent({
    type: 'ci.run.v1',
    subject: subjectOf(context),
    at: data.observedAt,
    correlation: { ...correlation, rebuiltFrom: body.build.rebuilt_from?.id },
    data,
  });
  if (!isBlocked(body, event)) return [run];
  const gate = buildkiteGate(body, project, now);
  return [
    run,
    providerEvent({
      type: 'gate.v1',
      subject: subjectOf(context),
      at: gate.observedAt,
      correlation,
      data: gate,
    }),
  ];
}

function ofOneJob(context: Context, job: BuildkiteJob): ParsedEvent[] {
  const { body, event, project, now } = context;
  // Only a block step is activated; it runs nothing itself.
  if (event === 'job.activated' || job.type === 'manual') {
    if (event !== 'job.activated' && job.state !== 'unblocked') return [];
    const gate = buildkiteGate(body, project, now, job);
    return [
      providerEvent({
        type: 'gate.v1',
        subject: subjectOf(context),
        at: gate.observedAt,
        correlation: { run: body.build.id },
        data: gate,
      }),
    ];
  }
  const data = buildkiteJob(body, job, event, project, now);
  return [
    providerEvent({
      type: 'ci.job.v1',
      subject: subjectOf(context),
      at: data.observedAt,
      correlation: { sha: data.sha, run: data.runExternalId },
      data,
    }),
    ...deploymentsByName(
      buildkiteDeployment(body, job, data),
      subjectOf(context),
    ),
  ];
}

function subjectOf({ project }: Context): Subject {
  return { instance: 'buildkite.com', project };
}
