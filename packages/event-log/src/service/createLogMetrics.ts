import {
  EventLogAdminService,
  ReaderStatus,
} from '@quarterdeck/plugin-ingest-node';
import { portalMetrics } from '@quarterdeck/plugin-portal-node';
import { LogMetrics } from './log';

const batchSeconds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** The log's figures in the registry of the process. */
export function createLogMetrics(): LogMetrics {
  const appended = portalMetrics.counter(
    'quarterdeck_log_appended_events_total',
    'Events appended by this process; a rollback is not taken back',
    ['type'],
  );
  const applied = portalMetrics.counter(
    'quarterdeck_log_applied_events_total',
    'Events a consumer of this process was handed',
    ['consumer'],
  );
  const duration = portalMetrics.histogram(
    'quarterdeck_log_batch_duration_seconds',
    'Time a consumer took for one batch',
    ['consumer'],
    batchSeconds,
  );
  const setAside = portalMetrics.counter(
    'quarterdeck_log_set_aside_events_total',
    'Events that became dead letters in this process',
    ['consumer'],
  );
  const retries = portalMetrics.counter(
    'quarterdeck_log_retries_total',
    'Batches tried again because of a database fault',
    ['consumer'],
  );
  return {
    appended: (type, events) => appended.inc({ type }, events),
    batch(consumer, events, seconds) {
      applied.inc({ consumer }, events);
      duration.observe({ consumer }, seconds);
    },
    deadLetter: consumer => setAside.inc({ consumer }),
    retried: consumer => retries.inc({ consumer }),
  };
}

/** One question to the database answers all gauges of a scrape. */
const SAME_SCRAPE_MS = 1000;

/** The log whose figures are shown; a process has one, tests have several. */
let shown: (() => Promise<ReaderStatus[]>) | undefined;

/** How far consumers lag, asked of the database when somebody scrapes. */
export function exposeReaderStatus(admin: EventLogAdminService): void {
  let asked = 0;
  let answer: Promise<ReaderStatus[]> = Promise.resolve([]);
  shown = () => {
    if (Date.now() - asked > SAME_SCRAPE_MS) {
      asked = Date.now();
      // A scrape must answer while Postgres is away; the old figures stay.
      answer = admin.status().then(
        status => status.readers,
        () => [],
      );
    }
    return answer;
  };
  const gauge = (
    name: string,
    help: string,
    figure: (reader: ReaderStatus) => number,
  ) =>
    portalMetrics.gauge(name, help, ['consumer'], async function collect() {
      for (const reader of (await shown?.()) ?? []) {
        this.set({ consumer: reader.consumer }, figure(reader));
      }
    });
  gauge(
    'quarterdeck_log_lag_events',
    'Positions between a consumer and the head of the log',
    reader => reader.behind,
  );
  gauge(
    'quarterdeck_log_lag_seconds',
    'Age of the oldest event a consumer has not read',
    reader => reader.lagSeconds,
  );
  gauge(
    'quarterdeck_log_dead_letters',
    'Events a consumer set aside and nobody replayed yet',
    reader => reader.deadLetters,
  );
  gauge(
    'quarterdeck_log_stopped_consumers',
    '1 while a consumer is stopped by dead letters in a row',
    reader => (reader.state === 'stopped' ? 1 : 0),
  );
}
