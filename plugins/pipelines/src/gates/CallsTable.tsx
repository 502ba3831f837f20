import { OutboxCall } from '@quarterdeck/plugin-pipelines-common';
import {
  Column,
  DataTable,
  EmptyState,
  EntityChip,
  Muted,
  RelativeTime,
  StatusChip,
} from '@quarterdeck/plugin-portal-react';
import { useRetryCall } from '../api/gateChanges';
import { useMayDo } from '../api/useMayDo';
import { ActionButton } from './ActionButton';
import { callWords, refName } from './gateWords';

function SendAgain({ call }: { call: OutboxCall }) {
  const retry = useRetryCall();
  const may = useMayDo('retryCall', call.entityRef);
  if (call.state !== 'dead') return null;
  return (
    <ActionButton
      label="Send again"
      quiet
      off={!may.allowed}
      why={may.why}
      title="Send this call again"
      consequence={`“${call.title}” is sent to ${call.target} once more, with the same key, so that a provider that had it already does nothing twice.`}
      change={retry}
      input={() => call.id}
      done="It is being sent again."
    />
  );
}

function lastWords(call: OutboxCall): string {
  const { lastStatus, lastError } = call;
  if (lastError === null) return lastStatus === null ? '–' : `${lastStatus}`;
  return lastStatus === null ? lastError : `${lastStatus}: ${lastError}`;
}

const columns: Column<OutboxCall>[] = [
  {
    key: 'state',
    title: 'State',
    width: 116,
    fixed: true,
    render: call => <StatusChip {...callWords(call.state)} />,
  },
  {
    key: 'what',
    title: 'Call',
    render: call => (
      <span title={`${call.method} ${call.url}`}>
        {call.title}
        {call.target && <Muted> · {call.target}</Muted>}
      </span>
    ),
  },
  {
    key: 'entity',
    title: 'Service',
    width: 150,
    priority: 3,
    render: call => <EntityChip entityRef={call.entityRef} />,
  },
  {
    key: 'tries',
    title: 'Tries',
    numeric: true,
    width: 56,
    render: call => call.tries,
  },
  {
    key: 'error',
    title: 'Last answer',
    width: '22%',
    priority: 2,
    render: call => <span title={lastWords(call)}>{lastWords(call)}</span>,
  },
  {
    key: 'by',
    title: 'Asked by',
    width: 104,
    priority: 3,
    render: call => (
      <span title={call.reason ?? undefined}>{refName(call.requestedBy)}</span>
    ),
  },
  {
    key: 'when',
    title: 'When',
    numeric: true,
    width: 104,
    render: call =>
      call.state === 'pending' && call.nextTryAt && call.tries > 0 ? (
        <span title={`Tried ${call.tries} times`}>
          again <RelativeTime at={call.nextTryAt} />
        </span>
      ) : (
        <RelativeTime at={call.sentAt ?? call.createdAt} />
      ),
  },
  {
    key: 'again',
    title: 'Again',
    numeric: true,
    width: 112,
    fixed: true,
    render: call => <SendAgain call={call} />,
  },
];

/** Calls the portal makes to providers; those given up can be sent again. */
export function CallsTable(props: {
  calls: readonly OutboxCall[];
  more?: { load: () => void; loading: boolean };
  /** In a drawer: only what, tries and state. */
  narrow?: boolean;
}) {
  const { calls, more, narrow } = props;
  return (
    <DataTable
      label="Calls to providers"
      columns={
        narrow
          ? columns.filter(({ key }) => key !== 'entity' && key !== 'by')
          : columns
      }
      rows={calls}
      rowKey={call => call.id}
      more={more}
      empty={
        <EmptyState
          icon="ext"
          title="No call to a provider"
          reason="Answers to gates, rollbacks and runs that were asked for appear here."
        />
      }
    />
  );
}
