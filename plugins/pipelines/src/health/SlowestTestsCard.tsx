import { pipelinesContract } from '@quarterdeck/plugin-pipelines-common';
import { RouteOutput } from '@quarterdeck/plugin-portal-common';
import {
  Card,
  Column,
  DataTable,
  EmptyState,
  EntityChip,
  formatDuration,
  Muted,
  QueryStates,
} from '@quarterdeck/plugin-portal-react';
import { MeasuredSeconds } from '../components/MeasuredSeconds';
import { HealthQuery, useSlowestTests } from '../api/testQueries';

type Item = RouteOutput<
  (typeof pipelinesContract)['slowestTests']
>['items'][number];

const columns: Column<Item>[] = [
  {
    key: 'name',
    title: 'Test',
    fixed: true,
    render: item => (
      <span
        title={[item.suite, item.name, item.file].filter(Boolean).join(' › ')}
      >
        {item.name}
        {item.suite && <Muted> · {item.suite}</Muted>}
      </span>
    ),
  },
  {
    key: 'service',
    title: 'Service',
    width: '20%',
    render: item => <EntityChip entityRef={item.entityRef} />,
  },
  {
    key: 'mean',
    title: 'Mean',
    numeric: true,
    width: 104,
    render: item => <MeasuredSeconds measured={item.meanSeconds} />,
  },
  {
    key: 'total',
    title: 'In all',
    numeric: true,
    width: 104,
    sorted: 'descending',
    render: item => formatDuration(item.totalSeconds),
  },
  {
    key: 'n',
    title: 'n',
    numeric: true,
    width: 72,
    priority: 3,
    render: item => item.meanSeconds.n,
  },
];

/** Tests that take the most time in all. */
export function SlowestTestsCard({ query }: { query: HealthQuery }) {
  const slowest = useSlowestTests(query);
  return (
    <Card title="Slowest tests" right="by time in all" flush>
      <QueryStates what="the slowest tests" query={slowest}>
        {({ items }) => (
          <DataTable
            label="Slowest tests"
            columns={columns}
            rows={items}
            rowKey={item => `${item.entityRef}/${item.suite}/${item.name}`}
            empty={
              <EmptyState icon="clock" title="No test report in this time" />
            }
          />
        )}
      </QueryStates>
    </Card>
  );
}
