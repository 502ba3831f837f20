import { Knex } from 'knex';

/**
 * Identities that were open on a commit of the default branch; `null`: it was
 * never scanned there.
 */
export async function loadBaseline(
  knex: Knex,
  entityRef: string,
  base: string,
): Promise<ReadonlySet<string> | null> {
  const { rows } = await knex.raw<{
    rows: { target_key: string; scanned_at: Date }[];
  }>(
    `SELECT DISTINCT ON (i.target_key) i.target_key, i.scanned_at
     FROM scan_import i JOIN scan_target t USING (target_key)
     WHERE i.entity_ref = ? AND starts_with(i.commit_sha, ?) AND i.status = 'success'
       AND NOT i.outdated
     ORDER BY i.target_key, t.on_default DESC, i.scanned_at DESC`,
    [entityRef, base],
  );
  if (rows.length === 0) return null;
  const found = await knex.raw<{ rows: { identity: string }[] }>(
    `SELECT DISTINCT f.identity FROM finding f
     JOIN unnest(?::text[], ?::timestamptz[]) AS b(target_key, at) USING (target_key)
     WHERE f.first_seen_at <= b.at AND (f.scan_state = 'open' OR f.fixed_at > b.at)`,
    [
      `{${rows.map(row => row.target_key).join(',')}}`,
      `{${rows.map(row => row.scanned_at.toISOString()).join(',')}}`,
    ],
  );
  return new Set(found.rows.map(({ identity }) => identity));
}
