import { Knex } from 'knex';

/** A claim as it is stored. */
export interface ClaimRow {
  subject_key: string;
  entity_ref: string;
  claimed_by: string;
  claimed_at: Date;
  reason: string | null;
}

/** Rises with every claim made by any replica. */
export async function readClaimVersion(knex: Knex): Promise<string> {
  const { rows } = await knex.raw<{ rows: { version: string }[] }>(
    'select version from subject_claim_version',
  );
  return rows[0]?.version ?? '0';
}

/** Makes claims wait, on every replica, until the transaction ends. */
export async function lockClaims(tx: Knex.Transaction): Promise<void> {
  await tx.raw('select version from subject_claim_version for update');
}

/** All claims: subject key to entity. */
export async function readClaims(knex: Knex): Promise<Map<string, string>> {
  const { rows } = await knex.raw<{ rows: ClaimRow[] }>(
    'select subject_key, entity_ref from subject_claim',
  );
  return new Map(rows.map(row => [row.subject_key, row.entity_ref]));
}

/** Writes a claim, or removes it when the entity is `null`. */
export async function writeClaim(
  tx: Knex.Transaction,
  claim: {
    subjectKey: string;
    entityRef: string | null;
    claimedBy: string;
    reason?: string;
  },
): Promise<void> {
  // The version's row also makes claims follow each other: the log has them in
  // the order in which the table has them.
  await tx.raw('update subject_claim_version set version = version + 1');
  if (claim.entityRef === null) {
    await tx.raw('delete from subject_claim where subject_key = ?', [
      claim.subjectKey,
    ]);
    return;
  }
  await tx.raw(
    `insert into subject_claim (subject_key, entity_ref, claimed_by, claimed_at, reason)
     values (?, ?, ?, clock_timestamp(), ?)
     on conflict (subject_key) do update set
       entity_ref = excluded.entity_ref, claimed_by = excluded.claimed_by,
       claimed_at = excluded.claimed_at, reason = excluded.reason`,
    [claim.subjectKey, claim.entityRef, claim.claimedBy, claim.reason ?? null],
  );
}

/** Newest first, after the given one. */
export async function listClaims(
  knex: Knex,
  page: { limit: number; after?: [string, string] },
): Promise<ClaimRow[]> {
  const { rows } = await knex.raw<{ rows: ClaimRow[] }>(
    `select * from subject_claim
      ${
        page.after
          ? 'where (claimed_at, subject_key) < (?::timestamptz, ?)'
          : ''
      }
      order by claimed_at desc, subject_key desc limit ?`,
    [...(page.after ?? []), page.limit],
  );
  return rows;
}
