import { positionOrder, Report } from '@quarterdeck/plugin-pipelines-common';
import { Collected } from './collect';

/** What a stored row knows about the reports it was made of. */
export interface StoredReport<Facts> {
  facts: Facts;
  /** The latest report, in whose light ownership is decided. */
  position: string;
  entityReported: string | null;
}

/** What a batch says about a thing, merged with what is stored of it. */
export function mergeStored<Facts>(
  stored: StoredReport<Facts> | undefined,
  collected: Collected<Facts>,
  merge: (a: Report<Facts>, b: Report<Facts>) => Report<Facts>,
): StoredReport<Facts> {
  if (!stored) {
    return {
      facts: collected.facts,
      position: collected.lastPosition,
      entityReported: collected.entityReported,
    };
  }
  const later = positionOrder(collected.lastPosition, stored.position) > 0;
  const [newer, older] = later
    ? [collected.entityReported, stored.entityReported]
    : [stored.entityReported, collected.entityReported];
  return {
    facts: merge(stored, collected).facts,
    position: later ? collected.lastPosition : stored.position,
    entityReported: newer ?? older,
  };
}
