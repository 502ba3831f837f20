import { LogEvent } from '@quarterdeck/plugin-ingest-node';
import { EventType, subjectKey } from '@quarterdeck/plugin-ingest-common';
import { positionOrder, Report } from '@quarterdeck/plugin-pipelines-common';

/** Reports of one thing from one batch, already merged into one. */
export interface Collected<Facts> extends Report<Facts> {
  subject: string;
  entityReported: string | null;
  /** The latest report of the batch: what ownership is decided by. */
  lastPosition: string;
}

interface Placed {
  instance: string;
  project: string;
}

/** The subject of an event; sources that name none get the project's. */
export function eventSubject(event: LogEvent<EventType>, data: Placed): string {
  return (
    event.subject ??
    subjectKey({ instance: data.instance, project: data.project })
  );
}

/** Adds one event to the map of what a batch says, by natural key. */
export function collect<Facts extends Placed>(
  into: Map<string, Collected<Facts>>,
  key: string,
  event: LogEvent<EventType>,
  report: Report<Facts>,
  merge: (a: Report<Facts>, b: Report<Facts>) => Report<Facts>,
): void {
  const known = into.get(key);
  const entityReported = event.entityRef ?? null;
  if (!known) {
    into.set(key, {
      ...report,
      subject: eventSubject(event, report.facts),
      entityReported,
      lastPosition: event.position,
    });
    return;
  }
  into.set(key, { ...known, ...joined(known, report, entityReported, merge) });
}

interface Attributed<Facts> extends Report<Facts> {
  entityReported: string | null;
  lastPosition: string;
}

function joined<Facts>(
  known: Attributed<Facts>,
  report: Report<Facts>,
  entityReported: string | null,
  merge: (a: Report<Facts>, b: Report<Facts>) => Report<Facts>,
): Attributed<Facts> {
  const merged = merge(known, report);
  return {
    ...merged,
    entityReported: entityReported ?? known.entityReported,
    lastPosition:
      positionOrder(report.position, known.lastPosition) > 0
        ? report.position
        : known.lastPosition,
  };
}
