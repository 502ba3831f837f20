import { Knex } from 'knex';
import { EventLogService } from '@quarterdeck/plugin-ingest-node';
import { SealedChunk } from '../service/bodyVault';
import { NewDelivery, StoreOutcome } from '../service/delivery';
import { receiptTime } from '../service/receipt';
import { rejectedCause } from '../service/rejectedCause';
import { deleteWaitingReport } from './reportWaiting';
import { storeGroup } from './storeGroup';

/** Announces a report that is on its way in, so that its receipt tells progress. */
export async function beginReport(
  knex: Knex,
  report: Pick<NewDelivery, 'receipt' | 'source' | 'check'> & {
    entityRef?: string;
    category: string;
    format: string;
  },
): Promise<void> {
  await knex.raw(
    `insert into delivery (receipt, source_id, door, status, received_at, bytes,
       check_text, entity_ref, category, format)
     values (?, ?, 'reports', 'receiving', ?, 0, ?, ?, ?, ?)`,
    [
      report.receipt,
      report.source,
      receiptTime(report.receipt)?.toISOString() ?? null,
      report.check,
      report.entityRef ?? null,
      report.category,
      report.format,
    ],
  );
}

/** Stores one piece and how far the report has come. */
export async function addReportChunk(
  knex: Knex,
  receipt: string,
  chunk: SealedChunk,
  bytes: number,
): Promise<void> {
  await knex.raw(
    `with piece as (
       insert into delivery_body (receipt, chunk, key_id, data) values (?, ?, ?, ?)
     )
     update delivery set bytes = ? where receipt = ?`,
    [receipt, chunk.chunk, chunk.keyId, chunk.data, bytes, receipt],
  );
}

/**
 * The end of a report: key, event and final row in one transaction. A repeat
 * that ran beside the first leaves nothing of its own. `undefined`: another
 * process has ended it already.
 */
export async function finishReport(
  knex: Knex,
  delivery: NewDelivery,
  eventLog: Pick<EventLogService, 'append'>,
): Promise<StoreOutcome | undefined> {
  return knex.transaction(async tx => {
    if (!(await deleteWaitingReport(tx, delivery.receipt))) return undefined;
    await tx.raw('delete from delivery where receipt = ?', [delivery.receipt]);
    const [outcome] = await storeGroup(tx, [delivery], eventLog);
    if (outcome.receipt !== delivery.receipt) {
      await tx.raw('delete from delivery_body where receipt = ?', [
        delivery.receipt,
      ]);
    }
    return outcome;
  });
}

/** A report that did not arrive whole: the reason stays, its pieces go. */
export async function failReport(
  knex: Knex,
  report: { receipt: string; source: string; reason: string },
): Promise<void> {
  await knex.transaction(async tx => {
    await tx.raw(
      `update delivery set status = 'rejected', reason = ?, reason_path = '/', cause = ?
        where receipt = ? and status = 'receiving'`,
      [
        report.reason,
        rejectedCause(report.source, report.reason, '/'),
        report.receipt,
      ],
    );
    await tx.raw('delete from delivery_body where receipt = ?', [
      report.receipt,
    ]);
  });
}

/** Reports whose process went away while they came in. */
export async function failStaleReports(
  knex: Knex,
  receiptsBefore: string,
): Promise<void> {
  const { rows } = await knex.raw<{
    rows: { receipt: string; source_id: string }[];
  }>(
    `select receipt, source_id from delivery
      where status = 'receiving' and receipt < ?
        -- Those that are here whole are read by whoever is there.
        and receipt not in (select receipt from report_waiting)`,
    [receiptsBefore],
  );
  for (const row of rows) {
    await failReport(knex, {
      receipt: row.receipt,
      source: row.source_id,
      reason: 'The portal stopped while this report came in. Send it again.',
    });
  }
}
