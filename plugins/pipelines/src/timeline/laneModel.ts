import {
  Freeze,
  tierOrder,
  TimelineLane,
} from '@quarterdeck/plugin-pipelines-common';
import { nameOfRef, placeName } from '../deployments/deploymentText';

/** By what the lanes are put together. */
export const laneOrders = ['service', 'environment'] as const;

/** @see laneOrders */
export type LaneOrder = (typeof laneOrders)[number];

/** Lanes under one head. */
export interface LaneGroup {
  title: string;
  /** Set when the group is a service. */
  entityRef: string | null;
  lanes: { lane: TimelineLane; label: string }[];
}

/** Lanes by service, as they come, or by environment in promotion order. */
export function groupLanes(
  lanes: readonly TimelineLane[],
  order: LaneOrder,
): LaneGroup[] {
  const groups = new Map<string, LaneGroup>();
  const sorted =
    order === 'service'
      ? lanes
      : [...lanes].sort(
          (a, b) =>
            tierOrder(b.tier) - tierOrder(a.tier) ||
            placeName(a).localeCompare(placeName(b)) ||
            a.entityRef.localeCompare(b.entityRef),
        );
  for (const lane of sorted) {
    const place = placeName(lane);
    const byService = order === 'service';
    const key = byService ? lane.entityRef : place;
    const group = groups.get(key) ?? {
      title: byService ? nameOfRef(lane.entityRef) : place,
      entityRef: byService ? lane.entityRef : null,
      lanes: [],
    };
    group.lanes.push({
      lane,
      label: byService ? place : nameOfRef(lane.entityRef),
    });
    groups.set(key, group);
  }
  return [...groups.values()];
}

/**
 * Whether a freeze can be drawn over a lane. Of a system or domain the page does
 * not know the members: those stand in the lane of freezes only.
 */
export function freezeCovers(
  freeze: Pick<Freeze, 'scope' | 'scopeRef' | 'environments' | 'tiers'>,
  lane: Pick<TimelineLane, 'entityRef' | 'environment' | 'tier'>,
): boolean {
  if (freeze.scope === 'system' || freeze.scope === 'domain') return false;
  if (freeze.scope === 'entity' && freeze.scopeRef !== lane.entityRef) {
    return false;
  }
  const { environments, tiers } = freeze;
  return (
    (environments.length === 0 || environments.includes(lane.environment)) &&
    (tiers.length === 0 || tiers.includes(lane.tier))
  );
}
