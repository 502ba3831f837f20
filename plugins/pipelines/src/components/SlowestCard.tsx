import { pipelinesContract } from '@quarterdeck/plugin-pipelines-common';
import { RouteOutput } from '@quarterdeck/plugin-portal-common';
import {
  Card,
  Column,
  DataTable,
  DeltaText,
  EmptyState,
  EntityChip,
  Muted,
  QueryStates,
} from '@quarterdeck/plugin-portal-react';
import { useSlowest } from '../api/queries';
import { MeasuredSeconds } from './MeasuredSeconds';
import { durationDelta } from './measures';

type Item = RouteOutput<(typeof pipelinesContract)['slowest']>['items'][number];

const columns = (of: 'pipelines' | 'jobs'): Column<Item>[] => [
  {
    key: 'name',
    title: of === 'jobs' ? 'Job' : 'Pipeline',
    render: item => (
      <span title={item.pipeline}>
        {item.job ?? item.pipeline}
        {item.job && <Muted> · {item.pipeline}</Muted>}
      </span>
    ),
  },
  {
    key: 'entity',
    title: 'Service',
    width: '28%',
    render: item => (
      <EntityChip
        entityRef={item.entityRef}
        subject={`${item.instance}/${item.project}`}
      />
    ),
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
    render: item => <MeasuredSeconds measured={item.p95Seconds} />,
  },
  {
    key: 'change',
    title: 'Change',
    numeric: true,
    width: 96,
    render: item => {
      const delta = item.p95Seconds.tooFew
        ? undefined
        : durationDelta(item.p95Seconds);
      return delta ? <DeltaText delta={delta} /> : <Muted>–</Muted>;
    },
  },
  {
    key: 'n',
    title: 'n',
    numeric: true,
    width: 64,
    priority: 2,
    render: item => item.p95Seconds.n,
  },
];

/** What takes longest, and whether it got worse. */
export function SlowestCard(props: {
  of: 'pipelines' | 'jobs';
  query: { scope?: string; from: string; to: string };
}) {
  const { of } = props;
  const slowest = useSlowest({ ...props.query, of });
  return (
    <Card
      title={of === 'jobs' ? 'Slowest jobs' : 'Slowest pipelines'}
      right="p95, against the time before"
      flush
    >
      <QueryStates what={`the slowest ${of}`} query={slowest}>
        {({ items }) => (
          <DataTable
            label={`Slowest ${of}`}
            columns={columns(of)}
            rows={items}
            rowKey={item =>
              `${item.instance}/${item.project}/${item.pipeline}/${item.job}`
            }
            empty={
              <EmptyState icon="clock" title="No finished run in this time" />
            }
          />
        )}
      </QueryStates>
    </Card>
  );
}
