import { Knex } from 'knex';

/** A subject without entity, as it is counted. */
export interface UnclaimedRow {
  source_id: string;
  subject_key: string;
  events: string;
  first_at: Date;
  last_at: Date;
  note: string | null;
}

const likeText = (text: string) => `%${text.replace(/[\\%_]/g, '\\$&')}%`;

/** Most recent first, after the given one. */
export async function listUnclaimed(
  knex: Knex,
  page: {
    limit: number;
    sources?: readonly string[];
    text?: string;
    after?: [string, string, string];
  },
): Promise<UnclaimedRow[]> {
  const conditions: string[] = [];
  const bindings: (string | string[])[] = [];
  if (page.sources?.length) {
    conditions.push('source_id = any (?)');
    bindings.push([...page.sources]);
  }
  if (page.text) {
    conditions.push('subject_key ilike ?');
    bindings.push(likeText(page.text));
  }
  if (page.after) {
    conditions.push(
      '(last_at, subject_key, source_id) < (?::timestamptz, ?, ?)',
    );
    bindings.push(...page.after);
  }
  const where =
    conditions.length > 0 ? `where ${conditions.join(' and ')}` : '';
  const { rows } = await knex.raw<{ rows: UnclaimedRow[] }>(
    `select source_id, subject_key, events, first_at, last_at, note
       from unclaimed_subject ${where}
      order by last_at desc, subject_key desc, source_id desc limit ?`,
    [...bindings, page.limit],
  );
  return rows;
}

/** How many subjects wait for an entity. */
export async function countUnclaimed(knex: Knex): Promise<number> {
  const { rows } = await knex.raw<{ rows: { count: string }[] }>(
    'select count(distinct subject_key) as count from unclaimed_subject',
  );
  return Number(rows[0]?.count ?? 0);
}

/** Forgets subjects that have an entity now. */
export async function deleteUnclaimed(
  knex: Knex,
  subjectKeys: readonly string[],
): Promise<void> {
  // Locked in the order in which counts are written, so that none waits in a circle.
  await knex.raw(
    `with locked as (
       select source_id, subject_key from unclaimed_subject
        where subject_key = any (?)
        order by source_id collate "C", subject_key collate "C" for update)
     delete from unclaimed_subject u using locked l
      where u.source_id = l.source_id and u.subject_key = l.subject_key`,
    [[...subjectKeys]],
  );
}

/** Keys of one project, the project's own and narrower ones. */
export async function unclaimedKeysOf(
  knex: Knex,
  projectKey: string,
): Promise<string[]> {
  const { rows } = await knex.raw<{ rows: { subject_key: string }[] }>(
    `select distinct subject_key from unclaimed_subject
      where subject_key = ? or starts_with(subject_key, ?)`,
    [projectKey, `${projectKey}#`],
  );
  return rows.map(row => row.subject_key);
}
