import { SeverityCounts } from '../answers/shared';
import { severities } from '../words/findingWords';

/** What one open finding of a severity adds. */
export type RiskWeights = Readonly<SeverityCounts>;

/** Dependency-Track's: 10, 5, 3, 1, and 5 for what nobody rated. */
export const defaultRiskWeights: RiskWeights = {
  critical: 10,
  high: 5,
  medium: 3,
  low: 1,
  info: 0,
  unknown: 5,
};

/** Risk of a component from its open findings. */
export const riskScore = (
  open: SeverityCounts,
  weights: RiskWeights = defaultRiskWeights,
): number =>
  severities.reduce(
    (sum, severity) => sum + open[severity] * weights[severity],
    0,
  );
