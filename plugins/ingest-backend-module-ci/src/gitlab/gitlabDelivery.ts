import { ParsedEvent, ParseOutcome } from '@quarterdeck/plugin-ingest-node';
import { Fields } from '../fields';
import { rejectedAt, Rejection } from '../readDelivery';
import { GitlabPlace } from './gitlabPlace';

/** A delivery whose kind and project have been read. */
export interface GitlabDelivery {
  /** `object_kind`. */
  kind: string;
  /** `pipeline.success`, shown as what the delivery was parsed as. */
  parsedAs: string;
  place: GitlabPlace;
  body: Fields;
  now: Date;
}

/** Reads one kind of hook. Never throws. */
export type GitlabHookParser = (delivery: GitlabDelivery) => ParseOutcome;

/** A refusal that names the place in the body. */
export function refused(
  kind: string,
  body: unknown,
  ...keys: string[]
): Rejection {
  return rejectedAt(keys, body, `GitLab's ${kind} delivery`);
}

export function parsed(
  delivery: GitlabDelivery,
  ...events: ParsedEvent[]
): ParseOutcome {
  return { outcome: 'parsed', parsedAs: delivery.parsedAs, events };
}

/** What names a thing of this project in every event. */
export function placeOf({ provider, instance, project }: GitlabPlace) {
  return { provider, instance, project };
}
