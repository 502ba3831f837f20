import { DeploymentOutcome, DeploymentSample, DoraSettings } from '../types';

function metUsers({ reachedUsers, trafficPercent }: DeploymentSample) {
  if (trafficPercent !== undefined && trafficPercent > 0) return true;
  if (reachedUsers !== undefined) return reachedUsers;
  return trafficPercent === 0 ? false : undefined;
}

/**
 * How a deployment that ended counts (rule 11). `blamed`: a person or an
 * incident names it, so that users must have met it.
 */
export function outcomeOf(
  sample: DeploymentSample,
  blamed: boolean,
  settings: Pick<DoraSettings, 'unknownReachCounts'>,
): DeploymentOutcome {
  if (sample.state === 'succeeded') return 'succeeded';
  if (blamed) return 'failed';
  const met = metUsers(sample);
  if (met === false) return 'not_reached';
  if (met === true)
    return sample.state === 'aborted' ? 'auto_aborted' : 'failed';
  const counts = settings.unknownReachCounts && sample.state === 'failed';
  return counts ? 'failed' : 'unknown_reach';
}
