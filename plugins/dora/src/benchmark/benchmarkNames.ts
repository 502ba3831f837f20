import { BenchmarkId } from '@quarterdeck/plugin-dora-common';

/** What scales are called. */
export const benchmarkNames: Record<BenchmarkId, string> = {
  quick: 'Quick check 2025',
  '2023': 'DORA 2023',
  '2021': 'DORA 2021',
  guide: 'Elite marks',
  own: 'Own thresholds',
};
