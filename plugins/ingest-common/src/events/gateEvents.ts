import { z } from 'zod';
import { text } from './values';

/** A gate of the portal was decided anew. Natural key: requestId, evaluationId. */
export const gateDecidedSchema = z.object({
  requestId: z.uuid(),
  evaluationId: z.uuid(),
  commit: z.string().min(1).max(64),
  environment: text(255),
  decision: z.enum(['allow', 'deny', 'wait']),
  /** Where the gate stands now. */
  state: z.enum([
    'waiting',
    'allowed',
    'denied',
    'rejected',
    'expired',
    'bypassed',
  ]),
  reason: text(1024),
  /** All events up to here were read. */
  position: z.string().max(32),
  /** Rules that are not met. */
  unmet: z.array(z.string().max(255)).max(200).default([]),
  /** From asked to decided; absent while it waits. */
  waitSeconds: z.number().nonnegative().optional(),
  /** Ref of the person who decided, where one did. */
  decidedBy: z.string().max(512).optional(),
});

/** @see gateDecidedSchema */
export type GateDecided = z.infer<typeof gateDecidedSchema>;

export const gateEvents = {
  'gate.decided.v1': gateDecidedSchema,
} as const;
