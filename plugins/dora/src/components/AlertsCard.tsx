import Button from '@mui/material/Button';
import { useState } from 'react';
import { DoraAlert } from '@quarterdeck/plugin-dora-common';
import {
  Card,
  Column,
  DataTable,
  EntityChip,
  Muted,
  RelativeTime,
} from '@quarterdeck/plugin-portal-react';
import { metricWords } from '../words/metricWords';
import { AlertEnd } from './AlertEnd';

/** The services below matter more. */
const shownAtFirst = 5;

const columns: readonly Column<DoraAlert>[] = [
  {
    key: 'metric',
    title: 'Metric',
    fixed: true,
    render: alert => metricWords[alert.metric].title,
  },
  {
    key: 'entity',
    title: 'Of',
    render: alert => <EntityChip entityRef={alert.entityRef} />,
  },
  {
    key: 'move',
    title: 'Band',
    render: alert => (
      <span>
        {alert.fromBand} → {alert.toBand}
      </span>
    ),
  },
  {
    key: 'at',
    title: 'Since',
    width: 96,
    render: alert => <RelativeTime at={alert.at} />,
  },
  {
    key: 'end',
    title: 'Now',
    width: 320,
    render: alert => <AlertEnd alert={alert} />,
  },
  {
    key: 'told',
    title: 'Owners told',
    width: 112,
    priority: 2,
    render: alert =>
      alert.notifiedAt ? (
        <RelativeTime at={alert.notifiedAt} />
      ) : (
        <Muted>no</Muted>
      ),
  },
];

const overLast = ({ end }: DoraAlert) => (end ? 1 : 0);

/** Metrics out of their band in this time, those that still are first; without one there is no card. */
export function AlertsCard({ alerts }: { alerts: readonly DoraAlert[] }) {
  const [all, setAll] = useState(false);
  if (alerts.length === 0) return null;
  const rows = [...alerts].sort(
    (a, b) => overLast(a) - overLast(b) || b.at.localeCompare(a.at),
  );
  return (
    <Card title="Left their band" flush>
      <DataTable
        label="Metrics that left their band"
        columns={columns}
        rows={all ? rows : rows.slice(0, shownAtFirst)}
        rowKey={alert => alert.id}
        footer={
          !all &&
          rows.length > shownAtFirst && (
            <Button size="small" color="inherit" onClick={() => setAll(true)}>
              Show all {rows.length}
            </Button>
          )
        }
      />
    </Card>
  );
}
