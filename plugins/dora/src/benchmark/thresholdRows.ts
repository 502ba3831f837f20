import {
  BandTable,
  MetricName,
  metricNames,
  Threshold,
  thresholdFaults,
  Thresholds,
} from '@quarterdeck/plugin-dora-common';

/** A unit people think in: a count of it is `count * times / over` for the server. */
interface Unit {
  label: string;
  times: number;
  over: number;
}

const times: readonly Unit[] = [
  { label: 'min', times: 60, over: 1 },
  { label: 'h', times: 3600, over: 1 },
  { label: 'd', times: 86_400, over: 1 },
];
const paces: readonly Unit[] = [
  { label: 'per day', times: 1, over: 1 },
  { label: 'per week', times: 1, over: 7 },
  { label: 'per month', times: 1, over: 30.4375 },
];
const shares: readonly Unit[] = [{ label: '%', times: 1, over: 100 }];

/** In which units a metric's thresholds may be written. */
export const unitsOf: Record<MetricName, readonly Unit[]> = {
  change_lead_time: times,
  deployment_frequency: paces,
  failed_deployment_recovery_time: times,
  change_fail_rate: shares,
  deployment_rework_rate: shares,
};

/** A line of the form, as it is typed. */
export interface ThresholdRow {
  unit: string;
  good: string;
  fair: string;
}

/** @see ThresholdRow */
export type ThresholdRows = Record<MetricName, ThresholdRow>;

/** What is typed wrong in a line. */
export interface RowFaults {
  good?: string;
  fair?: string;
}

const numberOf = (text: string): number =>
  Number(text.trim().replace(',', '.'));

const countIn = (value: number, { times: by, over }: Unit) =>
  (value * over) / by;

/** The unit in which numbers are short: 4 h, not 240 min. */
function handyUnit(metric: MetricName, { good, fair }: Threshold): Unit {
  const units = unitsOf[metric];
  const whole = units.filter(unit =>
    [good, fair ?? good].every(value => {
      const count = countIn(value, unit);
      return count >= 1 && Math.abs(count - Math.round(count)) < 1e-6;
    }),
  );
  const [first] = units;
  return (metric === 'deployment_frequency' ? whole[0] : whole.at(-1)) ?? first;
}

const typed = (value: number | undefined, unit: Unit) =>
  value === undefined
    ? ''
    : String(Number(countIn(value, unit).toPrecision(4)));

/** Thresholds as lines of the form. */
export function rowsOf(thresholds: Thresholds | null): ThresholdRows {
  const row = (metric: MetricName): ThresholdRow => {
    const known = thresholds?.[metric];
    if (!known) {
      const units = unitsOf[metric];
      return { unit: (units[1] ?? units[0]).label, good: '', fair: '' };
    }
    const unit = handyUnit(metric, known);
    return {
      unit: unit.label,
      good: typed(known.good, unit),
      fair: typed(known.fair, unit),
    };
  };
  return {
    change_lead_time: row('change_lead_time'),
    deployment_frequency: row('deployment_frequency'),
    failed_deployment_recovery_time: row('failed_deployment_recovery_time'),
    change_fail_rate: row('change_fail_rate'),
    deployment_rework_rate: row('deployment_rework_rate'),
  };
}

/** The best two bands of a table, to begin with. */
export const thresholdsFrom = ({ limits }: BandTable): Thresholds =>
  Object.fromEntries(
    metricNames.flatMap(metric => {
      const [good, fair] = limits[metric] ?? [];
      return good ? [[metric, { good: good.limit, fair: fair?.limit }]] : [];
    }),
  );

/** What is typed, in the units of the server, and what is wrong with it. */
export function readRows(rows: ThresholdRows): {
  thresholds: Thresholds;
  faults: Partial<Record<MetricName, RowFaults>>;
} {
  const thresholds: Thresholds = {};
  const faults: Partial<Record<MetricName, RowFaults>> = {};
  for (const metric of metricNames) {
    const { unit, good, fair } = rows[metric];
    if (good.trim() === '' && fair.trim() === '') continue;
    const { times: by, over } =
      unitsOf[metric].find(({ label }) => label === unit) ?? unitsOf[metric][0];
    const wrong: RowFaults = {};
    if (good.trim() === '') wrong.good = 'needed with "fair"';
    else if (!Number.isFinite(numberOf(good))) wrong.good = 'not a number';
    if (fair.trim() !== '' && !Number.isFinite(numberOf(fair))) {
      wrong.fair = 'not a number';
    }
    if (!wrong.good && !wrong.fair) {
      const exact = (text: string) => (numberOf(text) * by) / over;
      const threshold: Threshold = {
        good: exact(good),
        ...(fair.trim() === '' ? {} : { fair: exact(fair) }),
      };
      for (const { field, message } of thresholdFaults(metric, threshold)) {
        wrong[field] = message;
      }
      if (!wrong.good && !wrong.fair) thresholds[metric] = threshold;
    }
    if (wrong.good || wrong.fair) faults[metric] = wrong;
  }
  return { thresholds, faults };
}
