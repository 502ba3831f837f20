import {
  CellState,
  deploymentDisplay,
  MatrixCell,
  MatrixRow,
  StateToken,
} from '@quarterdeck/plugin-pipelines-common';
import { PlaceRow } from '../../database/deployments/places';
import { FrozenAt } from './freezes';
import { Cell, ServiceCells } from './matrixModel';
import {
  kindOf,
  stateOf,
  toRollout,
  verificationOf,
} from './toDeploymentAnswers';

const displays: Record<CellState, { state: StateToken; word: string }> = {
  healthy: { state: 'success', word: 'Healthy' },
  rolling_out: { state: 'info', word: 'Rolling out' },
  degraded: { state: 'warn', word: 'Degraded' },
  failing: { state: 'error', word: 'Failing' },
  waiting: { state: 'hold', word: 'Waiting' },
};

/** What runs says whether anybody checked it, unless something else goes on. */
function displayOf({ state, place }: Cell) {
  const verification = verificationOf(place.live_verification);
  const quiet = state === 'healthy' || state === 'degraded';
  return quiet && place.latest_state === null && verification
    ? deploymentDisplay('succeeded', verification)
    : displays[state];
}

const secondsBetween = (from: Date, to: Date) =>
  Math.max(0, (to.getTime() - from.getTime()) / 1000);

function toLive(place: PlaceRow, now: Date): MatrixCell['live'] {
  const { live_instance, live_external_id, live_since } = place;
  if (!live_instance || !live_external_id || !live_since) return null;
  return {
    instance: live_instance,
    externalId: live_external_id,
    label: place.live_label,
    version: place.live_version,
    sha: place.live_sha,
    kind: kindOf(place.live_kind),
    verification: verificationOf(place.live_verification),
    since: live_since.toISOString(),
    ageSeconds: secondsBetween(live_since, now),
    url: place.live_url,
  };
}

function toLatest(place: PlaceRow): MatrixCell['latest'] {
  const { latest_instance, latest_external_id, latest_at } = place;
  if (!latest_instance || !latest_external_id || !latest_at) return null;
  const state = stateOf(place.latest_state);
  return {
    instance: latest_instance,
    externalId: latest_external_id,
    label: place.latest_label,
    state,
    status: deploymentDisplay(state),
    kind: kindOf(place.latest_kind),
    rollout: toRollout(place.latest_rollout),
    at: latest_at.toISOString(),
  };
}

const gateKinds = [
  'approval',
  'manual',
  'environment_rule',
  'timer',
  'analysis',
  'policy',
] as const;

/** A service as the matrix answers it. */
export function toMatrixRow(
  service: ServiceCells,
  columns: ReadonlySet<string>,
  frozenAt: FrozenAt,
  now: Date,
): MatrixRow {
  return {
    entityRef: service.entityRef,
    visible: true,
    regionsDiffer: service.regionsDiffer,
    cells: service.cells
      .filter(({ column }) => columns.has(column))
      .map(cell => {
        const { place, gate } = cell;
        return {
          column: cell.column,
          status: { key: cell.state, ...displayOf(cell) },
          live: toLive(place, now),
          latest: toLatest(place),
          behindHead: cell.behindHead,
          behindBefore: cell.behindBefore,
          gate: gate && {
            instance: gate.instance,
            project: gate.project,
            externalId: gate.externalId,
            kind: gateKinds.find(kind => kind === gate.kind) ?? 'manual',
            askedAt: gate.askedAt.toISOString(),
            waitSeconds: secondsBetween(gate.askedAt, now),
            label: gate.label ?? place.latest_label,
          },
          regionsDiffer: cell.regionsDiffer,
          frozen: frozenAt(
            {
              entityRef: service.entityRef,
              environment: place.environment,
              tier: place.tier,
            },
            now,
          ),
        };
      }),
  };
}
