import { Knex } from 'knex';
import {
  arrayLiteral,
  EntitySet,
  inEntities,
} from '@quarterdeck/plugin-portal-node';

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
  /** null: of before this was noted. */
  confirmed_at: Date | null;
  notified_at: Date | null;
  recovered_at: Date | null;
  recovered_until: Date | null;
  recovered_band: string | null;
  recovered_value: number | null;
  recovered_n: number | null;
  withdrawn_why: string | null;
  end_noticed_at: Date | null;
  end_told_at: Date | null;
}

/** What a new alert says. */
export type NewAlert = Pick<
  AlertRow,
  | 'id'
  | 'entity_ref'
  | 'metric'
  | 'band_table'
  | 'at'
  | 'from_band'
  | 'to_band'
  | 'direction'
  | 'noticed_at'
  | 'confirmed_at'
>;

/** How far alerts have come. */
export type AlertState = 'open' | 'recovered' | 'withdrawn';

const ofState: Record<AlertState, string> = {
  open: 'end_noticed_at IS NULL',
  recovered: 'recovered_at IS NOT NULL',
  withdrawn: 'withdrawn_why IS NOT NULL',
};

/**
 * Alerts that held in a time, newest first: those that began in it, and those
 * from before it that were not over yet.
 */
export async function listAlerts(
  knex: Knex,
  filter: {
    entities: EntitySet;
    visible: EntitySet;
    from: Date;
    to: Date;
    metrics: readonly string[];
    states?: readonly AlertState[];
    limit: number;
    after?: { at: string; id: string };
  },
): Promise<AlertRow[]> {
  const asked = inEntities('entity_ref', filter.entities);
  const visible = inEntities('entity_ref', filter.visible);
  const { metrics, states = [], after } = filter;
  const result = await knex.raw<{ rows: AlertRow[] }>(
    `SELECT * FROM band_alert
     WHERE (${asked.sql}) AND (${visible.sql}) AND at < ?
       AND (at >= ? OR (withdrawn_why IS NULL
         AND (recovered_at IS NULL OR recovered_at >= ?)))
       ${metrics.length ? 'AND metric = ANY(?::text[])' : ''}
       ${
         states.length
           ? `AND (${states.map(s => ofState[s]).join(' OR ')})`
           : ''
       }
       ${after ? 'AND (at, id) < (?, ?::uuid)' : ''}
     ORDER BY at DESC, id DESC LIMIT ?`,
    [
      ...asked.bindings,
      ...visible.bindings,
      filter.to,
      filter.from,
      filter.from,
      ...(metrics.length ? [arrayLiteral(metrics)] : []),
      ...(after ? [after.at, after.id] : []),
      filter.limit,
    ],
  );
  return result.rows;
}

/** Alerts of services that may still change: not withdrawn, and open or begun since. */
export async function alertsToJudge(
  knex: Knex,
  entityRefs: readonly string[],
  since: Date,
): Promise<AlertRow[]> {
  const result = await knex.raw<{ rows: AlertRow[] }>(
    `SELECT * FROM band_alert
     WHERE entity_ref = ANY(?::text[]) AND withdrawn_why IS NULL
       AND (recovered_at IS NULL OR at >= ?)
     ORDER BY at, id`,
    [arrayLiteral(entityRefs), since],
  );
  return result.rows;
}

/**
 * Keeps an alert once. One that was withdrawn and is true after all stands
 * again, and is told again if owners heard that it was not.
 */
export async function insertAlert(tx: Knex, row: NewAlert): Promise<void> {
  await tx.raw(
    `INSERT INTO band_alert AS kept
       (id, entity_ref, metric, band_table, at, from_band, to_band, direction, noticed_at,
        confirmed_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (entity_ref, metric, band_table, at) DO UPDATE SET
       from_band = excluded.from_band, to_band = excluded.to_band,
       noticed_at = excluded.noticed_at, confirmed_at = excluded.confirmed_at,
       withdrawn_why = NULL,
       notified_at = CASE WHEN kept.end_told_at IS NULL THEN kept.notified_at END,
       end_noticed_at = NULL, end_told_at = NULL
     WHERE kept.withdrawn_why IS NOT NULL`,
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
      row.confirmed_at,
    ],
  );
}

