import { z } from 'zod';
import { PolicyDecision } from '@backstage/plugin-permission-common';
import {
  Drift,
  MatrixRow,
  pipelinesContract,
} from '@quarterdeck/plugin-pipelines-common';
import {
  decodeCursor,
  encodeCursor,
  RouteOutput,
} from '@quarterdeck/plugin-portal-common';
import { oneOf } from '../../database/conditions';
import { loadFreezes } from '../../database/deployments/freezeRows';
import {
  loadPlaces,
  loadWaitingGates,
  PlaceRow,
} from '../../database/deployments/places';
import {
  complement,
  EntitySet,
  everyEntity,
  holds,
  intersection,
  onlyEntities,
} from '../entitySet';
import { answerMeta, askedEntities, Reader } from '../reader';
import { createFrozenAt } from './freezes';
import {
  behindOther,
  Cell,
  ServiceCells,
  toColumns,
  toMatrixRow,
  toServices,
} from './matrixModel';

type Routes = typeof pipelinesContract;
type Query<Name extends keyof Routes> = z.output<Routes[Name]['query']>;

/** Whose places, and which. */
export interface PlaceQuery {
  scope?: string;
  entity: readonly string[];
  environment: readonly string[];
  tier: readonly string[];
}

const lower = (ref: string) => ref.toLocaleLowerCase('en-US');

/** What the query asks for, whether the caller may see it or not. */
function wanted(reader: Reader, query: PlaceQuery): EntitySet {
  return intersection(
    query.scope ? onlyEntities(reader.index.inScope(query.scope)) : everyEntity,
    query.entity.length ? onlyEntities(query.entity.map(lower)) : everyEntity,
  );
}

/** Places by environment and tier. */
const placeConditions = (query: PlaceQuery) =>
  [
    oneOf('e.environment', query.environment),
    oneOf('e.tier', query.tier),
  ].filter(item => item !== undefined);

/** The services a caller asks for and may see, with their cells. */
export async function loadServices(
  reader: Reader,
  query: PlaceQuery,
  decision: PolicyDecision,
): Promise<ServiceCells[]> {
  const entities = askedEntities(reader, { decision, ...query });
  const [places, gates] = await Promise.all([
    loadPlaces(reader.knex, entities, placeConditions(query)),
    loadWaitingGates(reader.knex, entities),
  ]);
  return toServices(places, gates);
}

/** Columns shown at most; preview environments can be any number. */
const columnLimit = 24;

const cursorSchema = z.tuple([z.string()]);

const isBehind = ({ behindBefore, place, before }: Cell) =>
  (behindBefore.commits ?? 0) !== 0 ||
  (behindBefore.commits === null &&
    before !== null &&
    place.live_release !== before.live_release);

function matches(service: ServiceCells, text: string): boolean {
  const part = text.toLocaleLowerCase('en-US');
  const labels = service.cells.flatMap(({ place }) => [
    place.live_label,
    place.latest_label,
    place.live_sha,
  ]);
  return [service.entityRef, ...labels].some(item =>
    item?.toLocaleLowerCase('en-US').includes(part),
  );
}

/** Entities asked for by name of which the caller may see nothing. */
function unseen(
  reader: Reader,
  query: PlaceQuery,
  decision: PolicyDecision,
): MatrixRow[] {
  const visible = reader.visible(decision);
  return query.entity
    .map(lower)
    .filter(ref => !holds(visible, ref))
    .map(entityRef => ({
      entityRef,
      visible: false,
      regionsDiffer: false,
      cells: [],
    }));
}

/** What each service runs in each environment now. */
export async function answerMatrix(
  reader: Reader,
  query: Query<'environmentMatrix'>,
  decision: PolicyDecision,
): Promise<RouteOutput<Routes['environmentMatrix']>> {
  const { knex } = reader;
  const now = reader.now();
  const visible = reader.visible(decision);
  const hidden = intersection(wanted(reader, query), complement(visible));
  const [all, freezes, hiddenPlaces, meta] = await Promise.all([
    loadServices(reader, query, decision),
    loadFreezes(knex, { from: now, to: new Date(now.getTime() + 1) }),
    visible.kind === 'except' && visible.refs.length === 0
      ? []
      : loadPlaces(knex, hidden, placeConditions(query)),
    answerMeta(reader, decision),
  ]);
  const services = all.filter(
    service =>
      (!query.q?.trim() || matches(service, query.q.trim())) &&
      (!query.differing ||
        service.regionsDiffer ||
        service.cells.some(isBehind)),
  );
  const after = query.cursor
    ? decodeCursor(query.cursor, cursorSchema)?.[0]
    : undefined;
  const following = services.filter(
    ({ entityRef }) => after === undefined || entityRef > after,
  );
  const shown = following.slice(0, query.limit);
  const columns = toColumns(services);
  const kept = new Set(
    [...columns]
      .sort((a, b) => b.services - a.services)
      .slice(0, columnLimit)
      .map(({ key }) => key),
  );
  const frozenAt = createFrozenAt(freezes, reader.index);
  const last = shown.at(-1);
  return {
    columns: columns.filter(({ key }) => kept.has(key)),
    columnsOmitted: columns.length - kept.size,
    rows: [
      ...shown.map(service => toMatrixRow(service, kept, frozenAt, now)),
      ...(after === undefined ? unseen(reader, query, decision) : []),
    ],
    services: services.length,
    hiddenServices: new Set(hiddenPlaces.map(place => place.entity_ref)).size,
    nextCursor:
      last && following.length > shown.length
        ? encodeCursor([last.entityRef])
        : null,
    meta,
  };
}

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
    const newest = [...group].sort(
      (a, b) =>
        (a.behind_commits ?? Infinity) - (b.behind_commits ?? Infinity) ||
        (b.live_since?.getTime() ?? 0) - (a.live_since?.getTime() ?? 0),
    )[0];
    for (const place of group) {
      if (newest && place !== newest) {
        drifts.push(driftOf(place, newest, 'regions', now));
      }
    }
  }
  return drifts.filter(item => item !== null);
}

/** Places that run different things, the widest first. */
export async function answerDrift(
  reader: Reader,
  query: Query<'environmentDrift'>,
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
