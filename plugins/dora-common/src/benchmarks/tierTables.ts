import { MetricName } from '../types';

/** Where a band ends: value below (or, `inclusive`, at) `limit`; of frequency, above it. */
export interface BandLimit {
  band: string;
  limit: number;
  inclusive: boolean;
}

/** Bands of the metrics, best first; what reaches none is in `rest`. */
export interface BandTable {
  id: string;
  name: string;
  /** Where the numbers are from. */
  source: string;
  /** Band of what reaches no limit. */
  rest: string;
  /** Metrics it says nothing of are absent. */
  limits: Partial<Record<MetricName, readonly BandLimit[]>>;
}

const hour = 3600;
const day = 24 * hour;
const week = 7 * day;
const month = 30.4375 * day;

const below = (band: string, limit: number): BandLimit => ({
  band,
  limit,
  inclusive: false,
});
const upTo = (band: string, limit: number): BandLimit => ({
  band,
  limit,
  inclusive: true,
});

const devlake =
  'apache/incubator-devlake 420e494, backend/plugins/dora/models/migrationscripts/20240223_add_dora_2023_benchmark.go';

/** State of DevOps 2021. */
export const tiers2021: BandTable = {
  id: '2021',
  name: 'DORA 2021',
  source: devlake,
  rest: 'low',
  limits: {
    // "On demand (several a day)"; "between once per day and once per month"; up to six months.
    deployment_frequency: [
      below('elite', 1),
      upTo('high', 1 / 30.4375),
      upTo('medium', 1 / (6 * 30.4375)),
    ],
    change_lead_time: [
      below('elite', hour),
      below('high', week),
      below('medium', 6 * month),
    ],
    change_fail_rate: [
      upTo('elite', 0.15),
      upTo('high', 0.2),
      upTo('medium', 0.3),
    ],
    failed_deployment_recovery_time: [
      below('elite', hour),
      below('high', day),
      below('medium', week),
    ],
  },
};

/** State of DevOps 2023. */
export const tiers2023: BandTable = {
  id: '2023',
  name: 'DORA 2023',
  source: devlake,
  rest: 'low',
  limits: {
    deployment_frequency: [
      below('elite', 1),
      upTo('high', 1 / 7),
      upTo('medium', 1 / 30.4375),
    ],
    change_lead_time: [
      below('elite', day),
      below('high', week),
      below('medium', month),
    ],
    change_fail_rate: [
      upTo('elite', 0.05),
      upTo('high', 0.1),
      upTo('medium', 0.15),
    ],
    failed_deployment_recovery_time: [
      below('elite', hour),
      below('high', day),
      below('medium', week),
    ],
  },
};

/** The marks of the guide: daily, under an hour, under an hour, 0–15 %. */
export const guideMarks: BandTable = {
  id: 'guide',
  name: 'Elite marks of the guide',
  source: 'The project’s delivery guide: daily, < 1 h, < 1 h, 0–15 %',
  rest: 'below the mark',
  limits: {
    deployment_frequency: [upTo('elite', 1)],
    change_lead_time: [below('elite', hour)],
    failed_deployment_recovery_time: [below('elite', hour)],
    change_fail_rate: [upTo('elite', 0.15)],
  },
};

/** Tables one may choose; 2024's clusters are not monotone and make none. */
export const bandTables: readonly BandTable[] = [
  tiers2021,
  tiers2023,
  guideMarks,
];

/** Thresholds of a team as a table: "good" and "fair", else "poor". */
export function ownTable(
  limits: Partial<Record<MetricName, { good: number; fair?: number }>>,
): BandTable {
  const entries = Object.entries(limits).map(([name, { good, fair }]) => [
    name,
    [upTo('good', good), ...(fair === undefined ? [] : [upTo('fair', fair)])],
  ]);
  return {
    id: 'own',
    name: 'Own thresholds',
    source: 'Configuration',
    rest: 'poor',
    limits: Object.fromEntries(entries),
  };
}

/** A band and its place, 0 being the best. */
export interface Band {
  table: string;
  band: string;
  rank: number;
  /** Number of bands of this metric. */
  of: number;
}

/** The band of a value; null: no data, or the table knows no such metric. */
export function bandOf(
  metric: MetricName,
  value: number | null,
  table: BandTable,
): Band | null {
  const limits = table.limits[metric];
  if (value === null || !limits) return null;
  const more = metric === 'deployment_frequency';
  const reached = limits.findIndex(({ limit, inclusive }) => {
    if (value === limit) return inclusive;
    return more ? value > limit : value < limit;
  });
  const rank = reached < 0 ? limits.length : reached;
  const band = limits[rank]?.band ?? table.rest;
  return { table: table.id, band, rank, of: limits.length + 1 };
}

/** A band of a table by its name; null: the table has no such band. */
export function bandNamed(
  metric: MetricName,
  name: string,
  table: BandTable,
): Band | null {
  const limits = table.limits[metric];
  if (!limits) return null;
  const found = limits.findIndex(({ band }) => band === name);
  if (found < 0 && name !== table.rest) return null;
  const rank = found < 0 ? limits.length : found;
  return { table: table.id, band: name, rank, of: limits.length + 1 };
}
