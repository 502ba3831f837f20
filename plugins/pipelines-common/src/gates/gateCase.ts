import { DeliveryPolicy } from '../policy/deliveryPolicy';
import { ApprovalEvidence, GateEvidence } from './gateEvidence';

/** Everything a gate is judged by. */
export interface GateCase {
  /** null: no policy covers the entity. */
  policy: DeliveryPolicy | null;
  environment: string;
  evidence: GateEvidence;
  approvals: readonly ApprovalEvidence[];
  /** Reasons of the freezes that hold now. */
  freezes: readonly { reason: string; until: string | null }[];
  now: string;
  askedAt: string;
  /** Missing evidence is waited for so long after the gate was asked. */
  graceSeconds: number;
}
