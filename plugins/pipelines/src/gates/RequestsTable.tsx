import { ReactNode } from 'react';
import { GateRequest } from '@quarterdeck/plugin-pipelines-common';
import {
  Column,
  DataTable,
  Duration,
  EntityChip,
  Mono,
  Muted,
  RelativeTime,
  StatusChip,
} from '@quarterdeck/plugin-portal-react';
import { DecideButtons } from './GateActions';
import { plainRefs, refNames, requestWords } from './gateWords';

/** In one sentence: what it waits for, or how it ended. */
function sentence(request: GateRequest): string {
  const last = request.votes.at(-1);
  if (request.state === 'bypassed' || request.state === 'rejected') {
    return last?.comment ?? request.evaluation?.reason ?? '–';
  }
  return plainRefs(request.evaluation?.reason ?? 'Nothing was checked yet.');
}

const columns: Column<GateRequest>[] = [
  {
    key: 'state',
    title: 'Gate',
    width: 108,
    fixed: true,
    render: request => <StatusChip {...requestWords(request.state)} />,
  },
  {
    key: 'service',
    title: 'Service',
    width: '17%',
    render: request => <EntityChip entityRef={request.entityRef} />,
  },
  {
    key: 'commit',
    title: 'Commit',
    width: 88,
    render: request => (
      <Mono title={request.commit}>{request.commit.slice(0, 7)}</Mono>
    ),
  },
  {
    key: 'environment',
    title: 'To',
    width: 120,
    render: request => request.environment,
  },
  {
    key: 'why',
    title: 'Why',
    priority: 2,
    render: request => (
      <span title={sentence(request)}>{sentence(request)}</span>
    ),
  },
];

const waits: Column<GateRequest> = {
  key: 'waits',
  title: 'Waits for',
  numeric: true,
  width: 100,
  render: request => <Duration since={request.askedAt} />,
};

const people: Column<GateRequest> = {
  key: 'approvals',
  title: 'Approvals',
  width: 96,
  priority: 3,
  render: ({ approvals }) =>
    approvals.length === 0 ? (
      <Muted>none needed</Muted>
    ) : (
      <span title={approvals.map(one => refNames(one.groups)).join('; ')}>
        {approvals.map(one => `${one.given} of ${one.count}`).join(', ')}
      </span>
    ),
};

const decide: Column<GateRequest> = {
  key: 'decide',
  title: 'Decide',
  width: 196,
  fixed: true,
  render: request => <DecideButtons request={request} brief />,
};

const decided: Column<GateRequest>[] = [
  {
    key: 'waited',
    title: 'Waited',
    numeric: true,
    width: 100,
    priority: 3,
    render: request => <Duration seconds={request.waitSeconds} />,
  },
  {
    key: 'when',
    title: 'Decided',
    numeric: true,
    width: 112,
    render: request =>
      request.decidedAt ? (
        <RelativeTime at={request.decidedAt} />
      ) : (
        <Muted>not yet</Muted>
      ),
  },
];

const columnsOf = {
  mine: [...columns, waits, decide],
  waiting: [...columns, people, waits],
  decided: [...columns, ...decided],
};

/** Gates of the portal as rows; a row opens the gate. */
export function RequestsTable(props: {
  label: string;
  of: keyof typeof columnsOf;
  requests: readonly GateRequest[];
  onOpen: (request: GateRequest) => void;
  selectedKey?: string;
  more?: { load: () => void; loading: boolean };
  empty: ReactNode;
}) {
  return (
    <DataTable
      label={props.label}
      columns={columnsOf[props.of]}
      rows={props.requests}
      rowKey={request => request.id}
      onOpen={props.onOpen}
      selectedKey={props.selectedKey}
      more={props.more}
      empty={props.empty}
      comfortable={props.of === 'mine'}
    />
  );
}
