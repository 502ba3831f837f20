import { HistorySource } from '@quarterdeck/plugin-ingest-node';
import { DoorSource } from '../service/doorSources';
import { HistoryPlace } from './historyStep';
import { isProvided } from './storeFetched';

/** The sources whose history can be fetched: they name an API, and a module knows its kind. */
export function historyPlaces(
  sources: ReadonlyMap<string, DoorSource>,
  histories: readonly HistorySource[],
): Map<string, HistoryPlace> {
  const places = new Map<string, HistoryPlace>();
  for (const [id, source] of sources) {
    const { api, kind } = source.config;
    const history = histories.find(known => known.kind === kind);
    if (!api || !history || !isProvided(source)) continue;
    places.set(id, {
      source,
      history,
      api: { ...api, baseUrl: api.baseUrl ?? history.defaultBaseUrl },
    });
  }
  return places;
}
