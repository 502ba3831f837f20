import { pipelinesContract } from '@quarterdeck/plugin-pipelines-common';
import { RouteOutput } from '@quarterdeck/plugin-portal-common';
import {
  Card,
  Column,
  DataTable,
  DeltaText,
  EmptyState,
  formatCompact,
  Muted,
  QueryStates,
} from '@quarterdeck/plugin-portal-react';
import { HealthQuery, useQueueByPool } from '../api/testQueries';
import { MeasuredSeconds } from '../components/MeasuredSeconds';
import { durationDelta } from '../components/measures';

type Pool = RouteOutput<
  (typeof pipelinesContract)['queueByPool']
>['items'][number];

const columns: Column<Pool>[] = [
  {
    key: 'pool',
    title: 'Runner pool',
    fixed: true,
    render: item => item.pool || <Muted>the provider names none</Muted>,
  },
  {
    key: 'p50',
    title: 'Median',
    numeric: true,
    width: 104,
    render: item => <MeasuredSeconds measured={item.p50Seconds} />,
  },
  {
    key: 'p95',
    title: 'p95',
    numeric: true,
    width: 104,
    sorted: 'descending',
    render: item => <MeasuredSeconds measured={item.p95Seconds} />,
  },
  {
    key: 'change',
    title: 'Change',
    numeric: true,
    width: 96,
    priority: 2,
    render: item => {
      const delta = item.p95Seconds.tooFew
        ? undefined
        : durationDelta(item.p95Seconds);
      return delta ? <DeltaText delta={delta} /> : <Muted>–</Muted>;
    },
  },
  {
    key: 'hours',
    title: 'In all',
    numeric: true,
    width: 84,
    render: item => `${formatCompact(item.hours)} h`,
  },
  {
    key: 'n',
    title: 'n',
    numeric: true,
    width: 72,
    priority: 3,
    render: item => item.p95Seconds.n,
  },
];

/** How long jobs wait for a runner, per pool. */
export function QueueCard({ query }: { query: HealthQuery }) {
  const queues = useQueueByPool(query);
  return (
    <Card title="Queue by runner pool" right="p95, slowest first" flush>
      <QueryStates what="the queues" query={queues}>
        {({ items }) => (
          <DataTable
            label="Queue by runner pool"
            columns={columns}
            rows={items}
            rowKey={item => item.pool}
            empty={<EmptyState icon="clock" title="No job in this time" />}
          />
        )}
      </QueryStates>
    </Card>
  );
}
