import { Knex } from 'knex';
import {
  arrayLiteral,
  EntitySet,
  inEntities,
} from '@quarterdeck/plugin-portal-node';

/** A marker as it is kept. */
export interface MarkerRow {
  id: string;
  scope_ref: string | null;
  at: Date;
  label: string;
  by: string;
  created_at: Date;
}

/** Markers of a scope and those of everybody, newest first. */
export async function listMarkers(
  knex: Knex,
  scope: string | null,
): Promise<MarkerRow[]> {
  const result = await knex.raw<{ rows: MarkerRow[] }>(
    `SELECT * FROM marker WHERE scope_ref IS NULL OR scope_ref = ?
     ORDER BY at DESC, id LIMIT 200`,
    [scope?.toLocaleLowerCase('en-US') ?? null],
  );
  return result.rows;
}

/** Writes a marker. */
export async function insertMarker(tx: Knex, row: MarkerRow): Promise<void> {
  await tx.raw(
    `INSERT INTO marker (id, scope_ref, at, label, by, created_at)
     VALUES (?, ?, ?, ?, ?, ?)`,
    [row.id, row.scope_ref, row.at, row.label, row.by, row.created_at],
  );
}

/** A marker, locked for a change. */
export async function lockMarker(
  tx: Knex,
  id: string,
): Promise<MarkerRow | undefined> {
  const result = await tx.raw<{ rows: MarkerRow[] }>(
    'SELECT * FROM marker WHERE id = ? FOR UPDATE',
    [id],
  );
  return result.rows[0];
}

/** Takes a marker away. */
export async function removeMarker(tx: Knex, id: string): Promise<void> {
  await tx.raw('DELETE FROM marker WHERE id = ?', [id]);
}

/** An alert as it is kept. */
export interface AlertRow {
  id: string;
  entity_ref: string;
  metric: string;
  band_table: string;
  at: Date;
  from_band: string;
  to_band: string;
  direction: string;
  noticed_at: Date;
  notified_at: Date | null;
}

/** Alerts of entities, newest first. */
export async function listAlerts(
  knex: Knex,
  filter: {
    entities: EntitySet;
    visible: EntitySet;
    from: Date;
    to: Date;
    metrics: readonly string[];
    limit: number;
    after?: { at: string; id: string };
  },
): Promise<AlertRow[]> {
  const asked = inEntities('entity_ref', filter.entities);
  const visible = inEntities('entity_ref', filter.visible);
  const { metrics, after } = filter;
  const result = await knex.raw<{ rows: AlertRow[] }>(
    `SELECT * FROM band_alert
     WHERE (${asked.sql}) AND (${visible.sql}) AND at >= ? AND at < ?
       ${metrics.length ? 'AND metric = ANY(?::text[])' : ''}
       ${after ? 'AND (at, id) < (?, ?::uuid)' : ''}
     ORDER BY at DESC, id DESC LIMIT ?`,
    [
      ...asked.bindings,
      ...visible.bindings,
      filter.from,
      filter.to,
      ...(metrics.length ? [arrayLiteral(metrics)] : []),
      ...(after ? [after.at, after.id] : []),
      filter.limit,
    ],
  );
  return result.rows;
}

/** Keeps an alert once; `false` when it is known. */
export async function insertAlert(
  tx: Knex,
  row: Omit<AlertRow, 'notified_at'>,
): Promise<boolean> {
  const result = await tx.raw<{ rows: { id: string }[] }>(
    `INSERT INTO band_alert
       (id, entity_ref, metric, band_table, at, from_band, to_band, direction, noticed_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (entity_ref, metric, band_table, at) DO NOTHING RETURNING id`,
    [
      row.id,
      row.entity_ref,
      row.metric,
      row.band_table,
      row.at,
      row.from_band,
      row.to_band,
      row.direction,
      row.noticed_at,
    ],
  );
  return result.rows.length > 0;
}

/** Alerts nobody was told of yet. */
export async function alertsToTell(
  knex: Knex,
  since: Date,
): Promise<AlertRow[]> {
  const result = await knex.raw<{ rows: AlertRow[] }>(
    `SELECT * FROM band_alert WHERE notified_at IS NULL AND direction = 'worse'
       AND noticed_at >= ? ORDER BY noticed_at, id LIMIT 100`,
    [since],
  );
  return result.rows;
}

/** Notes that owners were told. */
export async function alertTold(
  knex: Knex,
  id: string,
  at: Date,
): Promise<void> {
  await knex.raw('UPDATE band_alert SET notified_at = ? WHERE id = ?', [
    at,
    id,
  ]);
}
