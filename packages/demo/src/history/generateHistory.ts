import { HistoryOptions, planHistory } from './planHistory';

/** A webhook ready to be signed and sent. */
export interface Delivery {
  at: Date;
  event: string;
  deliveryId: string;
  body: object;
}

/**
 * The webhooks of an invented organisation between two moments, in order. The
 * same options give the same deliveries; bodies are made one by one, so that
 * memory stays small.
 */
export function* generateHistory(options: HistoryOptions): Generator<Delivery> {
  for (const { at, event, deliveryId, body } of planHistory(options).history) {
    yield { at: new Date(at), event, deliveryId, body: body() };
  }
}
