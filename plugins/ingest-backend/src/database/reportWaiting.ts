import { Knex } from 'knex';

/** Files a report whose body is stored whole; from here on it will be read. */
export async function insertWaitingReport(
  knex: Knex,
  receipt: string,
  draft: object,
): Promise<void> {
  await knex.raw(
    'insert into report_waiting (receipt, draft) values (?, ?::jsonb)',
    [receipt, JSON.stringify(draft)],
  );
}

/** A report somebody has begun to read and has not ended. */
export interface WaitingReport {
  receipt: string;
  draft: unknown;
  tries: number;
}

/** Takes the oldest report whose reader has given no sign for so long. */
export async function takeWaitingReport(
  knex: Knex,
  silentSeconds: number,
): Promise<WaitingReport | undefined> {
  const { rows } = await knex.raw<{ rows: WaitingReport[] }>(
    `update report_waiting
        set taken_at = clock_timestamp(), tries = tries + 1
      where receipt = (
        select receipt from report_waiting
         where taken_at < clock_timestamp() - make_interval(secs => ?)
         order by taken_at limit 1 for update skip locked)
      returning receipt, draft, tries`,
    [silentSeconds],
  );
  return rows[0];
}

/** A sign of life of the one who reads. */
export async function touchWaitingReport(
  knex: Knex,
  receipt: string,
): Promise<void> {
  await knex.raw(
    'update report_waiting set taken_at = clock_timestamp() where receipt = ?',
    [receipt],
  );
}

/** Ends the waiting; `false` when somebody else has read it meanwhile. */
export async function deleteWaitingReport(
  tx: Knex.Transaction,
  receipt: string,
): Promise<boolean> {
  const { rowCount } = await tx.raw<{ rowCount: number }>(
    'delete from report_waiting where receipt = ?',
    [receipt],
  );
  return rowCount > 0;
}
