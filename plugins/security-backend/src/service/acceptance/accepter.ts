import { PolicyDecision } from '@backstage/plugin-permission-common';

/** Who accepts, and whose risks they may accept. */
export interface Accepter {
  actor: string;
  read: PolicyDecision;
  decision: PolicyDecision;
}
