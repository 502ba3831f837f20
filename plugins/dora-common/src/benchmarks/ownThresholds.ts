import { z } from 'zod';
import { MetricName, metricNames } from '../types';

/** Where "good" and "fair" end; frequency: where they begin. Rest is "poor". */
export interface Threshold {
  good: number;
  fair?: number;
}

/** Thresholds of a team, in seconds, deployments per day, or shares of one. */
export type Thresholds = Partial<Record<MetricName, Threshold>>;

const isShare = (metric: MetricName) =>
  metric === 'change_fail_rate' || metric === 'deployment_rework_rate';

/** What of a threshold is wrong: the field and why; empty: nothing. */
export function thresholdFaults(
  metric: MetricName,
  { good, fair }: Threshold,
): { field: 'good' | 'fair'; message: string }[] {
  const faults: { field: 'good' | 'fair'; message: string }[] = [];
  for (const [field, value] of [
    ['good', good],
    ['fair', fair],
  ] as const) {
    if (value === undefined) continue;
    if (isShare(metric) && value > 1) {
      faults.push({ field, message: 'a share is at most 1 (100 %)' });
    } else if (isShare(metric) ? value < 0 : value <= 0) {
      faults.push({
        field,
        message: isShare(metric) ? 'is not below 0' : 'has to be above 0',
      });
    }
  }
  if (fair === undefined || faults.length > 0) return faults;
  // More deployments are better, less of everything else.
  const worse = metric === 'deployment_frequency' ? fair < good : fair > good;
  if (!worse) {
    faults.push({
      field: 'fair',
      message:
        metric === 'deployment_frequency'
          ? 'has to be less than "good"'
          : 'has to be more than "good"',
    });
  }
  return faults;
}

const thresholdSchema = z.object({
  good: z.number().finite(),
  fair: z.number().finite().optional(),
});

/** Thresholds as somebody sets them: faults name the metric and the field. */
export const thresholdsSchema = z
  .partialRecord(z.enum(metricNames), thresholdSchema)
  .superRefine((thresholds, context) => {
    for (const metric of metricNames) {
      const threshold = thresholds[metric];
      if (!threshold) continue;
      for (const { field, message } of thresholdFaults(metric, threshold)) {
        context.addIssue({ code: 'custom', path: [metric, field], message });
      }
    }
  });
