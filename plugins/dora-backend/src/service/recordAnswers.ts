import {
  DoraAlert,
  DoraMarker,
  MetricName,
  metricNames,
} from '@quarterdeck/plugin-dora-common';
import { AlertRow, MarkerRow } from '../database/records';

/** A marker as it is answered. */
export const toMarker = (row: MarkerRow): DoraMarker => ({
  id: row.id,
  scopeRef: row.scope_ref,
  at: row.at.toISOString(),
  label: row.label,
  by: row.by,
  createdAt: row.created_at.toISOString(),
});

const metricOf = (text: string): MetricName =>
  metricNames.find(name => name === text) ?? 'change_lead_time';

/** An alert as it is answered. */
export const toAlert = (row: AlertRow): DoraAlert => ({
  id: row.id,
  entityRef: row.entity_ref,
  metric: metricOf(row.metric),
  at: row.at.toISOString(),
  table: row.band_table,
  fromBand: row.from_band,
  toBand: row.to_band,
  direction: row.direction === 'better' ? 'better' : 'worse',
  notifiedAt: row.notified_at?.toISOString() ?? null,
  noticedAt: row.noticed_at.toISOString(),
});
