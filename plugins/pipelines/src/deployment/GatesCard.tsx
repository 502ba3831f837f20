import {
  Card,
  formatDuration,
  Muted,
  StatusChip,
} from '@quarterdeck/plugin-portal-react';
import { useGateRequests } from '../api/gateQueries';
import { DeploymentPageAnswer } from '../api/deploymentQueries';
import { GateChecklist } from '../gates/GateChecklist';
import { requestWords } from '../gates/gateWords';

/** What held it: gates of the portal with their checklist, and the provider's own. */
export function GatesCard({ answer }: { answer: DeploymentPageAnswer }) {
  const { deployment, gates, gateWaitSeconds } = answer;
  const requests = useGateRequests({
    instance: deployment.instance,
    deployment: deployment.externalId,
    limit: 5,
  });
  const items = requests.data?.items ?? [];
  // A gate of ours that the provider waits for is in both lists.
  const waits = gates.filter(
    gate => gate.kind !== 'policy' || items.length === 0,
  );
  const wait = gateWaitSeconds !== null && (
    <span>held it {formatDuration(Math.round(gateWaitSeconds))}</span>
  );
  return (
    <Card title="Gates" right={wait}>
      {requests.error && (
        <Muted role="alert">
          Could not load the portal’s gates: {requests.error.message}
        </Muted>
      )}
      {items.map(request => (
        <div key={request.id} style={{ display: 'grid', gap: 8 }}>
          <StatusChip {...requestWords(request.state)} />
          <GateChecklist
            compact
            rules={request.evaluation?.rules ?? []}
            votes={request.votes}
            approvals={request.approvals}
          />
        </div>
      ))}
      {waits.length > 0 && <GateChecklist compact rules={[]} waits={waits} />}
      {items.length === 0 && waits.length === 0 && !requests.error && (
        <Muted>No gate held it.</Muted>
      )}
    </Card>
  );
}
