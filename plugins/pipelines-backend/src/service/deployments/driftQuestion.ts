import { z } from 'zod';
import { PolicyDecision } from '@backstage/plugin-permission-common';
import { Drift, pipelinesContract } from '@quarterdeck/plugin-pipelines-common';
import { RouteOutput } from '@quarterdeck/plugin-portal-common';
import { PlaceRow } from '../../database/deployments/places';
import { answerMeta, Reader } from '../reader';
import { loadServices } from './environmentQuestions';
import { behindOther, isNewer, ServiceCells } from './matrixModel';

type Routes = typeof pipelinesContract;
type Query = z.output<Routes['environmentDrift']['query']>;

const side = (place: PlaceRow): Drift['ahead'] => ({
  entityRef: place.entity_ref,
  environment: place.environment,
  region: place.region,
  label: place.live_label,
  deployment:
    place.live_instance && place.live_external_id
      ? {
          instance: place.live_instance,
          externalId: place.live_external_id,
        }
      : null,
  tier: place.tier,
  sha: place.live_sha,
  since: (place.live_since ?? new Date(0)).toISOString(),
});

/** Two places that run different things; null: the same. */
function driftOf(
  place: PlaceRow,
  other: PlaceRow,
  between: Drift['between'],
  now: Date,
): Drift | null {
  if (!place.live_since || !other.live_since) return null;
  const commits = behindOther(place, other);
  if (commits.commits === 0 || place.live_release === other.live_release) {
    return null;
  }
  // Where commits do not tell, what arrived later is taken to be ahead.
  const placeIsBehind =
    commits.commits === null
      ? place.live_since < other.live_since
      : commits.commits > 0;
  const [behind, ahead] = placeIsBehind ? [place, other] : [other, place];
  // They have differed since the later of the two came, if that is the one ahead.
  const since = Math.max(
    place.live_since.getTime(),
    other.live_since.getTime(),
  );
  return {
    entityRef: place.entity_ref,
    between,
    ahead: side(ahead),
    behind: side(behind),
    commits:
      commits.commits === null
        ? commits
        : { commits: Math.abs(commits.commits) },
    seconds: Math.max(0, (now.getTime() - since) / 1000),
  };
}

/** Everything that differs within a service. */
export function driftsOf(service: ServiceCells, now: Date): Drift[] {
  const drifts: (Drift | null)[] = service.cells.map(({ place, before }) =>
    before ? driftOf(place, before, 'environments', now) : null,
  );
  const groups = new Map<string, PlaceRow[]>();
  for (const { place, regionsDiffer } of service.cells) {
    if (!regionsDiffer || !place.live_since) continue;
    const key =
      place.tier === 'production' ? place.tier : `/${place.environment}`;
    groups.set(key, [...(groups.get(key) ?? []), place]);
  }
  for (const group of groups.values()) {
    const newest = group.reduce((best, place) =>
      isNewer(place, best) ? place : best,
    );
    for (const place of group) {
      if (place !== newest) {
        drifts.push(driftOf(place, newest, 'regions', now));
      }
    }
  }
  return drifts.filter(item => item !== null);
}

/** Places that run different things, the widest first. */
export async function answerDrift(
  reader: Reader,
  query: Query,
  decision: PolicyDecision,
): Promise<RouteOutput<Routes['environmentDrift']>> {
  const [services, meta] = await Promise.all([
    loadServices(reader, query, decision),
    answerMeta(reader, decision),
  ]);
  const now = reader.now();
  const items = services
    .flatMap(service => driftsOf(service, now))
    .filter(({ between }) => !query.between || between === query.between)
    .sort(
      (a, b) =>
        (b.commits.commits ?? -1) - (a.commits.commits ?? -1) ||
        b.seconds - a.seconds,
    );
  return { items: items.slice(0, query.limit), total: items.length, meta };
}
