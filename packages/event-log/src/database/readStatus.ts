import { ReaderStatus } from '@quarterdeck/plugin-ingest-node';
import { Knex } from 'knex';

interface StatusRow {
  consumer: string;
  plugin: string;
  position: string;
  state: ReaderStatus['state'];
  reason: string | null;
  applied_at: Date | null;
  behind: string;
  lag_seconds: number;
  dead_letters: string;
  outdated: boolean;
}

/**
 * How far each consumer has read, or one of them. The oldest unread event is one look at the
 * primary key; `behind` counts positions, of which a rolled-back append leaves
 * some empty.
 */
export async function readStatus(
  knex: Knex,
  consumer?: string,
): Promise<ReaderStatus[]> {
  const result = await knex.raw<{ rows: StatusRow[] }>(
    `
    SELECT r.consumer, r.plugin, r.position, r.state, r.reason, r.applied_at,
      r.projection_version < r.wanted_version AS outdated,
      CASE WHEN unread.recorded_at IS NULL THEN 0
        ELSE greatest(s.last_value - r.position, 0) END AS behind,
      coalesce(greatest(extract(epoch FROM clock_timestamp()
        - unread.recorded_at), 0), 0)::float8 AS lag_seconds,
      (SELECT count(*) FROM log.dead_letter d
        WHERE d.consumer = r.consumer AND NOT d.in_rebuild) AS dead_letters
    FROM log.reader r
    CROSS JOIN log.position_seq s
    LEFT JOIN LATERAL (
      SELECT e.recorded_at FROM log.event e WHERE e.position > r.position
      ORDER BY e.position LIMIT 1
    ) unread ON true
    WHERE ?::text IS NULL OR r.consumer = ?
    ORDER BY r.consumer`,
    [consumer ?? null, consumer ?? null],
  );
  return result.rows.map(row => ({
    consumer: row.consumer,
    plugin: row.plugin,
    position: row.position,
    behind: Number(row.behind),
    lagSeconds: row.lag_seconds,
    state: row.state,
    stateReason: row.reason ?? undefined,
    outdated: row.outdated,
    deadLetters: Number(row.dead_letters),
    lastAppliedAt: row.applied_at ?? undefined,
  }));
}
