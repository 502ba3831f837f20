import { Subject } from '@quarterdeck/plugin-ingest-common';
import { ParsedEvent, ParseOutcome } from '@quarterdeck/plugin-ingest-node';
import { providerEvent } from '../providerEvent';
import { Fields } from '../fields';
import { rejectedAt, Rejection } from '../readDelivery';
import { GithubPlace } from './githubPlace';

/** A delivery whose event name and repository have been read. */
export interface GithubDelivery {
  /** Value of `X-GitHub-Event`. */
  event: string;
  action?: string;
  /** `workflow_run.completed`, shown as what the delivery was parsed as. */
  parsedAs: string;
  place: GithubPlace;
  body: Fields;
  now: Date;
}

/** Reads one family of events. Never throws. */
export type GithubEventParser = (delivery: GithubDelivery) => ParseOutcome;

/** A refusal that names the place in the body. */
export function refused(
  { event, body }: Pick<GithubDelivery, 'event'> & { body: unknown },
  ...keys: string[]
): Rejection {
  return rejectedAt(keys, body, `GitHub's ${event} delivery`);
}

/** An event of a delivery. */
export const githubEvent = providerEvent;

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
