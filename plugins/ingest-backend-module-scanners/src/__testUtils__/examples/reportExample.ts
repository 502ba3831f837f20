/** A report made by hand and what must be read out of it. */
export interface ReportExample {
  name: string;
  format: string;
  text: string;
  /** Of each finding, in order, what matters. */
  findings: readonly object[];
  /** Of the figures, what matters. */
  figures?: object;
  /** Paths of records that are rejected. */
  rejected?: readonly string[];
}

/** An example whose report is one JSON value. */
export const jsonExample = (
  name: string,
  format: string,
  json: unknown,
  findings: readonly object[],
  more: Pick<ReportExample, 'figures' | 'rejected'> = {},
): ReportExample => ({
  name,
  format,
  text: JSON.stringify(json, null, 2),
  findings,
  ...more,
});
