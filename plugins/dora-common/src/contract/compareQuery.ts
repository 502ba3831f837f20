import { z } from 'zod';
import { timeText } from '@quarterdeck/plugin-portal-common';
import { benchmarkIds } from './shared';

/** What to compare with, and against which scale. */
export const compareQuery = {
  compare: z.enum(['previous', 'marker', 'none']).default('previous'),
  /** With `marker`: the moment; equal periods before and after it, within the range's length. */
  marker: timeText.optional(),
  /** Absent: what the scope's settings say, as with the industry. */
  benchmark: z.enum(benchmarkIds).optional(),
  /** Key of an industry of the Quick Check. */
  industry: z.string().max(64).optional(),
};
