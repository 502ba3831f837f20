import { z } from 'zod';
import { EventType, Subject } from '@quarterdeck/plugin-ingest-common';
import { ParsedEvent, ParseOutcome } from '@quarterdeck/plugin-ingest-node';
import { EventInputs } from './eventInputs';
import { GithubPlace } from './githubPlace';

/** A delivery whose event name and repository have been read. */
export interface GithubDelivery {
  /** Value of `X-GitHub-Event`. */
  event: string;
  action?: string;
  /** `workflow_run.completed`, shown as what the delivery was parsed as. */
  parsedAs: string;
  place: GithubPlace;
  body: unknown;
  now: Date;
}

/** Reads one family of events. Never throws. */
export type GithubEventParser = (delivery: GithubDelivery) => ParseOutcome;

/** A refusal that names the place in the body. */
export type Rejection = Extract<ParseOutcome, { outcome: 'rejected' }>;

/** Reads `body` by `schema`, or says in a sentence which part stops it. */
export function readBody<S extends z.ZodType>(
  schema: S,
  body: unknown,
  event: string,
): { ok: true; value: z.output<S> } | { ok: false; rejection: Rejection } {
  const read = schema.safeParse(body);
  if (read.success) return { ok: true, value: read.data };
  const keys = read.error.issues[0]?.path ?? [];
  const path = keys
    .map(key => `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`)
    .join('');
  const message = path
    ? `GitHub's ${event} delivery cannot be read: ${path} is ${
        isMissing(body, keys) ? 'missing' : 'not what GitHub documents'
      }.`
    : `GitHub's ${event} delivery cannot be read: the body is not a JSON object.`;
  return { ok: false, rejection: { outcome: 'rejected', message, path } };
}

function isMissing(body: unknown, keys: readonly PropertyKey[]): boolean {
  let value = body;
  for (const key of keys) {
    if (typeof value !== 'object' || value === null) return true;
    value = Reflect.get(value, key);
  }
  return value === undefined || value === null;
}

/** An event of this delivery, with `observedAt` as the time it speaks of. */
export function githubEvent<T extends EventType>(event: {
  type: T;
  subject: Subject;
  at: string;
  correlation: Record<string, string | undefined>;
  data: EventInputs[T];
}): ParsedEvent;
// The compiler cannot tie type and data together across the union; callers are held to it above.
export function githubEvent(event: {
  type: EventType;
  subject: Subject;
  at: string;
  correlation: Record<string, string | undefined>;
  data: object;
}): {
  type: EventType;
  subject: Subject;
  occurredAt: Date;
  correlation: Record<string, string>;
  data: object;
} {
  const correlation: Record<string, string> = {};
  for (const [key, value] of Object.entries(event.correlation)) {
    if (value !== undefined) correlation[key] = value;
  }
  return {
    type: event.type,
    subject: event.subject,
    occurredAt: new Date(event.at),
    correlation,
    data: event.data,
  };
}

export function parsed(
  delivery: GithubDelivery,
  ...events: ParsedEvent[]
): ParseOutcome {
  return { outcome: 'parsed', parsedAs: delivery.parsedAs, events };
}

export function ignored(
  delivery: GithubDelivery,
  reason: string,
): ParseOutcome {
  return { outcome: 'ignored', parsedAs: delivery.parsedAs, reason };
}

/** Subject of a thing of this repository, narrowed where a name is known. */
export function subjectOf(
  place: GithubPlace,
  narrowing: { workflow?: string; environment?: string } = {},
): Subject {
  const { instance, project } = place;
  const subject: Subject = { instance, project };
  // A name too long for a subject narrows nothing; cutting it could merge two.
  if (narrowing.workflow && narrowing.workflow.length <= 512) {
    subject.workflow = narrowing.workflow;
  }
  if (narrowing.environment) subject.environment = narrowing.environment;
  return subject;
}
