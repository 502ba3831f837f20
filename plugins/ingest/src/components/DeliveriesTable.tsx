import { ReactNode } from 'react';
import { Delivery } from '@quarterdeck/plugin-ingest-common';
import {
  Column,
  DataTable,
  EntityChip,
  formatBytes,
  formatCount,
  Mono,
  Muted,
  RelativeTime,
  StatusChip,
} from '@quarterdeck/plugin-portal-react';
import { deliveryWord } from './deliveryWords';
import { ReasonLine } from './ReasonLine';

const columns: Column<Delivery>[] = [
  {
    key: 'status',
    title: 'Status',
    width: 116,
    fixed: true,
    render: delivery => (
      <StatusChip {...deliveryWord(delivery)} raw={delivery.reason} />
    ),
  },
  {
    key: 'received',
    title: 'Received',
    width: 100,
    sorted: 'descending',
    render: delivery => <RelativeTime at={delivery.receivedAt} />,
  },
  {
    key: 'source',
    title: 'Source',
    width: 140,
    render: delivery => <b title={delivery.source}>{delivery.source}</b>,
  },
  {
    key: 'readAs',
    title: 'Read as',
    render: delivery =>
      delivery.status === 'rejected' ? (
        <ReasonLine reason={delivery.reason} path={delivery.reasonPath} />
      ) : (
        <Mono title={delivery.parsedAs}>{delivery.parsedAs ?? '–'}</Mono>
      ),
  },
  {
    key: 'entity',
    title: 'Entity',
    width: 170,
    priority: 2,
    render: delivery =>
      delivery.entityRef || delivery.subject ? (
        <EntityChip
          entityRef={delivery.entityRef ?? null}
          subject={delivery.subject}
        />
      ) : (
        <Muted>–</Muted>
      ),
  },
  {
    key: 'events',
    title: 'Events',
    numeric: true,
    width: 72,
    render: delivery => formatCount(delivery.events),
  },
  {
    key: 'tries',
    title: 'Tries',
    numeric: true,
    width: 60,
    priority: 3,
    render: delivery => formatCount(delivery.tries),
  },
  {
    key: 'repeats',
    title: 'Repeats',
    numeric: true,
    width: 76,
    priority: 3,
    render: delivery => formatCount(delivery.repeats),
  },
  {
    key: 'size',
    title: 'Size',
    numeric: true,
    width: 84,
    priority: 3,
    render: delivery => formatBytes(delivery.bytes),
  },
];

/** Deliveries, newest first. */
export function DeliveriesTable(props: {
  deliveries: readonly Delivery[];
  openReceipt?: string;
  onOpen: (delivery: Delivery) => void;
  more?: { load: () => void; loading: boolean };
  empty: ReactNode;
}) {
  const { deliveries } = props;
  return (
    <DataTable
      label="Deliveries"
      columns={columns}
      rows={deliveries}
      rowKey={delivery => delivery.receipt}
      selectedKey={props.openReceipt}
      onOpen={props.onOpen}
      more={props.more}
      columnMenu
      footer={`${formatCount(deliveries.length)}${
        props.more ? ' of more' : ''
      }, newest first`}
      empty={props.empty}
    />
  );
}
