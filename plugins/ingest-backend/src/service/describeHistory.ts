import { IngestHistory } from '@quarterdeck/plugin-ingest-common';
import { HistoryFetchRow } from '../database/historyFetch';

/** A pause shorter than this is the time between two calls. */
const shortPauseMs = 1000;

/** How far fetching a source's history has come, as the page shows it. */
export function describeHistory(
  row: HistoryFetchRow | undefined,
  now: Date,
): IngestHistory {
  if (!row) {
    return {
      state: 'never',
      requests: 0,
      fetched: 0,
      stored: 0,
      repeats: 0,
      rejected: 0,
      skipped: 0,
    };
  }
  const waiting =
    row.state === 'running' &&
    row.resume_at.getTime() > now.getTime() + shortPauseMs;
  return {
    state: waiting ? 'waiting' : row.state,
    since: row.since.toISOString(),
    requestedBy: row.requested_by,
    startedAt: row.started_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
    finishedAt: row.finished_at?.toISOString(),
    resumeAt: waiting ? row.resume_at.toISOString() : undefined,
    requests: row.requests,
    fetched: row.fetched,
    stored: row.stored,
    repeats: row.repeats,
    rejected: row.rejected,
    skipped: row.skipped,
    lastError: row.last_error ?? undefined,
  };
}
