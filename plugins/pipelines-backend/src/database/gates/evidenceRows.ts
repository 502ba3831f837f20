import { Knex } from 'knex';
import { z } from 'zod';
import { arrayLiteral } from '../writeRows';

const evidenceKinds = [
  'run',
  'stage',
  'job',
  'deployment',
  'report',
  'scan_report',
  'scan',
] as const;

/** What evidence there is; a `scan` is a `scan_report` that was counted. */
export type EvidenceKind = (typeof evidenceKinds)[number];

/** What a source said of a commit, for the entity it may speak for. */
export interface EvidenceRow {
  entityRef: string;
  kind: EvidenceKind;
  key: string;
  sha: string | null;
  instance: string;
  runExternalId: string | null;
  /** How far it has come; it only ever rises. */
  rank: number;
  observedAt: string;
  position: string;
  facts: object;
}

/** Somebody who had a part in a commit. */
export interface AuthorRow {
  sha: string;
  login: string;
  /** '' when the event had no entity. */
  entityRef: string;
  name: string | null;
  email: string | null;
}

const further = `(t.rank, t.observed_at, t.position)
  < (excluded.rank, excluded.observed_at, excluded.position)`;

/**
 * Writes evidence by its key; what is further, else observed later, else later
 * in the log stays; a commit that only a lesser report names is kept. Rows are
 * distinct by key.
 */
export async function upsertEvidence(
  tx: Knex,
  rows: readonly EvidenceRow[],
): Promise<void> {
  if (rows.length === 0) return;
  const list = <K extends keyof EvidenceRow>(name: K) =>
    arrayLiteral(rows.map(row => row[name] as string | number | null));
  await tx.raw(
    `INSERT INTO gate_evidence AS t (entity_ref, kind, key, sha, instance,
       run_external_id, rank, observed_at, position, facts)
     SELECT * FROM ROWS FROM (unnest(?::text[], ?::text[], ?::text[], ?::text[],
       ?::text[], ?::text[], ?::smallint[], ?::timestamptz[], ?::bigint[]),
       jsonb_array_elements(?::jsonb))
     ON CONFLICT (entity_ref, kind, key) DO UPDATE SET
       sha = CASE WHEN ${further} THEN coalesce(excluded.sha, t.sha)
         ELSE coalesce(t.sha, excluded.sha) END,
       ${[
         'instance',
         'run_external_id',
         'rank',
         'observed_at',
         'position',
         'facts',
       ]
         .map(
           name =>
             `${name} = CASE WHEN ${further} THEN excluded.${name} ELSE t.${name} END`,
         )
         .join(',\n       ')}
     WHERE ${further} OR (t.sha IS NULL AND excluded.sha IS NOT NULL)`,
    [
      list('entityRef'),
      list('kind'),
      list('key'),
      list('sha'),
      list('instance'),
      list('runExternalId'),
      list('rank'),
      list('observedAt'),
      list('position'),
      JSON.stringify(rows.map(row => row.facts)),
    ],
  );
}

/** Files authors; who is known stays as first told. Rows are distinct by key. */
export async function insertAuthors(
  tx: Knex,
  rows: readonly AuthorRow[],
): Promise<void> {
  if (rows.length === 0) return;
  await tx.raw(
    `INSERT INTO gate_author AS t (sha, login, entity_ref, name, email)
     SELECT * FROM unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[])
     ON CONFLICT (sha, login, entity_ref) DO UPDATE SET
       name = coalesce(t.name, excluded.name),
       email = coalesce(t.email, excluded.email)
     WHERE t.name IS NULL OR t.email IS NULL`,
    [
      arrayLiteral(rows.map(row => row.sha)),
      arrayLiteral(rows.map(row => row.login)),
      arrayLiteral(rows.map(row => row.entityRef)),
      arrayLiteral(rows.map(row => row.name)),
      arrayLiteral(rows.map(row => row.email)),
    ],
  );
}

const storedSchema = z.object({
  kind: z.enum(evidenceKinds),
  position: z.string(),
  observed_at: z.date(),
  facts: z.record(z.string(), z.unknown()),
});

/** @see loadEvidence */
export type StoredEvidence = z.infer<typeof storedSchema>;

/** What is known of a commit; jobs that name no commit come by their run. */
export async function loadEvidence(
  knex: Knex,
  question: { entityRef: string; commit: string; kinds: readonly string[] },
): Promise<StoredEvidence[]> {
  const { rows } = await knex.raw<{ rows: unknown[] }>(
    `SELECT kind, position::text, observed_at, facts FROM gate_evidence
     WHERE entity_ref = :entityRef AND sha = :commit AND kind = ANY(:kinds::text[])
     UNION ALL
     SELECT e.kind, e.position::text, e.observed_at, e.facts
     FROM (SELECT DISTINCT instance, run_external_id FROM gate_evidence
           WHERE entity_ref = :entityRef AND sha = :commit AND kind = 'run') r
     JOIN gate_evidence e ON e.entity_ref = :entityRef AND e.sha IS NULL
       AND e.instance = r.instance AND e.run_external_id = r.run_external_id
     WHERE e.kind = ANY(:kinds::text[])
     LIMIT 20000`,
    {
      entityRef: question.entityRef,
      commit: question.commit,
      kinds: arrayLiteral(question.kinds),
    },
  );
  return z.array(storedSchema).parse(rows);
}

const authorSchema = z.object({
  login: z.string(),
  entity_ref: z.string(),
  name: z.string().nullable(),
  email: z.string().nullable(),
});

/** Who had a part in a commit, whoever told it. */
export async function loadAuthors(
  knex: Knex,
  commit: string,
): Promise<z.infer<typeof authorSchema>[]> {
  const { rows } = await knex.raw<{ rows: unknown[] }>(
    `SELECT login, entity_ref, name, email FROM gate_author WHERE sha = ?
     ORDER BY login LIMIT 200`,
    [commit],
  );
  return z.array(authorSchema).parse(rows);
}

/** How far a consumer has read, from its own tables: as true as they are. */
export async function loadPosition(
  knex: Knex,
  consumer: string,
): Promise<string> {
  const { rows } = await knex.raw<{ rows: { position: string }[] }>(
    'SELECT position::text FROM log_position WHERE consumer = ?',
    [consumer],
  );
  return rows[0]?.position ?? '0';
}
