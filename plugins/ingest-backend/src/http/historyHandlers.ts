import { ConflictError, InputError, NotFoundError } from '@backstage/errors';
import {
  beginHistoryFetch,
  continueHistoryFetch,
  listHistoryFetches,
  stopHistoryFetch,
} from '../database/historyFetch';
import { describeHistory } from '../service/describeHistory';
import { actorOf, PageDeps, PageHandlers, personalChange } from './pageDeps';

/** Fetching past runs and missed deliveries: begin, go on, stop. */
export function createHistoryHandlers(
  deps: PageDeps,
): PageHandlers<'fetchHistory' | 'stopHistory'> {
  const { knex, sources, history } = deps;
  const placeOf = (source: string) => {
    const place = history.places.get(source);
    if (place) return place;
    throw new NotFoundError(
      sources.has(source)
        ? `The history of "${source}" cannot be fetched. Set ingest.sources.${source}.api, for a kind whose API is known.`
        : `There is no source "${source}".`,
    );
  };
  const progress = async (source: string) =>
    describeHistory(
      (await listHistoryFetches(knex)).find(row => row.source_id === source),
      new Date(),
    );
  return {
    async fetchHistory({ params: { source }, body, credentials, request }) {
      const place = placeOf(source);
      const since = body.since === undefined ? undefined : new Date(body.since);
      if (since && since.getTime() > Date.now()) {
        throw new InputError('"since" lies in the future.');
      }
      const actor = actorOf(credentials);
      await personalChange(
        deps,
        { id: 'history-fetch', target: source, actor, request },
        async () => {
          const begun = since
            ? await beginHistoryFetch(knex, {
                source,
                since,
                by: actor,
                todo: place.history.start({
                  source,
                  projects: place.api.projects,
                  since,
                }),
              })
            : await continueHistoryFetch(knex, source, actor);
          if (!begun) {
            throw new ConflictError(
              since
                ? `The history of "${source}" is being fetched already.`
                : `There is nothing of "${source}" to go on with. Say since when.`,
            );
          }
        },
        () => ({ since: since?.toISOString() ?? 'where it was' }),
      );
      history.wake();
      return progress(source);
    },
    async stopHistory({ params: { source }, credentials, request }) {
      placeOf(source);
      const actor = actorOf(credentials);
      await personalChange(
        deps,
        { id: 'history-stop', target: source, actor, request },
        async () => {
          if (await stopHistoryFetch(knex, source)) return;
          throw new ConflictError(
            `The history of "${source}" is not being fetched.`,
          );
        },
      );
      return progress(source);
    },
  };
}
