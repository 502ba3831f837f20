import { DeploymentSummary } from '@quarterdeck/plugin-pipelines-common';
import { Card, Muted, StatusChip } from '@quarterdeck/plugin-portal-react';
import { DeploymentPageAnswer } from '../api/deploymentQueries';

const failureWords: Record<
  NonNullable<DeploymentSummary['failure']>,
  string
> = {
  aborted: 'It was stopped before it was done.',
  timeout: 'It took longer than it was given.',
  config:
    'It was refused before it touched a user: its configuration is wrong.',
  analysis: 'What was measured while traffic moved was not good enough.',
  unknown: 'The provider did not say why.',
};

/** Why it failed, stopped or stands still, in the provider's words. */
export function ReasonCard({ answer }: { answer: DeploymentPageAnswer }) {
  const { deployment } = answer;
  const { failure, reason, state, status } = deployment;
  const stands = state === 'paused' || state === 'waiting_gate';
  if (!failure && !(stands && reason)) return null;
  return (
    <Card title={failure ? 'Why it did not arrive' : 'Why it stands still'}>
      <div style={{ display: 'grid', gap: 4, fontSize: 13 }}>
        <StatusChip
          state={failure ? 'error' : status.state}
          word={failure ? failureWords[failure] : status.word}
        />
        {reason ? (
          <span style={{ overflowWrap: 'anywhere' }}>“{reason}”</span>
        ) : (
          <Muted>– no words of the provider arrived</Muted>
        )}
      </div>
    </Card>
  );
}
