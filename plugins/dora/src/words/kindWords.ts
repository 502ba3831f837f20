import { DeploymentKind } from '@quarterdeck/plugin-dora-common';
import { token } from '@quarterdeck/plugin-portal-react';

/** Why something was deployed, in words. */
export const kindWords: Readonly<Record<DeploymentKind, string>> = {
  planned: 'Planned',
  rollback: 'Rollback',
  hotfix: 'Hotfix',
  roll_forward: 'Roll-forward',
  redeploy: 'Redeploy',
  config: 'Configuration',
};

/** Kinds of the frequency chart: one colour each on the whole page. */
export const kindColours: Readonly<Record<DeploymentKind, string>> = {
  planned: token('chart.series.1'),
  rollback: token('chart.series.4'),
  hotfix: token('chart.series.3'),
  roll_forward: token('chart.series.5'),
  redeploy: token('chart.series.8'),
  config: token('chart.series.6'),
};
