import { ParseOutcome } from '@quarterdeck/plugin-ingest-node';
import { Fields } from '../fields';
import { rejectedAt, Rejection } from '../readDelivery';
import { AzurePlace } from './azurePlace';

/** A delivery whose event, organization and project have been read. */
export interface AzureDelivery {
  eventType: string;
  place: AzurePlace;
  body: Fields;
  resource: Fields;
  /** When Azure made the event: orders reports that have no time of their own. */
  at?: string;
  now: Date;
}

/** Reads one family of events. Never throws. */
export type AzureEventParser = (delivery: AzureDelivery) => ParseOutcome;

/** A refusal that names the place in the body. */
export function refused(
  { eventType, body }: Pick<AzureDelivery, 'eventType' | 'body'>,
  ...keys: string[]
): Rejection {
  return rejectedAt(keys, body, `Azure's ${eventType} delivery`);
}
