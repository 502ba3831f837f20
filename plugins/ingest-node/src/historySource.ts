import { DeliveryHeaders } from './webhookProvider';

/**
 * One call of a provider's API that fetching history still has to make. It is
 * stored as JSON between two steps, so it holds plain values and no secret.
 */
export interface HistoryRequest {
  /** What is asked for, in the module's own words: `runs`, `jobs`. */
  kind: string;
  method?: 'GET' | 'POST';
  /** Below the API's base address, query included: `/repos/acme/shop/actions/runs?page=2`. */
  path: string;
  /** What reading the answer needs besides, carried from earlier answers. */
  context?: Record<string, string>;
}

/** A body as the provider's webhook would have brought it. */
export interface HistoryDelivery {
  /** `run`, `job`, `deployment`: part of the key by which a repeat is known. */
  kind: string;
  /** `<id>:<attempt>:<updated_at>`: a thing that has not changed is a repeat. */
  version: string;
  /** As the webhook would carry them: the name of the event. */
  headers: Record<string, string>;
  body: unknown;
}

/** What an answer of the API holds. */
export interface HistoryPage {
  deliveries: HistoryDelivery[];
  /** Made next, the first one first. */
  next: HistoryRequest[];
}

/**
 * How past runs and missed deliveries of a kind of source are asked for. Pure,
 * like a provider: the door makes the calls, keeps the place it is at, and
 * feeds every body through the kind's own parser.
 */
export interface HistorySource {
  /** The kind of source, as its `WebhookProvider` has it. */
  kind: string;
  /** Where the API is unless the configuration says otherwise. */
  defaultBaseUrl: string;
  /** Headers that carry the token. */
  authorization(token: string): Record<string, string>;
  /** The first requests. Without projects, those that list what the token can see. */
  start(input: {
    /** The source's id, which its webhook's address ends with. */
    source: string;
    projects: readonly string[];
    since: Date;
  }): HistoryRequest[];
  /** Reads the answer to a request. Throws nothing: what cannot be read is left out. */
  read(input: {
    request: HistoryRequest;
    since: Date;
    source: string;
    baseUrl: string;
    headers: DeliveryHeaders;
    /** The decoded JSON; `undefined` when there was none. */
    body: unknown;
  }): HistoryPage;
}
