import { Knex } from 'knex';
import {
  DeploymentKind,
  fewSamples,
  Quantiles,
  Share,
  shareOf,
  zoneDays,
} from '@quarterdeck/plugin-dora-common';
import {
  BucketCount,
  locateRank,
  sampleCount,
} from '@quarterdeck/plugin-portal-common';
import { PlaceReading, readLeadPlaces } from '../database/leadTimeReads';
import {
  readDeploymentDays,
  readRecoverySums,
  RecoveryBy,
  RecoverySum,
} from '../database/recoveryReads';
import {
  readLeadCounts,
  readReleaseSums,
  readStageSums,
  ReleaseSum,
  SampleSet,
  StageSum,
} from '../database/sliceReads';
import { calendarDays } from './calendarDays';
import { Slice } from './slices';

/** The five metrics of a slice of time. */
export interface Measured {
  lead: Quantiles;
  stages: StageSum;
  composition: Record<DeploymentKind, number>;
  reworkByKind: Record<DeploymentKind, number>;
  deployments: number;
  days: number;
  deploymentDays: number;
  fail: Share;
  failWithAborted: Share;
  autoAborted: number;
  affected: number;
  rework: Share;
  rollbacks: number;
  recovery: Quantiles;
  recoveriesClamped: number;
}

const shares = [0.5, 0.75, 0.9] as const;

const noQuantiles: Quantiles = {
  n: 0,
  median: null,
  p75: null,
  p90: null,
  mean: null,
  tooFew: true,
};

/** The one or two places a quantile is between. */
function placesOf(counts: readonly BucketCount[], share: number, slice: Slice) {
  const rank = (sampleCount(counts) - 1) * share;
  const low = locateRank(counts, Math.floor(rank));
  const high = locateRank(counts, Math.ceil(rank));
  if (!low || !high) return [];
  const reading = (place: typeof low): PlaceReading => ({
    ...slice,
    bucket: place.bucket,
    skip: place.rankInBucket,
    take: 1,
  });
  if (low.bucket !== high.bucket) return [reading(low), reading(high)];
  const take = high.rankInBucket - low.rankInBucket + 1;
  return [{ ...reading(low), take }];
}

/**
 * Exact quantiles of pooled samples: counts per value bucket say in which one a
 * rank lies, and the value is read from the samples of that one.
 */
async function leadQuantiles(
  knex: Knex,
  set: SampleSet,
  slices: readonly Slice[],
  counts: readonly BucketCount[][],
  sums: readonly StageSum[],
): Promise<Quantiles[]> {
  const readings = slices.map((slice, i) =>
    shares.map(share => placesOf(counts[i], share, slice)),
  );
  const read = await readLeadPlaces(knex, set, readings.flat(2));
  let next = 0;
  return slices.map((_, i) => {
    const n = sampleCount(counts[i]);
    if (n === 0) return noQuantiles;
    const [median, p75, p90] = shares.map((share, at) => {
      const values = readings[i][at].flatMap(() => read[next++]);
      const low = values[0];
      const high = values.at(-1);
      if (low === undefined || high === undefined) return null;
      const rank = (n - 1) * share;
      return (low + (high - low) * (rank - Math.floor(rank))) / 1000;
    });
    const mean = sums[i].ms / n / 1000;
    return { n, median, p75, p90, mean, tooFew: n < fewSamples };
  });
}

const recoveryQuantiles = ({ n, quantiles, ms }: RecoverySum): Quantiles =>
  n === 0 || quantiles === null
    ? noQuantiles
    : {
        n,
        median: quantiles[0] / 1000,
        p75: quantiles[1] / 1000,
        p90: quantiles[2] / 1000,
        mean: ms / n / 1000,
        tooFew: n < fewSamples,
      };

const noKinds = (): Record<DeploymentKind, number> => ({
  planned: 0,
  rollback: 0,
  hotfix: 0,
  redeploy: 0,
  config: 0,
  roll_forward: 0,
});

const isKind = (
  kind: string,
  kinds: Record<DeploymentKind, number>,
): kind is DeploymentKind => kind in kinds;

function releaseFigures(rows: readonly ReleaseSum[]) {
  const composition = noKinds();
  const reworkByKind = noKinds();
  const sum = {
    succeeded: 0,
    met: 0,
    failed: 0,
    autoAborted: 0,
    affected: 0,
    rework: 0,
    rollbacks: 0,
  };
  for (const row of rows) {
    const kind = row.part;
    if (isKind(kind, composition)) {
      composition[kind] += row.succeeded;
      reworkByKind[kind] += row.rework;
    }
    sum.succeeded += row.succeeded;
    sum.met += row.met;
    sum.failed += row.failed;
    sum.autoAborted += row.auto_aborted;
    sum.affected += row.affected;
    sum.rework += row.rework;
    if (kind === 'rollback') sum.rollbacks += row.met;
  }
  return {
    composition,
    reworkByKind,
    deployments: sum.succeeded,
    fail: shareOf(sum.failed, sum.met),
    failWithAborted: shareOf(
      sum.failed + sum.autoAborted,
      sum.met + sum.autoAborted,
    ),
    autoAborted: sum.autoAborted,
    affected: sum.affected,
    rework: shareOf(sum.rework, sum.met),
    rollbacks: sum.rollbacks,
  };
}

/** How slices are measured. */
export interface MeasureOptions {
  zone: string;
  asOf: number;
  recoveryBy: RecoveryBy;
}

/** The metrics of every slice, by as many statements as there are tables. */
export async function measure(
  knex: Knex,
  set: SampleSet,
  slices: readonly Slice[],
  { zone, asOf, recoveryBy }: MeasureOptions,
): Promise<Measured[]> {
  const calendar = slices.flatMap((whole, slice) =>
    calendarDays(whole, zone)
      .filter(day => day.from <= asOf)
      .map(day => ({ slice, ...day })),
  );
  const [counts, sums, releases, recoveries, days] = await Promise.all([
    readLeadCounts(knex, set, slices),
    readStageSums(knex, set, slices),
    readReleaseSums(knex, set, slices),
    readRecoverySums(knex, set, slices, recoveryBy),
    readDeploymentDays(knex, set, calendar),
  ]);
  const lead = await leadQuantiles(knex, set, slices, counts, sums);
  const bySlice: ReleaseSum[][] = slices.map(() => []);
  for (const row of releases) bySlice[row.slice].push(row);
  return slices.map(({ from, to }, i) => ({
    lead: lead[i],
    stages: sums[i],
    ...releaseFigures(bySlice[i]),
    days: zoneDays(from, Math.max(from, Math.min(to, asOf)), zone),
    deploymentDays: days.get(i) ?? 0,
    recovery: recoveryQuantiles(recoveries[i]),
    recoveriesClamped: recoveries[i].clamped,
  }));
}
