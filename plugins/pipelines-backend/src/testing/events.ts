import {
  ciJobSchema,
  ciRunSchema,
  commitsPushedSchema,
  EventData,
  EventType,
  eventRegistry,
  Subject,
  subjectKey,
} from '@quarterdeck/plugin-ingest-common';
import { AnyLogEvent, NewEvent } from '@quarterdeck/plugin-ingest-node';
import { z } from 'zod';

/** An event without its place in the log. */
export interface TestEvent {
  type: EventType;
  subject?: string;
  entityRef?: string;
  data: unknown;
}

export const instance = 'git.example';
export const project = 'acme/shop';

/** Minutes after a fixed noon, as the schemas write times. */
export function minute(offset: number): string {
  return new Date(Date.UTC(2026, 8, 17, 12, 0) + offset * 60_000).toISOString();
}

/** An event whose data went through its schema, as the log's would have. */
export function testEvent<T extends EventType>(
  type: T,
  data: z.input<(typeof eventRegistry)[T]>,
  rest: { subject?: string; entityRef?: string } = {},
): TestEvent {
  return { type, data: eventRegistry[type].parse(data), ...rest };
}

const workflowSubject = (workflow: string, place = project) =>
  subjectKey({ instance, project: place, workflow });

/** A report about a run of the pipeline CI on main. */
export function runEvent(
  data: Partial<z.input<typeof ciRunSchema>> = {},
  entityRef: string | undefined = 'component:default/shop',
): TestEvent {
  const state = data.state ?? 'completed';
  const place = data.project ?? project;
  return testEvent(
    'ci.run.v1',
    {
      provider: 'github',
      instance,
      project: place,
      externalId: '1',
      attempt: 1,
      pipeline: { externalId: '77', name: 'CI', path: '.ci/ci.yaml' },
      title: 'move the pool',
      trigger: 'push',
      branch: 'main',
      defaultBranch: 'main',
      sha: 'a1',
      createdAt: minute(0),
      queuedAt: minute(0),
      startedAt: minute(0),
      finishedAt: state === 'completed' ? minute(8) : undefined,
      result: state === 'completed' ? 'success' : undefined,
      observedAt: minute(state === 'completed' ? 8 : 1),
      ...data,
      state,
    },
    { subject: workflowSubject('CI', place), entityRef },
  );
}

/** A report about a job of run 1. */
export function jobEvent(
  data: Partial<z.input<typeof ciJobSchema>> = {},
  entityRef: string | undefined = 'component:default/shop',
): TestEvent {
  const state = data.state ?? 'completed';
  return testEvent(
    'ci.job.v1',
    {
      provider: 'github',
      instance,
      project,
      externalId: '11',
      runExternalId: '1',
      runAttempt: 1,
      pipelineName: 'CI',
      name: 'unit',
      kind: 'test',
      runner: { group: 'linux-large', labels: [] },
      queuedAt: minute(0),
      startedAt: minute(1),
      finishedAt: state === 'completed' ? minute(7) : undefined,
      result: state === 'completed' ? 'success' : undefined,
      observedAt: minute(state === 'completed' ? 7 : 1),
      steps: [],
      ...data,
      state,
    },
    { subject: workflowSubject('CI', data.project ?? project), entityRef },
  );
}

/** A push to main. */
export function pushEvent(
  data: Partial<z.input<typeof commitsPushedSchema>> & { after: string },
): TestEvent {
  return testEvent(
    'commits.pushed.v1',
    {
      provider: 'github',
      instance,
      project,
      ref: 'refs/heads/main',
      branch: 'main',
      defaultBranch: 'main',
      pushedAt: minute(0),
      commits: [{ sha: data.after, message: `commit ${data.after}` }],
      ...data,
    },
    { subject: subjectKey({ instance, project: data.project ?? project }) },
  );
}

/** A person claims a subject. */
export function claimEvent(
  entityRef: string | null,
  subject: Subject = { instance, project },
): TestEvent {
  return testEvent('subject.claimed.v1', {
    subject,
    entityRef,
    claimedBy: 'user:default/ada',
  });
}

/** Gives events their places in the log. */
export function asBatch(
  events: readonly TestEvent[],
  firstPosition = 1,
): AnyLogEvent[] {
  return events.map((event, index) => {
    const placed = {
      position: String(firstPosition + index),
      id: '00000000-0000-4000-8000-000000000000',
      type: event.type,
      subject: event.subject,
      entityRef: event.entityRef,
      occurredAt: new Date(minute(0)),
      recordedAt: new Date(minute(10)),
      correlation: {},
      // Schemas were applied by `testEvent`, which ties data to its type.
      data: event.data as EventData<EventType>,
    };
    return placed as AnyLogEvent;
  });
}

/** Events as the door appends them. */
export function asNewEvents(events: readonly TestEvent[]): NewEvent[] {
  return events.map(event => {
    const { type, subject, entityRef } = event;
    const data = event.data as EventData<EventType>;
    return { type, subject, entityRef, occurredAt: new Date(minute(0)), data };
  });
}
