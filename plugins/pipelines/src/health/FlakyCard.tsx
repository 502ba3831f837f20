import { Flaky } from '@quarterdeck/plugin-pipelines-common';
import {
  Card,
  Column,
  DataTable,
  EmptyState,
  EntityChip,
  formatPercent,
  HowComputed,
  Muted,
  QueryStates,
  RelativeTime,
  TextLink,
} from '@quarterdeck/plugin-portal-react';
import { HealthQuery, useFlaky } from '../api/testQueries';
import { runHref } from '../components/runWords';
import { QuarantineButton } from './QuarantineButton';

const columns = (of: 'tests' | 'jobs'): Column<Flaky>[] => [
  {
    key: 'name',
    title: of === 'tests' ? 'Test' : 'Job',
    fixed: true,
    render: item => (
      <span
        title={[item.group, item.name, item.file].filter(Boolean).join(' › ')}
      >
        {item.name}
        {item.group && <Muted> · {item.group}</Muted>}
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
    key: 'rate',
    title: 'Flaky on',
    numeric: true,
    width: 156,
    render: item => (
      <span title={`${item.flakyCommits} of ${item.commits} commits`}>
        {item.flakyCommits} of {item.commits}
        {item.flakeRate.value !== null && !item.flakeRate.tooFew && (
          <Muted> {formatPercent(item.flakeRate.value)}</Muted>
        )}
      </span>
    ),
  },
  {
    key: 'last',
    title: 'Last',
    numeric: true,
    width: 104,
    priority: 3,
    render: item =>
      item.lastRun ? (
        <TextLink to={runHref(item.lastRun)}>
          <RelativeTime at={item.lastSeenAt} />
        </TextLink>
      ) : (
        <RelativeTime at={item.lastSeenAt} />
      ),
  },
  ...(of === 'tests'
    ? [
        {
          key: 'quarantine',
          title: 'Quarantine',
          numeric: true,
          width: 116,
          fixed: true,
          render: (item: Flaky) =>
            item.entityRef && (
              <QuarantineButton
                brief
                test={{
                  entityRef: item.entityRef,
                  suite: item.group,
                  name: item.name,
                }}
                quarantine={item.quarantine}
              />
            ),
        },
      ]
    : []),
];

/** What passed and failed on one commit, most often first. */
export function FlakyCard(props: { of: 'tests' | 'jobs'; query: HealthQuery }) {
  const { of, query } = props;
  const flaky = useFlaky({ ...query, of });
  const title = of === 'tests' ? 'Flaky tests' : 'Flaky jobs';
  return (
    <Card
      title={title}
      flush
      right={
        <HowComputed about={title.toLocaleLowerCase('en-US')}>
          Commits on which it both passed and failed, of commits with a verdict.
          Skipped and cancelled say nothing.
        </HowComputed>
      }
    >
      <QueryStates what={`the flaky ${of}`} query={flaky}>
        {({ items }) => (
          <DataTable
            label={title}
            columns={columns(of)}
            rows={items}
            rowKey={item => `${item.entityRef}/${item.group}/${item.name}`}
            more={flaky.more && { ...flaky.more, step: 20 }}
            empty={
              <EmptyState
                icon="check"
                title={`No flaky ${of} in this time`}
                reason={
                  of === 'tests'
                    ? 'Nothing both passed and failed on one commit, or no test report came.'
                    : 'No job both passed and failed on one commit.'
                }
              />
            }
          />
        )}
      </QueryStates>
    </Card>
  );
}
