import {
  DeploymentKind,
  Quantiles,
  Share,
  WeekStart,
} from '@quarterdeck/plugin-dora-common';
import { RecoveryBy } from '../database/recoveryReads';
import { StageSum } from '../database/sliceReads';
import { Slice } from './slices';

/** The five metrics of a slice of time, without what the present says of it. */
export interface ReadFigures {
  lead: Quantiles;
  composition: Record<DeploymentKind, number>;
  reworkByKind: Record<DeploymentKind, number>;
  deployments: number;
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

/** The five metrics of a slice of time. */
export interface Measured extends ReadFigures {
  /** Those that are over, with a part of today. */
  days: number;
}

/** A slice with the stages of its lead times. */
export interface MeasuredWhole extends Measured {
  stages: StageSum;
}

/** Slices that are asked for together. */
export interface AskedSlices {
  /** With stages: a window, and what it is compared with. */
  wholes: readonly Slice[];
  buckets: readonly Slice[];
}

/** The metrics of slices that were asked for together. */
export interface MeasuredSlices {
  wholes: MeasuredWhole[];
  buckets: Measured[];
}

/** How slices are measured. */
export interface MeasureOptions {
  zone: string;
  asOf: number;
  /** Days count from the week of a service's first deployment. */
  weekStart: WeekStart;
  recoveryBy: RecoveryBy;
}
