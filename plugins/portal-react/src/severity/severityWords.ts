/** The levels of severity, worst first. `unknown` is a level of its own. */
export const severityNames = [
  'critical',
  'high',
  'medium',
  'low',
  'info',
  'unknown',
] as const;

/** @see severityNames */
export type SeverityName = (typeof severityNames)[number];

/** The word of each level. */
export const severityWords: Record<SeverityName, string> = {
  critical: 'Critical',
  high: 'High',
  medium: 'Medium',
  low: 'Low',
  info: 'Info',
  unknown: 'Unknown',
};

/** How many of each level. */
export type SeverityCounts = Readonly<Record<SeverityName, number>>;
