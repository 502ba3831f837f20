import { TimeChartCard, token, useNow } from '@quarterdeck/plugin-portal-react';
import { DeploymentPageAnswer } from '../api/deploymentQueries';
import { weightWords } from '../deployments/deploymentText';
import { trafficOf } from './trafficModel';

/** How much of the traffic the new version was to get, and what it got. */
export function TrafficCard({ answer }: { answer: DeploymentPageAnswer }) {
  const now = useNow();
  const { deployment, rolloutSteps } = answer;
  const hasWeights =
    rolloutSteps.some(
      step => step.wantedWeight !== null || step.actualWeight !== null,
    ) || typeof deployment.rollout?.wantedWeight === 'number';
  if (!hasWeights) return null;
  const { measured, ...data } = trafficOf(deployment, rolloutSteps, now);
  return (
    <TimeChartCard
      {...data}
      title="Traffic on the new version"
      max={100}
      formatValue={weightWords}
      series={[
        ...(measured
          ? [
              {
                key: 'actual',
                label: 'Actual',
                colour: token('chart.series.1'),
                filled: true,
              },
            ]
          : []),
        {
          key: 'wanted',
          label: 'Wanted',
          colour: token('text.primary'),
          dashed: true,
        },
      ]}
      howComputed="The weight each step of the rollout set, from when it began, and the weight the provider measured. Grounds are tinted while an analysis ran: green passed, red failed. Times are yours."
      note={
        measured ? undefined : 'Nobody measured how much traffic it really got.'
      }
    />
  );
}
