import { DemoSource } from '../organisation/sources';
import { HistoryOptions, planHistory } from './planHistory';

/** A request ready to be signed and sent. */
export interface Delivery {
  source: DemoSource;
  at: Date;
  event: string;
  deliveryId: string;
  body: object | string;
}

/**
 * The webhooks of an invented organisation between two moments, in order. The
 * same options give the same deliveries; bodies are made one by one, so that
 * memory stays small.
 */
export function* generateHistory(options: HistoryOptions): Generator<Delivery> {
  for (const { at, body, ...named } of planHistory(options).history) {
    yield { ...named, at: new Date(at), body: body() };
  }
}
