import { RolloutPlace } from '../rolloutPlace';

/** What Flagger says of a canary, whichever body it came in. */
export interface FlaggerReport {
  place: RolloutPlace;
  name: string;
  /** The revision: the webhook's checksum, or the object's applied spec. */
  revision: string;
  phase: string;
  /** Flagger's own sentence. */
  message?: string;
  /** Traffic on the canary, where the body says. */
  canaryWeight?: number;
  /** The commit, where the canary's metadata tells. */
  sha?: string;
  version?: string;
  at: string;
}
