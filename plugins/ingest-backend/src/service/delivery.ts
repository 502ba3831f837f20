import { Delivery, Subject } from '@quarterdeck/plugin-ingest-common';
import { NewEvent } from '@quarterdeck/plugin-ingest-node';
import { SealedChunk } from './bodyVault';
import { ResolvedBy } from './entityResolver';

/** An event ready for the log, and what the page wants to know besides. */
export interface DoorEvent {
  event: NewEvent;
  subject?: Subject;
  resolvedBy: ResolvedBy;
  note?: string;
}

/** What reading a body came to. Everything a preview shows and a store keeps. */
export type Reading =
  | {
      status: 'accepted';
      parsedAs?: string;
      reason?: string;
      events: DoorEvent[];
    }
  | {
      status: 'rejected';
      /** What the sender is answered. */
      httpStatus: number;
      parsedAs?: string;
      reason: string;
      reasonPath?: string;
      events: [];
    };

/** By what a repeat of a delivery is known, and until when. */
export interface RepeatKey {
  value: string;
  validUntil: Date;
}

/** A delivery on its way into the database. */
export interface NewDelivery {
  receipt: string;
  source: string;
  door: Delivery['door'];
  reading: Reading;
  key?: RepeatKey;
  bytes: number;
  /** `HMAC holds, secret 1 of 2`. */
  check: string;
  contentType?: string;
  contentEncoding?: string;
  /** Kept headers; never signatures or tokens. */
  headers: Readonly<Record<string, string>>;
  report?: {
    category: string;
    format: string;
    ref?: string;
    commit?: string;
  };
  chunks: readonly SealedChunk[];
}

/** What storing a delivery came to. */
export interface StoreOutcome {
  /** `reparsed`: a repeat of a rejected one, read again. */
  kind: 'new' | 'repeat' | 'reparsed';
  receipt: string;
  status: 'accepted' | 'rejected';
  events: number;
}

/** The first entity among the events. */
export const entityOf = (reading: Reading): string | undefined =>
  reading.events.find(({ event }) => event.entityRef)?.event.entityRef;

/** The first subject among them. */
export const subjectOf = (reading: Reading): string | undefined =>
  reading.events.find(({ event }) => event.subject)?.event.subject;

/** Whether an event with a subject found no entity. */
export const isUnclaimed = (reading: Reading): boolean =>
  reading.events.some(({ event }) => event.subject && !event.entityRef);
