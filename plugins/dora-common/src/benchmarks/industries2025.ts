import { MetricName } from '../types';

/** What an industry answered: 0 to 10, 10 is best, with standard deviation. */
export interface IndustryScores {
  key: string;
  name: string;
  scores: Record<MetricName, { mean: number; std: number }>;
}

/**
 * DORA Quick Check, edition 2025, per industry. Source: dora-team/dora.dev at
 * fcaf07b, svelte/quick-check/src/lib/data/editions/2025/industry_metrics.json,
 * Google LLC, CC-BY-4.0. Changed: change fail and rework stand there with high
 * being bad; here they are turned over (10 − mean), so that 10 is best in all.
 */
export const industries2025: readonly IndustryScores[] = [
  {
    key: 'all',
    name: 'All industries',
    scores: {
      change_lead_time: { mean: 5.5, std: 2.4 },
      deployment_frequency: { mean: 4.8, std: 2.8 },
      failed_deployment_recovery_time: { mean: 7.4, std: 2.1 },
      change_fail_rate: { mean: 8.1, std: 2.1 },
      deployment_rework_rate: { mean: 7.8, std: 2.2 },
    },
  },
  {
    key: 'consumer',
    name: 'Retail/Consumer/e-Commerce',
    scores: {
      change_lead_time: { mean: 5.9, std: 2.3 },
      deployment_frequency: { mean: 5.3, std: 2.7 },
      failed_deployment_recovery_time: { mean: 7.8, std: 1.8 },
      change_fail_rate: { mean: 8.3, std: 2.0 },
      deployment_rework_rate: { mean: 8.0, std: 1.9 },
    },
  },
  {
    key: 'media_entertainment',
    name: 'Media & Entertainment',
    scores: {
      change_lead_time: { mean: 5.8, std: 2.4 },
      deployment_frequency: { mean: 5.2, std: 2.7 },
      failed_deployment_recovery_time: { mean: 7.6, std: 2.1 },
      change_fail_rate: { mean: 8.2, std: 1.8 },
      deployment_rework_rate: { mean: 8.2, std: 1.7 },
    },
  },
  {
    key: 'non_profit',
    name: 'Non-profit',
    scores: {
      change_lead_time: { mean: 5.9, std: 2.7 },
      deployment_frequency: { mean: 4.5, std: 2.6 },
      failed_deployment_recovery_time: { mean: 7.5, std: 1.8 },
      change_fail_rate: { mean: 7.8, std: 2.8 },
      deployment_rework_rate: { mean: 7.9, std: 2.5 },
    },
  },
  {
    key: 'technology',
    name: 'Technology',
    scores: {
      change_lead_time: { mean: 5.7, std: 2.4 },
      deployment_frequency: { mean: 4.9, std: 2.8 },
      failed_deployment_recovery_time: { mean: 7.4, std: 2.1 },
      change_fail_rate: { mean: 8.1, std: 2.0 },
      deployment_rework_rate: { mean: 7.7, std: 2.2 },
    },
  },
  {
    key: 'telecommunications',
    name: 'Telecommunications',
    scores: {
      change_lead_time: { mean: 5.2, std: 2.4 },
      deployment_frequency: { mean: 4.7, std: 2.6 },
      failed_deployment_recovery_time: { mean: 7.2, std: 2.3 },
      change_fail_rate: { mean: 7.6, std: 2.5 },
      deployment_rework_rate: { mean: 7.4, std: 2.5 },
    },
  },
  {
    key: 'other',
    name: 'Other',
    scores: {
      change_lead_time: { mean: 5.7, std: 2.4 },
      deployment_frequency: { mean: 5.0, std: 2.7 },
      failed_deployment_recovery_time: { mean: 7.6, std: 2.0 },
      change_fail_rate: { mean: 8.4, std: 1.9 },
      deployment_rework_rate: { mean: 8.0, std: 2.0 },
    },
  },
  {
    key: 'education',
    name: 'Education',
    scores: {
      change_lead_time: { mean: 5.5, std: 2.6 },
      deployment_frequency: { mean: 4.5, std: 2.9 },
      failed_deployment_recovery_time: { mean: 6.6, std: 2.6 },
      change_fail_rate: { mean: 7.3, std: 2.4 },
      deployment_rework_rate: { mean: 7.1, std: 2.3 },
    },
  },
  {
    key: 'financial_services',
    name: 'Financial Services',
    scores: {
      change_lead_time: { mean: 5.4, std: 2.3 },
      deployment_frequency: { mean: 5.1, std: 2.6 },
      failed_deployment_recovery_time: { mean: 7.7, std: 1.9 },
      change_fail_rate: { mean: 8.3, std: 2.1 },
      deployment_rework_rate: { mean: 8.1, std: 1.9 },
    },
  },
  {
    key: 'healthcare_pharmaceuticals',
    name: 'Healthcare & Pharmaceuticals',
    scores: {
      change_lead_time: { mean: 5.0, std: 2.6 },
      deployment_frequency: { mean: 4.3, std: 2.8 },
      failed_deployment_recovery_time: { mean: 7.1, std: 2.2 },
      change_fail_rate: { mean: 7.5, std: 2.3 },
      deployment_rework_rate: { mean: 7.4, std: 2.4 },
    },
  },
  {
    key: 'energy',
    name: 'Energy',
    scores: {
      change_lead_time: { mean: 5.4, std: 2.5 },
      deployment_frequency: { mean: 4.5, std: 2.7 },
      failed_deployment_recovery_time: { mean: 7.2, std: 1.9 },
      change_fail_rate: { mean: 8.2, std: 1.8 },
      deployment_rework_rate: { mean: 7.9, std: 1.9 },
    },
  },
  {
    key: 'government',
    name: 'Government',
    scores: {
      change_lead_time: { mean: 4.8, std: 2.6 },
      deployment_frequency: { mean: 4.3, std: 3.0 },
      failed_deployment_recovery_time: { mean: 7.0, std: 2.1 },
      change_fail_rate: { mean: 7.9, std: 2.2 },
      deployment_rework_rate: { mean: 7.6, std: 2.2 },
    },
  },
  {
    key: 'insurance',
    name: 'Insurance',
    scores: {
      change_lead_time: { mean: 4.8, std: 2.2 },
      deployment_frequency: { mean: 4.4, std: 2.5 },
      failed_deployment_recovery_time: { mean: 7.5, std: 1.8 },
      change_fail_rate: { mean: 8.3, std: 2.0 },
      deployment_rework_rate: { mean: 8.2, std: 1.9 },
    },
  },
  {
    key: 'industrials_manufacturing',
    name: 'Industrials & Manufacturing',
    scores: {
      change_lead_time: { mean: 4.9, std: 2.6 },
      deployment_frequency: { mean: 3.7, std: 2.7 },
      failed_deployment_recovery_time: { mean: 6.5, std: 2.3 },
      change_fail_rate: { mean: 8.0, std: 1.9 },
      deployment_rework_rate: { mean: 7.6, std: 2.3 },
    },
  },
];
