import {
  CellState,
  CommitCount,
  compareEnvironments,
  EnvironmentColumn,
  tierOrder,
  unknownReasons,
} from '@quarterdeck/plugin-pipelines-common';
import { PlaceRow, WaitingGateRow } from '../../database/deployments/places';

/** What a service runs in one environment and region. */
export interface Cell {
  place: PlaceRow;
  column: string;
  state: CellState;
  behindHead: CommitCount;
  behindBefore: CommitCount;
  /** What it is compared with: the place before it in promotion order. */
  before: PlaceRow | null;
  gate: WaitingGateRow | null;
  regionsDiffer: boolean;
}

/** A service with its cells in promotion order. */
export interface ServiceCells {
  entityRef: string;
  cells: Cell[];
  regionsDiffer: boolean;
}

/** Joins cells to columns. */
export function columnKey(place: PlaceRow): string {
  return JSON.stringify([place.tier, place.environment, place.region]);
}

const timeOf = (place: PlaceRow) =>
  Math.max(place.live_since?.getTime() ?? 0, place.latest_at?.getTime() ?? 0);

/** How far a place is behind the head of its branch. */
export function behindHead(place: PlaceRow): CommitCount {
  if (place.behind_commits !== null) return { commits: place.behind_commits };
  const reason = unknownReasons.find(item => item === place.behind_reason);
  return { commits: null, reason: reason ?? 'no_commit' };
}

/** How far a place is behind another one of the same service. */
export function behindOther(place: PlaceRow, other: PlaceRow): CommitCount {
  if (
    place.live_release !== null &&
    place.live_release === other.live_release
  ) {
    return { commits: 0 };
  }
  if (place.instance !== other.instance || place.project !== other.project) {
    return { commits: null, reason: 'other_repository' };
  }
  const own = behindHead(place);
  const theirs = behindHead(other);
  if (own.commits === null) return own;
  if (theirs.commits === null) return theirs;
  return { commits: own.commits - theirs.commits };
}

/** Whether a place is less behind than another, else whether it came later. */
export function isNewer(place: PlaceRow, other: PlaceRow): boolean {
  const behind = place.behind_commits ?? Infinity;
  const otherBehind = other.behind_commits ?? Infinity;
  if (behind !== otherBehind) return behind < otherBehind;
  const since = place.live_since?.getTime() ?? 0;
  return since > (other.live_since?.getTime() ?? 0);
}

/** The newest of the nearest tier before this one, among what runs. */
function placeBefore(
  place: PlaceRow,
  places: readonly PlaceRow[],
): PlaceRow | null {
  const own = tierOrder(place.tier);
  let found: PlaceRow | null = null;
  for (const other of places) {
    const tier = tierOrder(other.tier);
    if (other.live_since === null || tier >= own) continue;
    const further = found ? tier - tierOrder(found.tier) : 1;
    if (further > 0 || (found && further === 0 && isNewer(other, found))) {
      found = other;
    }
  }
  return found;
}

function cellState(place: PlaceRow, gate: WaitingGateRow | null): CellState {
  const state = place.latest_state;
  if (state === 'failed') return 'failing';
  if (gate || state === 'waiting_gate' || state === 'paused') return 'waiting';
  if (state === 'aborted') return 'degraded';
  if (state !== null) return 'rolling_out';
  if (place.live_verification === 'failed') return 'degraded';
  return 'healthy';
}

/** Of what several services of one entity run in a place, the newest. */
function distinctPlaces(places: readonly PlaceRow[]): [string, PlaceRow][] {
  const byColumn = new Map<string, PlaceRow>();
  for (const place of places) {
    const column = columnKey(place);
    const known = byColumn.get(column);
    if (!known || timeOf(place) > timeOf(known)) byColumn.set(column, place);
  }
  return [...byColumn].sort(([, a], [, b]) => compareEnvironments(a, b));
}

/** Regions of a place: all of production, else those of the environment. */
const regionGroup = (place: PlaceRow) =>
  place.tier === 'production' ? '' : `${place.tier} ${place.environment}`;

function differing(places: readonly PlaceRow[]): Set<string> {
  const releases = new Map<string, Set<string>>();
  for (const place of places) {
    if (place.live_release === null) continue;
    const group = releases.get(regionGroup(place)) ?? new Set();
    releases.set(regionGroup(place), group.add(place.live_release));
  }
  return new Set(
    [...releases].filter(([, seen]) => seen.size > 1).map(([group]) => group),
  );
}

/** The services of these places with their cells. Places come by service. */
export function toServices(
  places: readonly PlaceRow[],
  gates: readonly WaitingGateRow[],
): ServiceCells[] {
  const gateKey = (entityRef: string, environment: string) =>
    JSON.stringify([entityRef, environment]);
  const gateAt = new Map<string, WaitingGateRow>();
  for (const gate of gates) {
    const key = gateKey(gate.entityRef, gate.environment);
    if (!gateAt.has(key)) gateAt.set(key, gate);
  }
  const byEntity = new Map<string, PlaceRow[]>();
  for (const place of places) {
    const own = byEntity.get(place.entity_ref);
    if (own) own.push(place);
    else byEntity.set(place.entity_ref, [place]);
  }
  return [...byEntity].map(([entityRef, all]) => {
    const byColumn = distinctPlaces(all);
    const own = byColumn.map(([, place]) => place);
    const differ = differing(own);
    const cells = byColumn.map(([column, place]): Cell => {
      const gate = gateAt.get(gateKey(entityRef, place.environment)) ?? null;
      const before = placeBefore(place, own);
      return {
        place,
        column,
        state: cellState(place, gate),
        behindHead: behindHead(place),
        behindBefore: before
          ? behindOther(place, before)
          : { commits: null, reason: 'no_environment_before' },
        before,
        gate,
        regionsDiffer: differ.has(regionGroup(place)),
      };
    });
    return { entityRef, cells, regionsDiffer: differ.size > 0 };
  });
}

/** Columns of these services, in promotion order. */
export function toColumns(
  services: readonly ServiceCells[],
): EnvironmentColumn[] {
  const columns = new Map<string, EnvironmentColumn>();
  for (const { place, column } of services.flatMap(({ cells }) => cells)) {
    const known = columns.get(column);
    if (known) known.services += 1;
    else {
      columns.set(column, {
        key: column,
        environment: place.environment,
        tier: place.tier,
        region: place.region,
        services: 1,
      });
    }
  }
  return [...columns.values()].sort(compareEnvironments);
}
