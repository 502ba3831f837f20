import { z } from 'zod';
import { stateTokens, statusKeys } from '../runStatus';

export {
  answerMetaSchema,
  measuredSchema,
  pointSchema,
} from '@quarterdeck/plugin-portal-common';
export type { AnswerMeta, Measured } from '@quarterdeck/plugin-portal-common';

/** Token, word and filter key of a status. */
export const statusSchema = z.object({
  key: z.enum(statusKeys),
  state: z.enum(stateTokens),
  word: z.string(),
});

/** Who did it, as the provider names them. */
export const personSchema = z.object({
  login: z.string(),
  name: z.string().optional(),
  kind: z.enum(['person', 'bot', 'schedule', 'unknown']),
});
