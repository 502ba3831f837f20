import { PolicyDecision } from '@backstage/plugin-permission-common';
import { DeploymentSummary } from '@quarterdeck/plugin-pipelines-common';
import { holds } from '../entitySet';
import { Reader } from '../reader';

/** Whether something in the configuration can roll a deployment back. */
export type HasRollbackTarget = (deployment: {
  entityRef: string;
  instance: string;
}) => boolean;

/**
 * Whether the caller may ask for a rollback of this deployment. No reason: it is
 * not theirs to ask, and a page does not offer it.
 */
export function mayRollBack(
  deployment: Pick<
    DeploymentSummary,
    'entityRef' | 'instance' | 'live' | 'state' | 'previous'
  >,
  decision: PolicyDecision | undefined,
  visible: Reader['visible'],
  hasTarget: HasRollbackTarget,
  overtaken = false,
): { allowed: boolean; reason: string | null } {
  const { entityRef, instance, live, state, previous } = deployment;
  const no = (reason: string | null) => ({ allowed: false, reason });
  if (!decision || decision.result === 'DENY' || entityRef === null) {
    return no(null);
  }
  if (!holds(visible(decision), entityRef)) return no(null);
  const replaced = state === 'succeeded' && !live;
  if (replaced || overtaken || state === 'superseded') {
    return no('It is not what runs there.');
  }
  if (state === 'queued' || state === 'waiting_gate') {
    return no('It has not begun.');
  }
  if (previous === null) {
    return no('Nothing is known to have run there before.');
  }
  if (!hasTarget({ entityRef, instance })) {
    return no(
      `No target in pipelines.outbound.targets rolls back ${entityRef} on ${instance}.`,
    );
  }
  return { allowed: true, reason: null };
}
