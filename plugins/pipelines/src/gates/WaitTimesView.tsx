import { GateWait } from '@quarterdeck/plugin-pipelines-common';
import {
  Card,
  Column,
  DataTable,
  Duration,
  EmptyState,
  EntityChip,
  formatCount,
  HowComputed,
  Muted,
  QueryStates,
} from '@quarterdeck/plugin-portal-react';
import { useGateWaits } from '../api/gateQueries';

const kindWords: Record<string, string> = {
  policy: 'Delivery policy',
  approval: 'Approval',
  manual: 'By hand',
  environment_rule: 'Environment rule',
  timer: 'Timer',
  analysis: 'Analysis',
};

function Quantile({ wait, seconds }: { wait: GateWait; seconds: number }) {
  if (wait.n === 0) return <Muted>–</Muted>;
  return wait.n < 5 ? (
    <Muted>too few ({wait.n})</Muted>
  ) : (
    <Duration seconds={seconds} />
  );
}

const columns: Column<GateWait>[] = [
  {
    key: 'service',
    title: 'Service',
    width: '24%',
    fixed: true,
    render: wait => <EntityChip entityRef={wait.entityRef} />,
  },
  {
    key: 'environment',
    title: 'Environment',
    render: wait => wait.environment ?? <Muted>not told</Muted>,
  },
  {
    key: 'kind',
    title: 'Gate',
    render: wait => kindWords[wait.kind] ?? wait.kind,
  },
  {
    key: 'p50',
    title: 'Median',
    numeric: true,
    width: 104,
    render: wait => <Quantile wait={wait} seconds={wait.p50Seconds} />,
  },
  {
    key: 'p95',
    title: 'p95',
    numeric: true,
    width: 104,
    sorted: 'descending',
    render: wait => <Quantile wait={wait} seconds={wait.p95Seconds} />,
  },
  {
    key: 'total',
    title: 'In all',
    numeric: true,
    width: 104,
    priority: 2,
    render: wait => (
      <Duration seconds={wait.n === 0 ? null : wait.totalSeconds} />
    ),
  },
  {
    key: 'n',
    title: 'n',
    numeric: true,
    width: 64,
    render: wait => formatCount(wait.n),
  },
  {
    key: 'waiting',
    title: 'Waits now',
    numeric: true,
    width: 88,
    render: wait => formatCount(wait.waiting),
  },
];

/** How long gates held things up, by service, environment and kind. */
export function WaitTimesView(props: {
  query: { scope?: string; from: string; to: string };
}) {
  const waits = useGateWaits(props.query);
  return (
    <Card
      title="Time at gates"
      flush
      right={
        <HowComputed about="the time at gates">
          From asked to decided, of gates that were decided in the range; exact
          quantiles. Gates of the portal that a provider waits on count once.
          Open gates are counted in the last column and in no quantile.
        </HowComputed>
      }
    >
      <QueryStates what="the time at gates" query={waits}>
        {({ items }) => (
          <DataTable
            label="Time at gates"
            columns={columns}
            rows={items}
            rowKey={wait =>
              `${wait.entityRef}/${wait.environment}/${wait.kind}`
            }
            empty={
              <EmptyState
                icon="clock"
                title="No gate in this time"
                reason="No gate of the scope was decided in the range, and none waits."
              />
            }
          />
        )}
      </QueryStates>
    </Card>
  );
}
