import { EventLogAdminService } from '@quarterdeck/plugin-ingest-node';
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

/** How far consumers lag, asked of the database when somebody scrapes. */
export function exposeReaderStatus(admin: EventLogAdminService): void {
  const events = portalMetrics.gauge(
    'quarterdeck_log_lag_events',
    'Positions between a consumer and the head of the log',
    ['consumer'],
  );
  const letters = portalMetrics.gauge(
    'quarterdeck_log_dead_letters',
    'Events a consumer set aside and nobody replayed yet',
    ['consumer'],
  );
  const stopped = portalMetrics.gauge(
    'quarterdeck_log_stopped_consumers',
    '1 while a consumer is stopped by dead letters in a row',
    ['consumer'],
  );
  portalMetrics.gauge(
    'quarterdeck_log_lag_seconds',
    'Age of the oldest event a consumer has not read',
    ['consumer'],
    async function collect() {
      // A scrape must answer while Postgres is away; the old figures stay.
      const status = await admin.status().catch(() => undefined);
      for (const reader of status?.readers ?? []) {
        const { consumer } = reader;
        this.set({ consumer }, reader.lagSeconds);
        events.set({ consumer }, reader.behind);
        letters.set({ consumer }, reader.deadLetters);
        stopped.set({ consumer }, reader.state === 'stopped' ? 1 : 0);
      }
    },
  );
}
