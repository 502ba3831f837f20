import {
  Card,
  Facts,
  Muted,
  RelativeTime,
  Row,
  StatusChip,
} from '@quarterdeck/plugin-portal-react';
import { DeploymentKey } from '../api/deploymentQueries';
import { useOutbox } from '../api/gateQueries';
import { nameOfRef } from '../deployments/deploymentText';
import { callWords } from '../gates/gateWords';

/** Rollbacks that were asked for: by whom, and whether the provider heard it. */
export function RollbackCalls({ deployment }: { deployment: DeploymentKey }) {
  const calls = useOutbox({
    instance: deployment.instance,
    deployment: deployment.externalId,
    purpose: ['rollback'],
  });
  const items = calls.data?.items ?? [];
  if (items.length === 0) return null;
  return (
    <Card title="Rollback asked for">
      {items.map(call => (
        <Facts
          key={call.id}
          items={[
            {
              name: 'Call',
              value: (
                <Row>
                  <StatusChip {...callWords(call.state)} />
                  {call.title}
                </Row>
              ),
            },
            {
              name: 'By',
              value: (
                <Row>
                  {call.requestedBy === 'policy'
                    ? 'the delivery policy'
                    : nameOfRef(call.requestedBy)}
                  <Muted>
                    <RelativeTime at={call.createdAt} />
                  </Muted>
                </Row>
              ),
            },
            ...(call.reason ? [{ name: 'Why', value: call.reason }] : []),
            ...(call.lastError
              ? [
                  {
                    name: 'Answer',
                    value: `${call.lastError} (${call.tries} tries)`,
                  },
                ]
              : []),
          ]}
        />
      ))}
    </Card>
  );
}
