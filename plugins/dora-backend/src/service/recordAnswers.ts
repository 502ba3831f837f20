import {
  DoraAlert,
  DoraMarker,
  MetricName,
  metricNames,
} from '@quarterdeck/plugin-dora-common';
import { AlertRow } from '../database/bandAlerts';
import { MarkerRow } from '../database/records';

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

function toEnd(row: AlertRow): DoraAlert['end'] {
  if (!row.end_noticed_at) return null;
  const heard = {
    noticedAt: row.end_noticed_at.toISOString(),
    toldAt: row.end_told_at?.toISOString() ?? null,
  };
  if (!row.recovered_at) {
    const why =
      row.withdrawn_why === 'benchmark_changed'
        ? 'benchmark_changed'
        : 'recomputed';
    return { kind: 'withdrawn', why, ...heard };
  }
  return {
    kind: 'recovered',
    at: row.recovered_at.toISOString(),
    until: (row.recovered_until ?? row.recovered_at).toISOString(),
    band: row.recovered_band ?? row.from_band,
    value: row.recovered_value ?? 0,
    n: row.recovered_n ?? 0,
    ...heard,
  };
}

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
  end: toEnd(row),
});
