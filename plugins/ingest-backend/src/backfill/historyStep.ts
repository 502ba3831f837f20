import { Knex } from 'knex';
import { HistoryRequest, HistorySource } from '@quarterdeck/plugin-ingest-node';
import { isDatabaseAway } from '@quarterdeck/plugin-portal-node';
import {
  delayHistoryFetch,
  lockDueHistoryFetch,
  moveHistoryFetch,
} from '../database/historyFetch';
import { DoorDesk } from '../service/doorDesk';
import { DoorSource } from '../service/doorSources';
import { RefusalError } from '../service/refusal';
import { apiPause } from './apiPause';
import { ApiAnswer, callApi } from './callApi';
import { isProvided, storeFetched } from './storeFetched';

/** A source whose history can be fetched. */
export interface HistoryPlace {
  source: DoorSource;
  history: HistorySource;
  api: { baseUrl: string; token: string; projects: readonly string[] };
}

/** What the steps of all sources work on. */
export interface HistoryDeps {
  knex: Knex;
  desk: DoorDesk;
  places: ReadonlyMap<string, HistoryPlace>;
  /** After the first failure; doubled with each one after it. */
  retryBaseMs: number;
}

const triesMax = 8;
const longestRetryMs = 300_000;

/** `runs of /repos/acme/shop/actions/runs`: never the query, never the body. */
const nameOf = (request: HistoryRequest) =>
  `${request.kind} (${request.path.replace(/\?.*$/s, '')})`;

/**
 * Makes the next call of one source and stores what it brings. The row stays
 * locked until both are done, so a killed process leaves its place to the next,
 * which makes the same call again: what was stored by then is a repeat.
 * `false`: nothing is due.
 */
export function historyStep(
  deps: HistoryDeps,
  signal: AbortSignal,
): Promise<boolean> {
  const { knex, desk, places } = deps;
  return knex.transaction(async tx => {
    const due = await lockDueHistoryFetch(tx, [...places.keys()]);
    const place = due && places.get(due.row.source_id);
    if (!due || !place) return false;
    const { row, todo } = due;
    const id = row.source_id;
    const [request, ...rest] = todo;
    const later = (error: string) =>
      delayHistoryFetch(tx, id, {
        resumeAt: new Date(
          Date.now() +
            Math.min(deps.retryBaseMs * 2 ** row.tries, longestRetryMs),
        ),
        error,
        giveUp: row.tries + 1 >= triesMax,
      });
    const moved = (
      step: Partial<Parameters<typeof moveHistoryFetch>[2]>,
    ): Promise<void> =>
      moveHistoryFetch(tx, id, {
        todo: rest,
        resumeAt: undefined,
        note: undefined,
        ...step,
        counts: {
          fetched: 0,
          stored: 0,
          repeats: 0,
          rejected: 0,
          skipped: 0,
          ...step.counts,
        },
      });
    if (!request) {
      await moved({});
      return true;
    }

    let answer: ApiAnswer;
    try {
      answer = await callApi({
        baseUrl: place.api.baseUrl,
        request,
        authorization: place.history.authorization(place.api.token),
        signal,
      });
    } catch (error) {
      // Stopping is no failure of the API: the call is made again later.
      if (signal.aborted) return false;
      await later(
        `The API did not answer ${nameOf(request)}: ${reasonOf(error)}`,
      );
      return true;
    }

    const { status, headers, body } = answer;
    const pause = apiPause(headers, new Date());
    if (status === 429 || (status === 403 && pause)) {
      await delayHistoryFetch(tx, id, {
        resumeAt: pause ?? new Date(Date.now() + 60_000),
        giveUp: false,
      });
      return true;
    }
    if (status === 401) {
      await delayHistoryFetch(tx, id, {
        resumeAt: new Date(),
        error: `The API does not take the token (401). Set ingest.sources.${id}.api.token to one that is valid.`,
        giveUp: true,
      });
      return true;
    }
    if (status === 408 || status >= 500) {
      await later(`The API answered ${status} to ${nameOf(request)}.`);
      return true;
    }
    if (status >= 300) {
      // One thing the token may not see does not cost the others.
      await moved({
        counts: { fetched: 0, stored: 0, repeats: 0, rejected: 0, skipped: 1 },
        resumeAt: pause,
        note: `Skipped ${nameOf(request)}: the API answered ${status}.`,
      });
      return true;
    }
    if (!isProvided(place.source)) return false;
    try {
      const page = place.history.read({
        request,
        since: row.since,
        source: id,
        baseUrl: place.api.baseUrl,
        headers,
        body,
      });
      const counts = await storeFetched(desk, place.source, page.deliveries);
      await moved({
        todo: [...page.next, ...rest],
        counts: { ...counts, skipped: 0 },
        resumeAt: pause,
      });
    } catch (error) {
      if (isDatabaseAway(error) || error instanceof RefusalError) throw error;
      const name = error instanceof Error ? error.name : 'Error';
      await later(
        `The answer to ${nameOf(request)} cannot be stored (${name}).`,
      );
    }
    return true;
  });
}

/** Why a call failed, in words that come from the network and not from the request. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown reason';
  if (error.name === 'TimeoutError') return 'no answer within 30 seconds.';
  const { cause } = error;
  const code =
    typeof cause === 'object' && cause !== null && 'code' in cause
      ? cause.code
      : undefined;
  if (typeof code === 'string') return `${code}.`;
  return /^The (?:answer|address|API) /.test(error.message)
    ? error.message
    : 'the connection failed.';
}
