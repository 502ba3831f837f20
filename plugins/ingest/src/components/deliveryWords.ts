import {
  Delivery,
  DeliveryEvent,
  IngestReader,
  IngestSource,
} from '@quarterdeck/plugin-ingest-common';

/** A state of the design with the word beside it. */
export interface StateWord {
  state: 'success' | 'warn' | 'error' | 'info' | 'hold' | 'neutral';
  word: string;
}

const sourceWords: Record<IngestSource['state'], StateWord> = {
  receiving: { state: 'success', word: 'Receiving' },
  rejecting: { state: 'error', word: 'Rejecting' },
  silent: { state: 'warn', word: 'Silent' },
  refused: { state: 'neutral', word: 'Refused' },
  never: { state: 'neutral', word: 'Nothing yet' },
};

/** How a source does. */
export const sourceWord = (state: IngestSource['state']) => sourceWords[state];

/** What became of a delivery. */
export function deliveryWord(
  delivery: Pick<Delivery, 'status' | 'events' | 'unclaimed'>,
): StateWord {
  if (delivery.status === 'rejected')
    return { state: 'error', word: 'Rejected' };
  if (delivery.status === 'receiving') {
    return { state: 'info', word: 'Receiving' };
  }
  if (delivery.events === 0) return { state: 'neutral', word: 'Not needed' };
  if (delivery.unclaimed) return { state: 'warn', word: 'Unclaimed' };
  return { state: 'success', word: 'Accepted' };
}

/** Late readers show it before anybody asks why a page is old. */
const lateSeconds = 30;

/** How a reader does. */
export function readerWord(
  reader: Pick<
    IngestReader,
    'state' | 'lagSeconds' | 'deadLetters' | 'outdated'
  >,
): StateWord {
  if (reader.state === 'stopped') return { state: 'error', word: 'Stopped' };
  if (reader.state === 'rebuilding')
    return { state: 'info', word: 'Rebuilding' };
  if (reader.outdated) return { state: 'warn', word: 'Rebuild due' };
  if (reader.lagSeconds >= lateSeconds)
    return { state: 'warn', word: 'Behind' };
  if (reader.deadLetters > 0) return { state: 'warn', word: 'Set aside' };
  return { state: 'success', word: 'Up to date' };
}

/** How the entity of an event was found, in words. */
export const resolvedByWords: Record<
  NonNullable<DeliveryEvent['resolvedBy']>,
  string
> = {
  explicit: 'named by the sender',
  annotation: 'by an annotation of the catalog',
  mapping: 'by a mapping rule of the source',
  claim: 'by a claim on this page',
  none: 'nobody has claimed it',
};

/** Words for the doors. */
export const doorWords: Record<Delivery['door'], string> = {
  hooks: 'Webhook',
  events: 'Events',
  reports: 'Report upload',
};

/** `01J8K2…7QF4`: enough of a receipt to tell two apart. */
export function shortReceipt(receipt: string): string {
  return receipt.length > 12
    ? `${receipt.slice(0, 6)}…${receipt.slice(-4)}`
    : receipt;
}

/** A reason as a bold line and the rest: the first sentence says what happened. */
export function splitReason(reason: string): { title: string; rest: string } {
  const match = /^(.{8,120}?[.!?])\s+(\S[\s\S]*)$/.exec(reason);
  return match
    ? { title: match[1].replace(/\.$/, ''), rest: match[2] }
    : { title: reason.replace(/\.$/, ''), rest: '' };
}