/** Late events showed that an alert began at another time, or with other bands. */
export async function moveAlert(
  tx: Knex,
  row: Pick<AlertRow, 'id' | 'at' | 'from_band' | 'to_band'>,
): Promise<void> {
  await tx.raw(
    `DELETE FROM band_alert gone USING band_alert kept
     WHERE kept.id = ?::uuid AND gone.id <> kept.id AND gone.at = ?
       AND gone.entity_ref = kept.entity_ref AND gone.metric = kept.metric
       AND gone.band_table = kept.band_table`,
    [row.id, row.at],
  );
  await tx.raw(
    'UPDATE band_alert SET at = ?, from_band = ?, to_band = ? WHERE id = ?',
    [row.at, row.from_band, row.to_band, row.id],
  );
}

/** Where a metric came back; null: it is out again, as one knows now. */
export async function setRecovered(
  tx: Knex,
  id: string,
  back: {
    at: Date;
    until: Date;
    band: string;
    value: number;
    n: number;
    noticedAt: Date;
  } | null,
): Promise<void> {
  await tx.raw(
    `UPDATE band_alert SET recovered_at = :at, recovered_until = :until,
       recovered_band = :band, recovered_value = :value, recovered_n = :n,
       end_noticed_at = CASE WHEN :noticedAt::timestamptz IS NULL THEN NULL
         ELSE coalesce(end_noticed_at, :noticedAt) END,
       end_told_at = CASE WHEN :noticedAt::timestamptz IS NULL THEN NULL
         ELSE end_told_at END
     WHERE id = :id`,
    {
      id,
      at: back?.at ?? null,
      until: back?.until ?? null,
      band: back?.band ?? null,
      value: back?.value ?? null,
      n: back?.n ?? null,
      noticedAt: back?.noticedAt ?? null,
    },
  );
}

/** Takes alerts back: they never would have been. */
export async function withdrawAlerts(
  tx: Knex,
  ids: readonly string[],
  why: 'recomputed' | 'benchmark_changed',
  noticedAt: Date,
): Promise<void> {
  if (ids.length === 0) return;
  await tx.raw(
    `UPDATE band_alert SET withdrawn_why = ?, end_noticed_at = ?, end_told_at = NULL,
       recovered_at = NULL, recovered_until = NULL, recovered_band = NULL,
       recovered_value = NULL, recovered_n = NULL
     WHERE id = ANY(?::uuid[])`,
    [why, noticedAt, arrayLiteral(ids)],
  );
}

/** Alerts whose owners have to hear of: their begin, and the end of what they heard of. */
export async function alertsToTell(
  knex: Knex,
  /** Noticed before, or sure before, is history. */
  { since, sure }: { since: Date; sure: Date },
): Promise<AlertRow[]> {
  const result = await knex.raw<{ rows: AlertRow[] }>(
    `SELECT * FROM band_alert WHERE direction = 'worse' AND (
       (notified_at IS NULL AND end_noticed_at IS NULL AND noticed_at >= :since
         AND confirmed_at >= :sure)
       OR (notified_at IS NOT NULL AND end_told_at IS NULL AND end_noticed_at >= :since))
     ORDER BY coalesce(end_noticed_at, noticed_at), at, id LIMIT 100`,
    { since, sure },
  );
  return result.rows;
}

/** Notes that owners were told. */
export async function alertTold(
  knex: Knex,
  ids: readonly string[],
  of: 'begin' | 'end',
  at: Date,
): Promise<void> {
  await knex.raw(
    `UPDATE band_alert SET ${of === 'begin' ? 'notified_at' : 'end_told_at'} = ?
     WHERE id = ANY(?::uuid[])`,
    [at, arrayLiteral(ids)],
  );
}

/** By what services were judged last. */
export async function readJudged(knex: Knex): Promise<Map<string, string>> {
  const result = await knex.raw<{
    rows: { entity_ref: string; judged_by: string }[];
  }>('SELECT entity_ref, judged_by FROM band_judged');
  return new Map(result.rows.map(row => [row.entity_ref, row.judged_by]));
}

/** Notes by what a service was judged. */
export async function noteJudged(
  tx: Knex,
  entityRef: string,
  by: string,
): Promise<void> {
  await tx.raw(
    `INSERT INTO band_judged (entity_ref, judged_by) VALUES (?, ?)
     ON CONFLICT (entity_ref) DO UPDATE SET judged_by = excluded.judged_by`,
    [entityRef, by],
  );
}
