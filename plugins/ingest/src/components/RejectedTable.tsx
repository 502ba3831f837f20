import { RejectedCause } from '@quarterdeck/plugin-ingest-common';
import {
  Column,
  DataTable,
  EmptyState,
  EntityChip,
  formatCount,
  RelativeTime,
  token,
} from '@quarterdeck/plugin-portal-react';
import { ReasonLine } from './ReasonLine';

const columns: Column<RejectedCause>[] = [
  {
    key: 'received',
    title: 'Received',
    width: 96,
    render: cause => <RelativeTime at={cause.lastAt} />,
  },
  {
    key: 'source',
    title: 'Source',
    width: 132,
    priority: 3,
    render: cause => <span title={cause.source}>{cause.source}</span>,
  },
  {
    key: 'entity',
    title: 'Entity',
    width: 140,
    priority: 2,
    render: cause => <EntityChip entityRef={cause.entityRef ?? null} />,
  },
  {
    key: 'format',
    title: 'Format',
    width: 112,
    priority: 3,
    render: cause => (
      <span style={{ color: token('text.secondary') }}>
        {cause.format ?? '–'}
      </span>
    ),
  },
  {
    key: 'change',
    title: 'What to change',
    fixed: true,
    render: cause => (
      <ReasonLine reason={cause.reason} path={cause.reasonPath} />
    ),
  },
  {
    key: 'same',
    title: 'Same',
    numeric: true,
    width: 64,
    render: cause => formatCount(cause.count),
  },
];

const shortColumns = columns.filter(({ key }) => key !== 'source');

/** Rejected deliveries by cause: one row, one thing to change. */
export function RejectedTable(props: {
  causes: readonly RejectedCause[];
  /** Without the columns that the table of sources beside it has. */
  short?: boolean;
  selectedCause?: string;
  onOpen: (cause: RejectedCause) => void;
}) {
  return (
    <DataTable
      label="Rejected by cause"
      columns={props.short ? shortColumns : columns}
      rows={props.causes}
      rowKey={cause => cause.cause}
      selectedKey={props.selectedCause}
      onOpen={props.onOpen}
      empty={
        <EmptyState
          icon="check"
          title="Nothing is rejected"
          reason="Every signed delivery of the last 90 days could be read."
        />
      }
    />
  );
}
