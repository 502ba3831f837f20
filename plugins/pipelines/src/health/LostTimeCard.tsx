import { styled } from '@mui/material/styles';
import {
  LostTime,
  pipelinesContract,
} from '@quarterdeck/plugin-pipelines-common';
import { RouteOutput } from '@quarterdeck/plugin-portal-common';
import {
  Card,
  Column,
  DataTable,
  EmptyState,
  EntityChip,
  formatCompact,
  HowComputed,
  Muted,
  QueryStates,
  token,
} from '@quarterdeck/plugin-portal-react';
import { HealthQuery, useLostTime } from '../api/testQueries';

type Item = RouteOutput<
  (typeof pipelinesContract)['lostTime']
>['items'][number];

const causes = [
  {
    key: 'queueHours',
    label: 'Queues',
    colour: token('chart.series.1'),
  },
  {
    key: 'gateHours',
    label: 'Gates',
    colour: token('chart.series.2'),
  },
  {
    key: 'retryHours',
    label: 'Attempts again',
    colour: token('chart.series.3'),
  },
] as const;

const Bar = styled('span')({
  display: 'flex',
  gap: 1,
  height: 10,
  width: '100%',
  '& i': { display: 'block', borderRadius: 2, minWidth: 2 },
});
const Legend = styled('span')({
  display: 'inline-flex',
  alignItems: 'center',
  gap: 4,
  '& i': { width: 10, height: 10, borderRadius: 2 },
});

/** One decimal under a hundred hours: more is not known. */
function hours(value: number): string {
  if (value > 0 && value < 0.05) return '<0.1 h';
  return `${formatCompact(
    value < 100 ? Math.round(value * 10) / 10 : value,
  )} h`;
}

function Causes({ lost, most }: { lost: LostTime; most: number }) {
  const words = causes
    .map(({ key, label }) => `${label} ${hours(lost[key])}`)
    .join(', ');
  return (
    <Bar role="img" aria-label={words} title={words}>
      {causes.map(
        ({ key, colour }) =>
          lost[key] > 0 && (
            <i
              key={key}
              style={{
                background: colour,
                width: `${(lost[key] / most) * 100}%`,
              }}
            />
          ),
      )}
    </Bar>
  );
}

const columns = (most: number): Column<Item>[] => [
  {
    key: 'owner',
    title: 'Team',
    width: '20%',
    fixed: true,
    render: item =>
      item.owner === null ? (
        <Muted>without an owner</Muted>
      ) : (
        <EntityChip entityRef={item.owner} />
      ),
  },
  {
    key: 'bar',
    title: 'By cause',
    priority: 2,
    render: item => <Causes lost={item} most={most} />,
  },
  ...causes.map(({ key, label }) => ({
    key,
    title: label,
    numeric: true,
    width: key === 'retryHours' ? 116 : 84,
    priority: 3 as const,
    render: (item: Item) => hours(item[key]),
  })),
  {
    key: 'total',
    title: 'In all',
    numeric: true,
    width: 84,
    sorted: 'descending',
    render: item => <b>{hours(item.totalHours)}</b>,
  },
  {
    key: 'most',
    title: 'Most in',
    width: '18%',
    priority: 3,
    render: item => (
      <EntityChip entityRef={item.entities[0]?.entityRef ?? null} />
    ),
  },
];

/** Hours that nobody got anything for, per team and cause. */
export function LostTimeCard({ query }: { query: HealthQuery }) {
  const lost = useLostTime(query);
  return (
    <Card
      title="Time lost waiting"
      flush
      right={
        <>
          {causes.map(({ key, label, colour }) => (
            <Legend key={key}>
              <i style={{ background: colour }} />
              {label}
              {lost.data && ` ${hours(lost.data.total[key])}`}
            </Legend>
          ))}
          <HowComputed about="the time lost">
            Queues: until a job began. Gates: from asked to decided. Attempts
            again: run time of attempts that a later one repeated. Teams are
            owners of the services.
          </HowComputed>
        </>
      }
    >
      <QueryStates what="the time lost" query={lost}>
        {({ items }) => (
          <DataTable
            label="Time lost per team"
            columns={columns(
              Math.max(...items.map(({ totalHours }) => totalHours), 0.01),
            )}
            rows={items}
            rowKey={item => item.owner ?? ''}
            empty={
              <EmptyState
                icon="clock"
                title="No time was lost"
                reason="No job queued, no gate waited and nothing was repeated in this time."
              />
            }
          />
        )}
      </QueryStates>
    </Card>
  );
}
