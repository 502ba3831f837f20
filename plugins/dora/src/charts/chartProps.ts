import { ReactNode } from 'react';
import { PlotBucket, PlotMark } from '../chart/plotModel';

/** What every chart of a metric takes. */
export interface MetricChartProps {
  buckets: readonly PlotBucket[];
  /** Markers, alerts and change points of this metric. */
  marks: readonly PlotMark[];
  howComputed: ReactNode;
  /** In saved files: scope and range. */
  file: string;
  /** `week`, in titles. */
  per: string;
  /** Opens the samples of a bucket, of a part of it, or one of them; without one, of the range. */
  onOpen: (where?: {
    bucket?: PlotBucket;
    kind?: string;
    sample?: string;
  }) => void;
}

/** Start of a bucket in a saved file. */
export const isoOf = (bucket: PlotBucket): string =>
  new Date(bucket.from).toISOString();
