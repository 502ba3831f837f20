import { z } from 'zod';

const time = z.string();
const maybeTime = z.string().nullable();
const seconds = z.number().nullable();

/** How fresh an answer is and how much of the truth the caller may see. */
export const answerMetaSchema = z.object({
  /** When this answer was read. */
  asOf: time,
  /** When the newest event in these tables was recorded; null: never any. */
  lastEventAt: maybeTime,
  /** Age of the oldest event that is not in these tables yet; 0: all are. */
  lagSeconds: seconds,
  /** The reader of the log has fallen behind or is stopped: say the age, dim the marks. */
  stale: z.boolean(),
  /** `own`: a permission condition left out other teams' rows. */
  visibility: z.enum(['all', 'own']),
});

/** @see answerMetaSchema */
export type AnswerMeta = z.infer<typeof answerMetaSchema>;

/** A number that may be missing, with the reason why. 0 is a number. */
export const measuredSchema = z.object({
  value: z.number().nullable(),
  /** How many samples it is made of. */
  n: z.number(),
  /** Set exactly when `value` is null. */
  reason: z.enum(['no_data']).optional(),
  /** Fewer than five samples: show "too few (n)". */
  tooFew: z.boolean(),
  /** The same over the equally long range before; null without data there. */
  previous: z.number().nullable(),
});

/** @see measuredSchema */
export type Measured = z.infer<typeof measuredSchema>;

/** A point of a sparkline. `value` null is a gap, never zero. */
export const pointSchema = z.object({
  at: time,
  value: z.number().nullable(),
  n: z.number(),
  /** The bucket is not over, or the range cuts it. */
  partial: z.boolean(),
});
