/** What is known of a production deployment when something about it fails. */
export interface WatchedDeployment {
  tier: string;
  kind?: string;
  state: string;
  failure?: string;
  /** It was seen verifying or serving users. */
  reachedUsers: boolean;
}

/** Why a deployment is rolled back, or why it is not. */
export type RollbackDecision =
  | { rollBack: true; reason: string }
  | { rollBack: false; reason: string };

const no = (reason: string): RollbackDecision => ({ rollBack: false, reason });

/**
 * Whether the failure of a production deployment's verification asks for a
 * rollback. What failed before it reached a user is left alone, and so is a
 * rollback that fails: that one needs a person.
 */
export function decideRollback(
  deployment: WatchedDeployment,
  failedVerification?: string,
): RollbackDecision {
  if (deployment.tier !== 'production') return no('It is not production.');
  if (deployment.kind === 'rollback') {
    return no('It is a rollback itself; a person has to look.');
  }
  if (failedVerification !== undefined) {
    return deployment.reachedUsers
      ? { rollBack: true, reason: `${failedVerification} failed` }
      : no('It has not reached users yet.');
  }
  if (deployment.state !== 'failed' && deployment.state !== 'aborted') {
    return no('It has not failed.');
  }
  if (deployment.failure === 'config') {
    return no('It was refused before it touched a user.');
  }
  if (deployment.failure === 'analysis' || deployment.reachedUsers) {
    return {
      rollBack: true,
      reason:
        deployment.failure === 'analysis'
          ? 'its analysis failed'
          : `it ${deployment.state} after it had reached users`,
    };
  }
  return no('It failed before it reached users.');
}
