import { useMemo } from 'react';
import { IngestSource } from '@quarterdeck/plugin-ingest-common';
import {
  Column,
  DataTable,
  EmptyState,
  formatCount,
  formatPercent,
  Muted,
  NotSetUp,
  RelativeTime,
  Sparkline,
  StatusChip,
  token,
} from '@quarterdeck/plugin-portal-react';
import { sourceWord } from './deliveryWords';
import { perMinuteText } from './IngestTiles';
import { rejectedShare, sparklinePoints } from './minuteSeries';

const columns: Column<IngestSource>[] = [
  {
    key: 'state',
    title: 'State',
    width: 116,
    fixed: true,
    render: source => (
      <StatusChip {...sourceWord(source.state)} raw={source.stateReason} />
    ),
  },
  {
    key: 'source',
    title: 'Source',
    width: 144,
    fixed: true,
    render: source => <b title={source.title}>{source.id}</b>,
  },
  {
    key: 'check',
    title: 'Door and check',
    priority: 2,
    render: source => (
      <span title={source.check} style={{ color: token('text.secondary') }}>
        {source.check}
      </span>
    ),
  },
  {
    key: 'hour',
    title: 'Last hour',
    width: 106,
    priority: 3,
    render: source => (
      <Sparkline
        values={sparklinePoints(source.minutes)}
        height={20}
        fromZero
        label={`${formatCount(source.hour.accepted)} accepted in the last hour`}
      />
    ),
  },
  {
    key: 'perMinute',
    title: 'Per minute',
    numeric: true,
    width: 88,
    render: source => perMinuteText(source.perMinute),
  },
  {
    key: 'rejected',
    title: 'Rejected',
    numeric: true,
    width: 104,
    render: source => <RejectedCell source={source} />,
  },
  {
    key: 'seen',
    title: 'Last seen',
    numeric: true,
    width: 96,
    render: source =>
      source.lastDeliveryAt ? (
        <RelativeTime at={source.lastDeliveryAt} />
      ) : (
        <Muted>never</Muted>
      ),
  },
];

/** Rejected and refused of the last hour; "–" where nothing arrived at all. */
function RejectedCell({ source }: { source: IngestSource }) {
  const { hour } = source;
  const share = rejectedShare(hour);
  if (share === undefined) {
    return <Muted title="Nothing arrived in the last hour">–</Muted>;
  }
  const count = hour.rejected + hour.refused;
  if (count === 0) return <Muted>0</Muted>;
  return (
    <span
      title={`${formatCount(hour.rejected)} rejected, ${formatCount(
        hour.refused,
      )} turned away in the last hour`}
    >
      <b style={{ color: token('state.error.text') }}>{formatCount(count)}</b>
      <span style={{ color: token('text.secondary') }}>
        , {formatPercent(share)}
      </span>
    </span>
  );
}

/** Who sends, how it is checked, and whether it arrives. */
export function SourcesTable(props: {
  sources: readonly IngestSource[];
  states: readonly string[];
  doors: readonly string[];
  selectedId?: string;
  onOpen: (source: IngestSource) => void;
}) {
  const { sources, states, doors, selectedId, onOpen } = props;
  const shown = useMemo(
    () =>
      sources.filter(
        source =>
          (states.length === 0 || states.includes(source.state)) &&
          (doors.length === 0 ||
            source.doors.some(door => doors.includes(door))),
      ),
    [sources, states, doors],
  );
  return (
    <DataTable
      label="Sources"
      columns={columns}
      rows={shown}
      rowKey={source => source.id}
      selectedKey={selectedId}
      onOpen={onOpen}
      empty={
        sources.length === 0 ? (
          <NotSetUp
            title="No source is configured"
            reason="Nothing can send yet. A source is declared in app-config: “Add source” shows what to write."
          />
        ) : (
          <EmptyState
            title="No source fits the filter"
            reason={`${sources.length} are configured.`}
          />
        )
      }
    />
  );
}
