import { DeploymentAnswer, Gate } from '@quarterdeck/plugin-pipelines-common';
import {
  Card,
  Column,
  DataTable,
  Duration,
  Mono,
  Muted,
  PersonChip,
  RelativeTime,
  SafeLink,
  StatusChip,
} from '@quarterdeck/plugin-portal-react';
import { RunAnswer } from '../api/answerTypes';
import { gateState } from './timelineJobs';

const gateColumns: Column<Gate>[] = [
  {
    key: 'state',
    title: 'Gate',
    width: 132,
    fixed: true,
    render: gate => <StatusChip {...gateState(gate.state)} />,
  },
  {
    key: 'environment',
    title: 'For',
    render: gate => gate.environment ?? <Muted>{gate.kind}</Muted>,
  },
  {
    key: 'wait',
    title: 'Waited',
    numeric: true,
    width: 104,
    render: gate =>
      gate.state === 'pending' ? (
        <Duration since={gate.askedAt} />
      ) : (
        <Duration seconds={gate.waitSeconds} />
      ),
  },
  {
    key: 'by',
    title: 'Decided by',
    width: '24%',
    render: gate =>
      gate.decidedBy ? (
        <PersonChip person={gate.decidedBy} />
      ) : (
        <Muted>{gate.state === 'pending' ? 'nobody yet' : '–'}</Muted>
      ),
  },
  {
    key: 'comment',
    title: 'Comment',
    width: '24%',
    priority: 3,
    render: gate => (
      <span title={gate.comment ?? undefined}>{gate.comment}</span>
    ),
  },
];

const deploymentColumns: Column<DeploymentAnswer>[] = [
  {
    key: 'status',
    title: 'Deployment',
    width: 132,
    fixed: true,
    render: item => (
      <StatusChip
        state={item.status.state}
        word={item.status.word}
        raw={item.rawState ?? undefined}
      />
    ),
  },
  {
    key: 'environment',
    title: 'To',
    render: item => (
      <SafeLink href={item.environment.url}>{item.environment.name}</SafeLink>
    ),
  },
  {
    key: 'version',
    title: 'Version',
    width: '24%',
    render: item => (
      <Mono>{item.version ?? item.ref ?? item.sha?.slice(0, 7)}</Mono>
    ),
  },
  {
    key: 'when',
    title: 'Finished',
    numeric: true,
    width: 128,
    render: item =>
      item.finishedAt ? (
        <RelativeTime at={item.finishedAt} />
      ) : (
        <Muted>not yet</Muted>
      ),
  },
];

/** Gates and deployments of the run. Nothing when it has none. */
export function DeliveryCard({ answer }: { answer: RunAnswer }) {
  const { gates, deployments } = answer;
  return (
    <>
      {gates.length > 0 && (
        <Card title="Gates" flush>
          <DataTable
            label="Gates"
            columns={gateColumns}
            rows={gates}
            rowKey={gate => gate.externalId}
          />
        </Card>
      )}
      {deployments.length > 0 && (
        <Card title="Deployments" flush>
          <DataTable
            label="Deployments"
            columns={deploymentColumns}
            rows={deployments}
            rowKey={item => item.externalId}
          />
        </Card>
      )}
    </>
  );
}
