import { MetricName } from '@quarterdeck/plugin-dora-common';
import {
  formatCompact,
  formatPercent,
  formatPoints,
  percentDigits,
} from '@quarterdeck/plugin-portal-react';
import { formatSpan } from './formatSpan';

/** How a metric is called and written. */
export interface MetricWords {
  title: string;
  /** In a narrow place. */
  short: string;
  /** The number and its unit, set apart. */
  value: (value: number) => { number: string; unit?: string };
  /** Number and unit in one. */
  text: (value: number) => string;
  /** The size of a change; its sign is the arrow's job. */
  change: (difference: number) => string;
  /** Whether more is better. */
  moreIsBetter: boolean;
}

const seconds = {
  value: (value: number) => ({ number: formatSpan(value) }),
  text: (value: number) => formatSpan(value),
  change: (difference: number) => formatSpan(Math.abs(difference)),
  moreIsBetter: false,
};
const ratio = {
  value: (value: number) => ({ number: percentDigits(value), unit: '%' }),
  text: formatPercent,
  change: formatPoints,
  moreIsBetter: false,
};

/** Less than one a day is said per week: 0.4 of a deployment is nothing one can see. */
const perDay = (value: number): { number: string; unit: string } =>
  value > 0 && value < 1
    ? {
        number: formatCompact(Number((value * 7).toFixed(1))),
        unit: 'per week',
      }
    : { number: formatCompact(Number(value.toFixed(1))), unit: 'per day' };

const frequency = {
  value: perDay,
  text: (value: number) => {
    const { number, unit } = perDay(value);
    return `${number} ${unit}`;
  },
  change: (difference: number) => {
    const size = Math.abs(difference);
    return size < 1
      ? `${Number((size * 7).toFixed(1))}/week`
      : `${Number(size.toFixed(1))}/day`;
  },
  moreIsBetter: true,
};

/** @see MetricWords */
export const metricWords: Readonly<Record<MetricName, MetricWords>> = {
  change_lead_time: {
    title: 'Change lead time',
    short: 'Lead time',
    ...seconds,
  },
  deployment_frequency: {
    title: 'Deployment frequency',
    short: 'Frequency',
    ...frequency,
  },
  failed_deployment_recovery_time: {
    title: 'Failed deployment recovery',
    short: 'Recovery',
    ...seconds,
  },
  change_fail_rate: {
    title: 'Change fail rate',
    short: 'Fail rate',
    ...ratio,
  },
  deployment_rework_rate: {
    title: 'Deployment rework rate',
    short: 'Rework',
    ...ratio,
  },
};
