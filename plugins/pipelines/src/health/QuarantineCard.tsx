import Button from '@mui/material/Button';
import { useState } from 'react';
import { Quarantine } from '@quarterdeck/plugin-pipelines-common';
import {
  Card,
  Column,
  DataTable,
  EmptyState,
  EntityChip,
  Icon,
  Muted,
  QueryStates,
  RelativeTime,
  StatusChip,
  useUrlState,
  Views,
} from '@quarterdeck/plugin-portal-react';
import { useQuarantine } from '../api/testQueries';
import { refName } from '../gates/gateWords';
import { QuarantineButton } from './QuarantineButton';
import { QuarantineCurl } from './QuarantineCurl';
import { QuarantineDialog } from './QuarantineDialog';

function Until({ item }: { item: Quarantine }) {
  if (item.endedAt) {
    return (
      <span title={item.endedBy ? refName(item.endedBy) : undefined}>
        out <RelativeTime at={item.endedAt} />
      </span>
    );
  }
  return item.active ? (
    <RelativeTime at={item.until} />
  ) : (
    <StatusChip state="neutral" word="Over" />
  );
}

const columns: Column<Quarantine>[] = [
  {
    key: 'name',
    title: 'Test',
    fixed: true,
    render: item => (
      <span title={[item.suite, item.name].filter(Boolean).join(' › ')}>
        {item.name}
        {item.suite && <Muted> · {item.suite}</Muted>}
      </span>
    ),
  },
  {
    key: 'service',
    title: 'Service',
    width: '16%',
    render: item => <EntityChip entityRef={item.entityRef} />,
  },
  {
    key: 'reason',
    title: 'Reason',
    width: '26%',
    priority: 2,
    render: item => (
      <span title={item.reason}>
        {item.reason} <Muted>· {refName(item.createdBy)}</Muted>
      </span>
    ),
  },
  {
    key: 'until',
    title: 'Until',
    numeric: true,
    width: 132,
    render: item => <Until item={item} />,
  },
  {
    key: 'end',
    title: 'End',
    numeric: true,
    width: 104,
    fixed: true,
    render: item =>
      item.active && <QuarantineButton brief test={item} quarantine={item} />,
  },
];

/** Tests that do not decide for now: why, until when, and how a pipeline knows. */
export function QuarantineCard({ scope }: { scope?: string }) {
  const url = useUrlState();
  const ended = url.get('quarantine') === 'ended';
  const list = useQuarantine({ scope, state: ended ? 'ended' : 'active' });
  const [adding, setAdding] = useState(false);
  return (
    <Card
      title="Quarantine"
      flush
      right={
        <Button
          size="small"
          variant="outlined"
          startIcon={<Icon name="plus" size={14} />}
          onClick={() => setAdding(true)}
        >
          Add a test
        </Button>
      }
    >
      <Views
        items={[
          {
            label: 'Now',
            href: url.href({ quarantine: undefined }),
            selected: !ended,
          },
          {
            label: 'Came out',
            href: url.href({ quarantine: 'ended' }),
            selected: ended,
          },
        ]}
      />
      <QueryStates what="the quarantine" query={list}>
        {({ items }) => (
          <>
            <DataTable
              label="Quarantine"
              columns={columns}
              rows={items}
              rowKey={item => item.id}
              more={list.more}
              empty={
                <EmptyState
                  icon="check"
                  title={
                    ended
                      ? 'No test came out of quarantine'
                      : 'No test is in quarantine'
                  }
                  reason="A flaky test can be left out of the verdict for a while, with a reason and a last day."
                />
              }
            />
            <QuarantineCurl
              entityRef={items[0]?.entityRef ?? 'component:default/<name>'}
            />
          </>
        )}
      </QueryStates>
      {adding && <QuarantineDialog onClose={() => setAdding(false)} />}
    </Card>
  );
}
