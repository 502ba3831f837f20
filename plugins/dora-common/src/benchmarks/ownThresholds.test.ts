import { thresholdFaults, thresholdsSchema } from './ownThresholds';

describe('own thresholds', () => {
  it.each([
    ['change_lead_time', { good: 3600, fair: 86_400 }, []],
    ['change_lead_time', { good: 3600 }, []],
    ['change_lead_time', { good: 86_400, fair: 3600 }, ['fair']],
    ['change_lead_time', { good: 3600, fair: 3600 }, ['fair']],
    ['change_lead_time', { good: 0 }, ['good']],
    ['deployment_frequency', { good: 1, fair: 0.2 }, []],
    ['deployment_frequency', { good: 0.2, fair: 1 }, ['fair']],
    ['change_fail_rate', { good: 0, fair: 0.1 }, []],
    ['change_fail_rate', { good: 5, fair: 15 }, ['good', 'fair']],
    ['change_fail_rate', { good: -0.1 }, ['good']],
    ['deployment_rework_rate', { good: 0.1, fair: 1 }, []],
  ] as const)('%s %j', (metric, threshold, fields) => {
    expect(
      thresholdFaults(metric, threshold).map(({ field }) => field),
    ).toEqual(fields);
  });

  it('name the metric and the field that is wrong', () => {
    const parsed = thresholdsSchema.safeParse({
      change_lead_time: { good: 60, fair: 30 },
      change_fail_rate: { good: 12 },
    });
    expect(parsed.error?.issues.map(({ path }) => path.join('.'))).toEqual([
      'change_lead_time.fair',
      'change_fail_rate.good',
    ]);
  });
});
