import { Knex } from 'knex';
import { entityOf, isUnclaimed, Reading, subjectOf } from '../service/delivery';
import { rejectedCause } from '../service/rejectedCause';

const isoFormat = 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"';

/**
 * Writes what a second reading of a delivery came to. What stood there before
 * is the first in the list of its tries.
 */
export async function updateReparsed(
  tx: Knex.Transaction,
  update: {
    receipt: string;
    source: string;
    key: string | undefined;
    reading: Reading;
    positions: [string, string] | undefined;
    /** The sender sent it again; otherwise a person asked. */
    repeat: boolean;
    by?: string;
  },
): Promise<void> {
  const { receipt, source, key, reading, positions, repeat, by } = update;
  const rejected = reading.status === 'rejected' ? reading : undefined;
  await tx.raw(
    `update delivery
        set status = ?, parsed_as = ?, events = ?, entity_ref = ?, subject = ?,
            unclaimed = ?, reason = ?, reason_path = ?, cause = ?,
            first_position = ?, last_position = ?,
            tries = tries + 1, repeats = repeats + ?,
            -- The page shows the newest; a sender that never gives up must not grow the row.
            attempts = (case
                when jsonb_array_length(attempts) = 0 then
                  jsonb_build_array(jsonb_strip_nulls(jsonb_build_object(
                    'at', to_char(received_at at time zone 'utc', ?),
                    'outcome', status, 'events', events,
                    'reason', reason, 'reasonPath', reason_path)))
                when jsonb_array_length(attempts) >= 50 then attempts - 1
                else attempts end)
              || jsonb_build_array(jsonb_strip_nulls(jsonb_build_object(
                   'at', to_char(clock_timestamp() at time zone 'utc', ?),
                   'outcome', ?::text, 'events', ?::integer,
                   'reason', ?::text, 'reasonPath', ?::text, 'by', ?::text)))
      where receipt = ?`,
    [
      reading.status,
      reading.parsedAs ?? null,
      reading.events.length,
      entityOf(reading) ?? null,
      subjectOf(reading) ?? null,
      isUnclaimed(reading),
      reading.reason ?? null,
      rejected?.reasonPath ?? null,
      rejected
        ? rejectedCause(source, rejected.reason, rejected.reasonPath)
        : null,
      positions?.[0] ?? null,
      positions?.[1] ?? null,
      repeat ? 1 : 0,
      isoFormat,
      isoFormat,
      reading.status,
      reading.events.length,
      reading.reason ?? null,
      rejected?.reasonPath ?? null,
      by ?? null,
      receipt,
    ],
  );
  if (key !== undefined) {
    await tx.raw(
      `update delivery_key set rejected = ?, events = ?
        where source_id = ? and key = ? and receipt = ?`,
      [rejected !== undefined, reading.events.length, source, key, receipt],
    );
  }
}
