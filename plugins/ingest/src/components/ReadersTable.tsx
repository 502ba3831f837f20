import { ReactNode } from 'react';
import { IngestReader } from '@quarterdeck/plugin-ingest-common';
import {
  Column,
  DataTable,
  Ellipsis,
  EmptyState,
  formatCount,
  formatDuration,
  Muted,
  RelativeTime,
  Row,
  StateIcon,
  StatusChip,
  TextLink,
  token,
} from '@quarterdeck/plugin-portal-react';
import { readerWord } from './deliveryWords';

const behind: Column<IngestReader> = {
  key: 'behind',
  title: 'Behind',
  numeric: true,
  width: 68,
  render: reader => formatCount(reader.behind),
};

const lag: Column<IngestReader> = {
  key: 'lag',
  title: 'Lag',
  numeric: true,
  width: 64,
  render: reader => {
    const late = readerWord(reader).word === 'Behind';
    return late ? (
      <b style={{ color: token('state.warn.text') }}>
        {formatDuration(reader.lagSeconds)}
      </b>
    ) : (
      formatDuration(reader.lagSeconds)
    );
  },
};

const setAside: Column<IngestReader> = {
  key: 'setAside',
  title: 'Set aside',
  numeric: true,
  width: 84,
  render: reader =>
    reader.deadLetters === 0 ? (
      <Muted>0</Muted>
    ) : (
      <TextLink
        to={`/ingest/set-aside?reader=${encodeURIComponent(reader.consumer)}`}
      >
        {formatCount(reader.deadLetters)}
      </TextLink>
    ),
};

const short: Column<IngestReader>[] = [
  {
    key: 'reader',
    title: 'Reader',
    render: reader => {
      const { state, word } = readerWord(reader);
      return (
        <Row title={reader.stateReason}>
          <StateIcon state={state} size={14} label={word} />
          <Ellipsis title={reader.consumer}>{reader.consumer}</Ellipsis>
        </Row>
      );
    },
  },
  behind,
  lag,
  setAside,
];

const full = (
  actions: (reader: IngestReader) => ReactNode,
): Column<IngestReader>[] => [
  {
    key: 'state',
    title: 'State',
    width: 120,
    render: reader => (
      <StatusChip {...readerWord(reader)} raw={reader.stateReason} />
    ),
  },
  {
    key: 'reader',
    title: 'Reader',
    render: reader => <b>{reader.consumer}</b>,
  },
  { key: 'plugin', title: 'Plugin', priority: 3, render: r => r.plugin },
  {
    key: 'position',
    title: 'Position',
    numeric: true,
    width: 120,
    priority: 2,
    render: reader => formatCount(Number(reader.position)),
  },
  behind,
  lag,
  setAside,
  {
    key: 'applied',
    title: 'Last applied',
    numeric: true,
    width: 110,
    priority: 3,
    render: reader =>
      reader.lastAppliedAt ? (
        <RelativeTime at={reader.lastAppliedAt} />
      ) : (
        <Muted>never</Muted>
      ),
  },
  { key: 'actions', title: 'Actions', width: 190, render: actions },
];

/** How far each reader of the log has come; with `actions` in full width. */
export function ReadersTable(props: {
  readers: readonly IngestReader[];
  actions?: (reader: IngestReader) => ReactNode;
}) {
  return (
    <DataTable
      label="Readers of the log"
      columns={props.actions ? full(props.actions) : short}
      rows={props.readers}
      rowKey={reader => reader.consumer}
      empty={
        <EmptyState
          title="Nobody reads the log"
          reason="Readers appear when an area's backend starts."
        />
      }
    />
  );
}
