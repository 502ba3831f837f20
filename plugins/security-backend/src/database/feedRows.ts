import { Knex } from 'knex';
import { z } from 'zod';
import { arrayLiteral } from '@quarterdeck/plugin-portal-node';

/** A line of a file of scores or of exploited vulnerabilities. */
export interface FeedEntry {
  id: string;
  score?: number;
  percentile?: number | null;
  name?: string | null;
  addedOn?: string | null;
  dueOn?: string | null;
  ransomware?: boolean;
}

const perStatement = 20_000;

async function inParts(
  entries: readonly FeedEntry[],
  write: (part: readonly FeedEntry[]) => Promise<unknown>,
): Promise<void> {
  for (let at = 0; at < entries.length; at += perStatement) {
    await write(entries.slice(at, at + perStatement));
  }
}

/** Replaces the scores; the ids whose score is another now. */
export async function replaceEpss(
  tx: Knex,
  entries: readonly FeedEntry[],
): Promise<string[]> {
  await tx.raw(
    'CREATE TEMP TABLE new_epss (vulnerability_id text PRIMARY KEY, score real, percentile real) ON COMMIT DROP',
  );
  await inParts(entries, part =>
    tx.raw(
      `INSERT INTO new_epss SELECT * FROM unnest(?::text[], ?::real[], ?::real[])
       ON CONFLICT (vulnerability_id) DO UPDATE SET score = excluded.score`,
      [
        arrayLiteral(part.map(({ id }) => id)),
        arrayLiteral(part.map(({ score }) => score ?? 0)),
        arrayLiteral(part.map(({ percentile }) => percentile ?? null)),
      ],
    ),
  );
  const { rows } = await tx.raw<{ rows: { id: string }[] }>(
    `SELECT coalesce(n.vulnerability_id, o.vulnerability_id) AS id
     FROM new_epss n FULL JOIN epss_score o USING (vulnerability_id)
     WHERE n.score IS DISTINCT FROM o.score`,
  );
  await tx.raw('DELETE FROM epss_score');
  await tx.raw('INSERT INTO epss_score SELECT * FROM new_epss');
  return rows.map(({ id }) => id);
}

/** Replaces the catalogue; the ids that came or went. */
export async function replaceKev(
  tx: Knex,
  entries: readonly FeedEntry[],
): Promise<string[]> {
  const { rows } = await tx.raw<{ rows: { id: string }[] }>(
    `SELECT coalesce(n.id, o.vulnerability_id) AS id
     FROM unnest(?::text[]) AS n(id) FULL JOIN kev_entry o ON o.vulnerability_id = n.id
     WHERE n.id IS NULL OR o.vulnerability_id IS NULL`,
    [arrayLiteral(entries.map(({ id }) => id))],
  );
  await tx.raw('DELETE FROM kev_entry');
  await inParts(entries, part =>
    tx.raw(
      `INSERT INTO kev_entry (vulnerability_id, added_on, due_on, name, ransomware)
       SELECT * FROM unnest(?::text[], ?::date[], ?::date[], ?::text[], ?::boolean[])
       ON CONFLICT DO NOTHING`,
      [
        arrayLiteral(part.map(({ id }) => id)),
        arrayLiteral(part.map(({ addedOn }) => addedOn ?? null)),
        arrayLiteral(part.map(({ dueOn }) => dueOn ?? null)),
        arrayLiteral(part.map(({ name }) => name ?? null)),
        arrayLiteral(part.map(({ ransomware }) => ransomware ?? false)),
      ],
    ),
  );
  return rows.map(({ id }) => id);
}

/** Findings that name one of these vulnerabilities. */
export async function touchFeedFindings(
  tx: Knex,
  ids: readonly string[],
): Promise<number> {
  if (ids.length === 0) return 0;
  const { rowCount } = await tx.raw<{ rowCount: number }>(
    `INSERT INTO touched_finding SELECT finding_id FROM finding
     WHERE vulnerability_ids && ?::text[] ON CONFLICT DO NOTHING`,
    [arrayLiteral(ids)],
  );
  return rowCount;
}

const feedSchema = z.object({
  feed: z.string(),
  as_of: z.date().nullable(),
  loaded_at: z.date(),
  loaded_by: z.string(),
  entries: z.number(),
  rejected: z.number(),
});

/** When each file was taken in. */
export async function loadFeeds(
  knex: Knex,
): Promise<z.infer<typeof feedSchema>[]> {
  return z.array(feedSchema).parse(await knex('threat_feed'));
}

/** Notes that a file was taken in. */
export async function saveFeed(
  tx: Knex,
  row: z.infer<typeof feedSchema>,
): Promise<void> {
  await tx('threat_feed').insert(row).onConflict('feed').merge();
}
