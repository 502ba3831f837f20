/** A series of a chart: what it is called and how it is drawn. */
export interface ChartSeries {
  key: string;
  label: string;
  kind: 'bar' | 'line';
  /** A CSS colour made by `token()`. */
  colour: string;
  dashed?: boolean;
  /** Bars of one name are stacked; others stand beside them. */
  stack?: string;
}

/** A bucket of the time axis. */
export interface ChartPoint {
  /** Start of the bucket, ISO. */
  at: string;
  /** What stands at the axis. */
  label: string;
  /** The bucket is not over: drawn hatched or hollow. */
  partial?: boolean;
  /** null is a gap, never zero. */
  values: Readonly<Record<string, number | null>>;
}
