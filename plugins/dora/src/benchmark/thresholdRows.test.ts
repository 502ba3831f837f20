import { tiers2023 } from '@quarterdeck/plugin-dora-common';
import { readRows, rowsOf, thresholdsFrom } from './thresholdRows';

const none = rowsOf(null);

describe('thresholds of the form', () => {
  it('come back as they were set, in units that are short', () => {
    const thresholds = {
      change_lead_time: { good: 14_400, fair: 86_400 },
      deployment_frequency: { good: 1, fair: 1 / 7 },
      failed_deployment_recovery_time: { good: 1800 },
      change_fail_rate: { good: 0.07, fair: 0.15 },
    };
    const rows = rowsOf(thresholds);
    expect(rows.change_lead_time).toEqual({ unit: 'h', good: '4', fair: '24' });
    expect(rows.failed_deployment_recovery_time).toEqual({
      unit: 'min',
      good: '30',
      fair: '',
    });
    expect(rows.deployment_frequency).toEqual({
      unit: 'per week',
      good: '7',
      fair: '1',
    });
    expect(rows.change_fail_rate.good).toBe('7');
    expect(readRows(rows)).toEqual({ thresholds, faults: {} });
  });

  it('begin with the best two bands of a table', () => {
    const { thresholds, faults } = readRows(rowsOf(thresholdsFrom(tiers2023)));
    expect(faults).toEqual({});
    expect(thresholds).toMatchObject({
      change_lead_time: { good: 86_400, fair: 604_800 },
      change_fail_rate: { good: 0.05, fair: 0.1 },
    });
    expect(thresholds.deployment_rework_rate).toBeUndefined();
  });

  it.each([
    [{ unit: 'h', good: '', fair: '4' }, { good: 'needed with "fair"' }],
    [{ unit: 'h', good: 'soon', fair: '' }, { good: 'not a number' }],
    [
      { unit: 'h', good: '4', fair: '2' },
      { fair: 'has to be more than "good"' },
    ],
    [{ unit: 'h', good: '0', fair: '' }, { good: 'has to be above 0' }],
    [{ unit: 'h', good: '1,5', fair: '2.5' }, undefined],
    [{ unit: 'h', good: '', fair: '' }, undefined],
  ])('%j', (row, faults) => {
    expect(
      readRows({ ...none, change_lead_time: row }).faults.change_lead_time,
    ).toEqual(faults);
  });
});
