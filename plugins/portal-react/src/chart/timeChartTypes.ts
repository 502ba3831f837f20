/** A series over true time: each value holds until the next. */
export interface TimeSeries {
  key: string;
  label: string;
  /** A CSS colour made by `token()`. */
  colour: string;
  dashed?: boolean;
  /** The ground below it is tinted. */
  filled?: boolean;
}

/** What a TimeChart draws. */
export interface TimeChartData {
  series: readonly TimeSeries[];
  /** Oldest first; null is a gap, never zero. */
  points: ReadonlyArray<{
    /** ISO. */
    at: string;
    values: Readonly<Record<string, number | null>>;
  }>;
  /** ISO, both ends of the axis. */
  from: string;
  to: string;
  /** From here on nothing is known yet: hatched. */
  over?: string;
  max?: number;
  /** Thin dashed verticals with a word. */
  marks?: ReadonlyArray<{ at: string; label: string; colour: string }>;
  /** Times that were judged: an analysis, a pause. */
  bands?: ReadonlyArray<{
    from: string;
    to: string;
    label: string;
    colour: string;
  }>;
}
