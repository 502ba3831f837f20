import { z } from 'zod';
import { PolicyDecision } from '@backstage/plugin-permission-common';
import {
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
import { Cell, ServiceCells, toColumns, toServices } from './matrixModel';
import { toMatrixRow } from './toMatrixRow';

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
