import {
  EventData,
  EventType,
  Subject,
} from '@quarterdeck/plugin-ingest-common';

/** Headers as Node gives them: lower-cased names. */
export type DeliveryHeaders = Readonly<
  Record<string, string | string[] | undefined>
>;

/** What the signature of a delivery was found to be. */
export type VerifyOutcome =
  /** `secretIndex` tells which of the two live secrets matched. */
  | { outcome: 'verified'; secretIndex: number }
  | { outcome: 'missing'; message: string }
  | { outcome: 'invalid'; message: string }
  | { outcome: 'stale'; message: string };

/** An event as a parser reads it from a delivery, before an entity is known. */
export type ParsedEvent = {
  [T in EventType]: {
    type: T;
    subject: Subject;
    occurredAt: Date;
    correlation?: Record<string, string>;
    /** Unchecked: the door checks it against the registry. */
    data: EventInput<T>;
  };
}[EventType];

/** Data before its schema has normalised it. */
export type EventInput<T extends EventType> = {
  [K in keyof EventData<T>]?: unknown;
};

/** What a parser makes of a delivery. */
export type ParseOutcome =
  | { outcome: 'parsed'; parsedAs: string; events: ParsedEvent[] }
  /** Understood, and of no interest: stored as accepted with no events. */
  | { outcome: 'ignored'; parsedAs: string; reason: string }
  /**
   * Kept as rejected, shown to people, replayed after a fix. Answered 422, or 400
   * when what the request itself must say is missing.
   */
  | { outcome: 'rejected'; message: string; path?: string; status?: 400 };

/** A kind of webhook sender. Everything in it is pure: no I/O, no clock but `now`. */
export interface WebhookProvider {
  /** Value of `kind` in `ingest.sources`. */
  kind: string;
  /** Shown on the ingest page: `webhook, HMAC`. */
  check: string;
  /** Checks the raw bytes, in constant time, before anything is parsed. */
  verify(input: {
    headers: DeliveryHeaders;
    body: Buffer;
    secrets: readonly string[];
    now: Date;
  }): VerifyOutcome;
  /** The provider's delivery id, or a key derived from the body; `undefined` = hash of the body. */
  deliveryKey(input: {
    headers: DeliveryHeaders;
    body: Buffer;
  }): string | undefined;
  /** `body` is the decoded JSON (lone surrogates and NUL replaced). */
  parse(input: {
    headers: DeliveryHeaders;
    body: unknown;
    now: Date;
  }): ParseOutcome;
  /**
   * The form field that holds the JSON, for senders that post forms: then the
   * door takes forms as well and `parse` gets what the field holds. `verify` and
   * `deliveryKey` always see the bytes as they came. `keepHeaders` must name
   * `content-type`, by which a replay tells a form from JSON.
   */
  formField?: string;
  /**
   * Types of CloudEvents and CDEvents that the events door hands to `parse`
   * instead of looking for them among our own types.
   */
  cloudEventTypes?: RegExp;
  /** Headers worth keeping with the delivery (never signatures or tokens). */
  keepHeaders: readonly string[];
  /** Catalog annotations that name a subject, most telling first. */
  annotations: readonly {
    annotation: string;
    value(subject: Subject): string | undefined;
    /**
     * What tells apart things of one name: an entity that carries one of these
     * annotations with another value is not meant.
     */
    unless?: readonly {
      annotation: string;
      value(subject: Subject): string | undefined;
    }[];
  }[];
}
