import { CiJob } from '@quarterdeck/plugin-ingest-common';
import { ParsedEvent } from '@quarterdeck/plugin-ingest-node';
import { jobKind } from '../jobKind';
import { EventInputs, providerEvent } from '../providerEvent';
import { CdEvent, idOf, linkOf, subjectAt } from './cdEvent';
import { cdEventProgress, cdEventTrigger } from './cdEventProgress';

/** How a run or job of an event is called, and under which ids. */
interface Naming {
  /** Prefixed, since the subjects of a system may count apart. */
  id: string;
  name: string;
  kind: CiJob['kind'];
}

function timesOf(event: CdEvent) {
  const { predicate, at } = event;
  return {
    queuedAt: predicate === 'queued' ? at : undefined,
    startedAt: predicate === 'started' ? at : undefined,
    finishedAt: predicate === 'finished' ? at : undefined,
    observedAt: at,
  };
}

function runEvent(event: CdEvent, naming: Omit<Naming, 'kind'>): ParsedEvent {
  const { content, instance, project, predicate } = event;
  const progress = cdEventProgress(predicate, content.outcome);
  const data: EventInputs['ci.run.v1'] = {
    provider: 'cdevents',
    instance,
    project,
    externalId: naming.id,
    attempt: 1,
    pipeline: { name: naming.name },
    trigger: cdEventTrigger(content.trigger?.type),
    rawTrigger: content.trigger?.type,
    url: linkOf(event),
    ...progress,
    rawState: predicate,
    rawResult: content.outcome,
    ...timesOf(event),
  };
  return providerEvent({
    type: 'ci.run.v1',
    subject: subjectAt(event, { workflow: naming.name }),
    at: event.at,
    correlation: { run: naming.id, chain: chainOf(event) },
    data,
  });
}

function jobEvent(
  event: CdEvent,
  naming: Naming,
  run: { id: string; name?: string },
): ParsedEvent {
  const { content, instance, project, predicate } = event;
  const progress = cdEventProgress(predicate, content.outcome);
  const data: EventInputs['ci.job.v1'] = {
    provider: 'cdevents',
    instance,
    project,
    externalId: naming.id,
    runExternalId: run.id,
    runAttempt: 1,
    pipelineName: run.name,
    name: naming.name,
    kind: naming.kind,
    failureMessage:
      progress.result && progress.result !== 'success'
        ? content.errors ?? content.reason
        : undefined,
    url: linkOf(event),
    ...progress,
    rawState: predicate,
    rawResult: content.outcome,
    ...timesOf(event),
  };
  return providerEvent({
    type: 'ci.job.v1',
    subject: subjectAt(event, { workflow: run.name }),
    at: event.at,
    correlation: { run: run.id, chain: chainOf(event) },
    data,
  });
}

/** Chains join the events of one delivery through its tools. */
export function chainOf({ context }: CdEvent): string | undefined {
  return context.chainId?.slice(0, 512);
}

/** `pipelinerun.*`: a run. */
export function pipelineRun(event: CdEvent): ParsedEvent[] {
  const { subject, content } = event;
  const name = content.pipelineName ?? event.project;
  return [runEvent(event, { id: idOf(subject.id), name })];
}

/** `taskrun.*`: a job of the pipeline run it names, else a run of one job. */
export function taskRun(event: CdEvent): ParsedEvent[] {
  const { subject, content } = event;
  const name = content.taskName ?? subject.id;
  // A task run may have the id of its pipeline run.
  const naming: Naming = {
    id: idOf(`task:${subject.id}`),
    name,
    kind: jobKind(name),
  };
  return withRun(event, naming);
}

/** `build.*`: a job that builds; the event names no pipeline run, so it is a run of one job. */
export function build(event: CdEvent): ParsedEvent[] {
  const id = idOf(`build:${event.subject.id}`);
  return withRun(event, { id, name: 'build', kind: 'build' });
}

/** `testcaserun.*`: a job of its test suite run, else a run of one job. */
export function testCaseRun(event: CdEvent): ParsedEvent[] {
  const { subject, content } = event;
  const { testCase, testSuiteRun: suite } = content;
  const naming: Naming = {
    id: idOf(`testcase:${subject.id}`),
    name: testCase?.name ?? testCase?.id ?? subject.id,
    kind: 'test',
  };
  return suite && !content.pipelineRun
    ? [jobEvent(event, naming, { id: idOf(`testsuite:${suite.id}`) })]
    : withRun(event, naming);
}

/** `testsuiterun.*`: a job of the pipeline run it names, else a run whose jobs are its cases. */
export function testSuiteRun(event: CdEvent): ParsedEvent[] {
  const { subject, content } = event;
  const { testSuite, pipelineRun: parent } = content;
  const naming: Naming = {
    id: idOf(`testsuite:${subject.id}`),
    name: testSuite?.name ?? testSuite?.id ?? subject.id,
    kind: 'test',
  };
  return parent ? withRun(event, naming) : [runEvent(event, naming)];
}

function withRun(event: CdEvent, naming: Naming): ParsedEvent[] {
  const { pipelineRun: parent, pipelineName } = event.content;
  if (parent) {
    const run = { id: idOf(parent.id), name: parent.name ?? pipelineName };
    return [jobEvent(event, naming, run)];
  }
  return [
    runEvent(event, naming),
    jobEvent(event, naming, { id: naming.id, name: naming.name }),
  ];
}
