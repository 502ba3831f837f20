import {
  changeSchema,
  commitsPushedSchema,
  deploymentSchema,
  EventData,
  EventType,
  eventRegistry,
  incidentSchema,
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
export const shop = 'component:default/shop';

/** Hours after a fixed midnight, as the schemas write times. */
export const hour = (offset: number) =>
  new Date(Date.UTC(2026, 8, 1) + offset * 3_600_000).toISOString();

/** An event whose data went through its schema, as the log's would have. */
export function testEvent<T extends EventType>(
  type: T,
  data: z.input<(typeof eventRegistry)[T]>,
  rest: { subject?: string; entityRef?: string } = {},
): TestEvent {
  return { type, data: eventRegistry[type].parse(data), ...rest };
}

const projectSubject = subjectKey({ instance, project });

/** A deployment to production that arrived at `at`. */
export const deployEvent = (
  data: Partial<z.input<typeof deploymentSchema>> & { externalId: string },
  at: number,
  entityRef: string | undefined = shop,
): TestEvent =>
  testEvent(
    'deployment.v1',
    {
      provider: 'github',
      instance,
      project,
      environment: { name: 'production', tier: 'production' },
      state: 'succeeded',
      createdAt: hour(at - 0.2),
      startedAt: hour(at - 0.1),
      finishedAt: hour(at),
      observedAt: hour(at),
      ...data,
    },
    { subject: projectSubject, entityRef },
  );

/** A push to main: the commit was written an hour before. */
export const pushEvent = (
  data: Partial<z.input<typeof commitsPushedSchema>> & { after: string },
  at: number,
): TestEvent =>
  testEvent(
    'commits.pushed.v1',
    {
      provider: 'github',
      instance,
      project,
      ref: 'refs/heads/main',
      branch: 'main',
      defaultBranch: 'main',
      pushedAt: hour(at),
      commits: [
        {
          sha: data.after,
          message: `commit ${data.after}`,
          committedAt: hour(at - 1),
          authoredAt: hour(at - 1),
          author: { login: 'ada' },
        },
      ],
      ...data,
    },
    { subject: projectSubject },
  );

/** A merged change. */
export const changeEvent = (
  data: Partial<z.input<typeof changeSchema>> & { externalId: string },
  at: number,
): TestEvent =>
  testEvent(
    'change.v1',
    {
      provider: 'github',
      instance,
      project,
      title: `change ${data.externalId}`,
      state: 'merged',
      targetBranch: 'main',
      createdAt: hour(at - 0.8),
      mergedAt: hour(at),
      observedAt: hour(at),
      ...data,
    },
    { subject: projectSubject },
  );

/** An incident that is open, or resolved if it says so. */
export const incidentEvent = (
  data: Partial<z.input<typeof incidentSchema>> & { externalId: string },
  at: number,
  entityRef: string | undefined = shop,
): TestEvent =>
  testEvent(
    'incident.v1',
    {
      provider: 'pager',
      instance: 'pager.example',
      title: 'Cards are refused',
      state: data.resolvedAt ? 'resolved' : 'triggered',
      startedAt: hour(at),
      observedAt: data.resolvedAt ?? hour(at),
      ...data,
    },
    { entityRef },
  );

/** A person claims a subject. */
export const claimEvent = (
  entityRef: string | null,
  subject: Subject = { instance, project },
): TestEvent =>
  testEvent('subject.claimed.v1', {
    subject,
    entityRef,
    claimedBy: 'user:default/ada',
  });

/** Gives events their places in the log. */
export function asBatch(
  events: readonly TestEvent[],
  firstPosition: number,
): AnyLogEvent[] {
  return events.map((event, index) => {
    const placed = {
      position: String(firstPosition + index),
      id: '00000000-0000-4000-8000-000000000000',
      type: event.type,
      subject: event.subject,
      entityRef: event.entityRef,
      occurredAt: new Date(hour(0)),
      recordedAt: new Date(hour(10)),
      correlation: {},
      // Schemas were applied by `testEvent`, which ties data to its type.
      data: event.data as EventData<EventType>,
    };
    return placed as AnyLogEvent;
  });
}

/** Events as the log takes them. */
export const asNewEvents = (events: readonly TestEvent[]): NewEvent[] =>
  events.map(({ type, subject, entityRef, data }) => ({
    type,
    subject,
    entityRef,
    occurredAt: new Date(hour(0)),
    // `testEvent` ties data to its type.
    data: data as EventData<EventType>,
  }));
