import { DeploymentDetail } from '@quarterdeck/plugin-pipelines-common';
import {
  Card,
  Column,
  DataTable,
  formatClock,
  formatDay,
  formatExact,
  Muted,
  StatusChip,
  TextLink,
} from '@quarterdeck/plugin-portal-react';

type StateChange = DeploymentDetail['history'][number];

const columns: Column<StateChange>[] = [
  {
    key: 'state',
    title: 'State',
    width: '26%',
    fixed: true,
    render: item => (
      <StatusChip state={item.status.state} word={item.status.word} />
    ),
  },
  {
    key: 'raw',
    title: 'The provider said',
    render: item => item.rawState ?? <Muted>–</Muted>,
  },
  {
    key: 'at',
    title: 'When',
    numeric: true,
    width: 116,
    render: item => (
      <span title={formatExact(new Date(item.at))}>
        {formatDay(new Date(item.at), new Date())}{' '}
        {formatClock(new Date(item.at))}
      </span>
    ),
  },
  {
    key: 'receipt',
    title: 'Raw delivery',
    numeric: true,
    width: 124,
    render: item =>
      item.receipt ? (
        <TextLink
          to={`/ingest/deliveries?open=${encodeURIComponent(item.receipt)}`}
        >
          Delivery
        </TextLink>
      ) : (
        <Muted>came otherwise</Muted>
      ),
  },
];

/** Every state it was in, and which delivery said so. */
export function StatesCard(props: { history: readonly StateChange[] }) {
  return (
    <Card title="States" flush>
      <DataTable
        label="States"
        columns={columns}
        rows={props.history}
        rowKey={item => `${item.at} ${item.state} ${item.receipt}`}
        empty={
          <div style={{ padding: '8px 16px 14px' }}>
            <Muted>No history was kept of it.</Muted>
          </div>
        }
      />
    </Card>
  );
}
