import { Knex } from 'knex';
import { column } from './columns';

/** What a rule decided about a subject when its first delivery came. */
export interface NewDecision {
  subjectKey: string;
  source: string;
  entityRef: string;
}

/** A subject whose entity may have to be found again. */
export interface OpenSubject {
  subject_key: string;
  /** Sources that sent it. */
  source_ids: string[];
  /** Deliveries of it had no entity. */
  unclaimed: boolean;
  /** `null`: nothing decided yet, or a person's claim holds it. */
  entity_ref: string | null;
  claimed: boolean;
  decided_at: Date | null;
}

/** Notes first decisions; what is known stays, only the catalog moves it. */
export async function insertDecisions(
  knex: Knex,
  decisions: readonly NewDecision[],
): Promise<void> {
  const sorted = [...decisions].sort((a, b) =>
    a.subjectKey < b.subjectKey ? -1 : 1,
  );
  await knex.raw(
    `insert into subject_decision (subject_key, source_id, entity_ref, decided_at)
     select k, s, e, clock_timestamp()
       from unnest(?::text[], ?::text[], ?::text[]) as u (k, s, e)
     on conflict (subject_key) do nothing`,
    [
      column(sorted, row => row.subjectKey),
      column(sorted, row => row.source),
      column(sorted, row => row.entityRef),
    ],
  );
}

// Unclaimed rows are few and decisions are one per subject, so both are walked
// in the order of their keys, a bounded page at a time.
const openSubjects = (
  keys: string,
) => `select k.subject_key, k.source_ids, k.unclaimed,
            d.entity_ref, coalesce(d.claimed, false) as claimed, d.decided_at
       from (select subject_key, array_agg(distinct source_id) as source_ids,
                    bool_or(unclaimed) as unclaimed
               from ((select subject_key, source_id, true as unclaimed
                        from unclaimed_subject where ${keys})
                     union all
                     (select subject_key, source_id, false
                        from subject_decision where ${keys})) as both_kinds
              group by subject_key) as k
       left join subject_decision d on d.subject_key = k.subject_key
      order by k.subject_key`;

/** The next subjects after a key. */
export async function readOpenSubjects(
  knex: Knex,
  page: { after: string; limit: number },
): Promise<OpenSubject[]> {
  const { rows } = await knex.raw<{ rows: OpenSubject[] }>(
    openSubjects(
      `subject_key in (
         (select distinct subject_key from unclaimed_subject
           where subject_key > :after order by 1 limit :limit)
         union
         (select subject_key from subject_decision
           where subject_key > :after order by 1 limit :limit)
         order by 1 limit :limit)`,
    ),
    page,
  );
  return rows;
}

/** The same for some keys, as they are now. */
export async function rereadOpenSubjects(
  tx: Knex.Transaction,
  subjectKeys: readonly string[],
): Promise<OpenSubject[]> {
  const { rows } = await tx.raw<{ rows: OpenSubject[] }>(
    openSubjects('subject_key = any (:keys)'),
    { keys: [...subjectKeys] },
  );
  return rows;
}

/** Notes what the catalog says now and that consumers are told of it. */
export async function writeDecisions(
  tx: Knex.Transaction,
  decisions: readonly NewDecision[],
): Promise<void> {
  await tx.raw(
    `insert into subject_decision as d
       (subject_key, source_id, entity_ref, claimed, decided_at)
     select k, s, e, true, clock_timestamp()
       from unnest(?::text[], ?::text[], ?::text[]) as u (k, s, e)
     on conflict (subject_key) do update set
       source_id = excluded.source_id, entity_ref = excluded.entity_ref,
       claimed = true, decided_at = excluded.decided_at`,
    [
      column(decisions, row => row.subjectKey),
      column(decisions, row => row.source),
      column(decisions, row => row.entityRef),
    ],
  );
}

/** Keys of one project about which something was decided. */
export async function decidedKeysOf(
  tx: Knex.Transaction,
  projectKey: string,
): Promise<string[]> {
  const { rows } = await tx.raw<{ rows: { subject_key: string }[] }>(
    `select subject_key from subject_decision
      where subject_key = ? or starts_with(subject_key, ?)`,
    [projectKey, `${projectKey}#`],
  );
  return rows.map(row => row.subject_key);
}

/**
 * Leaves subjects to a person's word.
 * @returns the keys of which consumers had been told.
 */
export async function releaseDecisions(
  tx: Knex.Transaction,
  subjectKeys: readonly string[],
): Promise<string[]> {
  const { rows } = await tx.raw<{ rows: { subject_key: string }[] }>(
    `with before as (
       select subject_key, claimed from subject_decision
        where subject_key = any (?) for update)
     update subject_decision d
        set entity_ref = null, claimed = false, decided_at = clock_timestamp()
       from before where before.subject_key = d.subject_key
     returning case when before.claimed then d.subject_key end as subject_key`,
    [[...subjectKeys]],
  );
  return rows.flatMap(row => row.subject_key ?? []).sort();
}
