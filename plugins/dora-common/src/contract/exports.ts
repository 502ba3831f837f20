import { z } from 'zod';
import { compareQuery } from './compareQuery';
import { metricNameSchema, viewQuery } from './shared';

/** Path of the exports below the plugin. They stream CSV: link to it, or fetch it. */
export const doraExportPath = '/v1/export';

/** Charts and lists one may have as a file. */
export const doraExports = [
  'overview',
  'frequency',
  'lead_time',
  'stages',
  'fail_rate',
  'recovery',
  'rework',
  'samples',
  'services',
  'quality',
  'alerts',
] as const;

/** Rows an export holds at most; the answer says when it was cut. */
export const doraExportLimit = 50_000;

/** Query of an export: the view's, and which chart. */
export const doraExportQuerySchema = z.object({
  ...viewQuery,
  ...compareQuery,
  chart: z.enum(doraExports),
  /** With `samples`. */
  metric: metricNameSchema.default('change_lead_time'),
  format: z.enum(['csv', 'json']).default('csv'),
});
