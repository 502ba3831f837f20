import { PolicyDecision } from '@backstage/plugin-permission-common';
import { bulkSelectionSchema } from '@quarterdeck/plugin-security-common';
import { z } from 'zod';
import { AnswerOf } from '../findingQuestions';

/** Who decides, and what they may. */
export interface Decider {
  actor: string;
  me: readonly string[];
  /** May read, may triage, may accept risks. */
  read: PolicyDecision;
  decision: PolicyDecision;
  acceptRisk: PolicyDecision;
}

/** Which findings. */
export type Selection = z.output<typeof bulkSelectionSchema>;
/** Why some are left alone. */
export type Refusal = AnswerOf<'applyBulk'>['refused'][number];
/** An action that was done. */
export type Done = AnswerOf<'applyBulk'>['done'];
