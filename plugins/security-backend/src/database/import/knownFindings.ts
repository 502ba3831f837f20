import { Knex } from 'knex';
import { arrayLiteral } from '@quarterdeck/plugin-portal-node';
import { ScanKind, scanKinds } from '@quarterdeck/plugin-ingest-common';
import { identityVersion } from '@quarterdeck/plugin-security-common';

/** What is known of findings that a record only confirms. */
export interface PlainFindings {
  kind: ScanKind;
  /** How often each stands in its report. */
  occurrences: number;
  /** Of those that the report has told already; undefined: these are told. */
  told: PlainFindings | undefined;
}

/** By what the records of a key are known again, word for word. */
export interface KnownFindings {
  /** Findings the key has, fixed ones too. */
  count: number;
  /** Those of them that a record only confirms, by their hash. */
  plain: Map<string, PlainFindings>;
  /** Of those that are looked at one by one: fixed, missing before, or twice there. */
  others: Set<string>;
  /** What scans have now, by severity; undefined: too many to be read here. */
  before: Record<string, number> | undefined;
}

/** Hashes one import keeps in memory at most: some fifty megabytes. */
const mostKnown = 500_000;
const hashLength = 32;

interface KnownGroup {
  severity: string | null;
  kind: string;
  current: boolean;
  plain: boolean;
  occurrences: number;
  n: number;
  hashes: string;
}

/** What a person called fixed is looked at one by one. */
const calledFixed = `SELECT d.identity FROM finding_decision d
  WHERE d.action = 'state' AND d.after->>'state' = 'fixed'`;

function plainGroup(
  name: string,
  occurrences: number,
): PlainFindings | undefined {
  const kind = scanKinds.find(one => one === name);
  if (!kind) return undefined;
  return {
    kind,
    occurrences,
    told: { kind, occurrences, told: undefined },
  };
}

/**
 * Reads by what a key's findings are known, in one pass over them. Those with keys
 * of an older version are read whole: they get the keys of now.
 */
export async function loadKnown(
  tx: Knex,
  targetKey: string,
): Promise<KnownFindings> {
  const { rows } = await tx.raw<{ rows: KnownGroup[] }>(
    `SELECT CASE WHEN f.scan_state = 'open' AND f.source_suppressed IS NULL
         THEN f.scan_severity END AS severity,
       f.identity_version = :identityVersion AS current,
       f.scan_state = 'open' AND NOT f.pending_close AND f.last_seen_at IS NULL
         AND f.identity NOT IN (${calledFixed}) AS plain,
       f.occurrences, f.kind, count(*)::integer AS n, string_agg(f.content_hash, '') AS hashes
     FROM (SELECT * FROM finding WHERE target_key = :targetKey LIMIT :most) f
     GROUP BY 1, 2, 3, 4, 5`,
    { targetKey, identityVersion, most: mostKnown + 1 },
  );
  const known: KnownFindings = {
    count: rows.reduce((sum, { n }) => sum + n, 0),
    plain: new Map(),
    others: new Set(),
    before: {},
  };
  const tooMany = known.count > mostKnown;
  if (tooMany) known.before = undefined;
  for (const {
    severity,
    current,
    plain,
    occurrences,
    n,
    hashes,
    kind,
  } of rows) {
    if (known.before && severity !== null) {
      known.before[severity] = (known.before[severity] ?? 0) + n;
    }
    if (!current) continue;
    const group = plainGroup(kind, occurrences);
    for (let at = 0; at < hashes.length; at += hashLength) {
      const hash = hashes.slice(at, at + hashLength);
      const twice = known.plain.delete(hash) || known.others.has(hash);
      if (group && plain && !twice && !tooMany) known.plain.set(hash, group);
      else known.others.add(hash);
    }
  }
  return known;
}

/** A record that is known word for word, and how often the report has it. */
export interface KnownRow {
  n: number;
  contentHash: string;
  occurrences: number;
}

/** Places of records that stand for findings nothing else is known of; no report is as long. */
const farPlaces = 1_000_000_000;

const restColumns = `finding_id, target_key, identity, identity_version, primary_key, drift_keys,
  ordinal, collapses, content_hash, occurrences, scan_state, pending_close,
  last_seen_at, first_seen_at, source_suppressed, suppressed_reason, reopened_position`;

/**
 * Copies the findings of a key that have to be looked at: all but those that a record
 * word for word confirms. Of a report that hardly changed these are few, and
 * everything that follows joins with them alone.
 * @param looked hashes of those; null: all
 * @returns how many of the others share a key with what the report tells anew, and
 * are looked at as well.
 */
export async function keepRest(
  tx: Knex,
  targetKey: string,
  looked: readonly string[] | null,
): Promise<number> {
  await tx.raw(
    `INSERT INTO scan_rest (${restColumns})
     SELECT ${restColumns} FROM finding
     WHERE target_key = ? AND (? OR identity_version <> ? OR content_hash = ANY(?::text[]))`,
    [targetKey, looked === null, identityVersion, arrayLiteral(looked ?? [])],
  );
  if (looked === null) return 0;
  const { rowCount } = await tx.raw<{ rowCount: number }>(
    `WITH mate AS (
       INSERT INTO scan_rest (${restColumns})
       SELECT ${restColumns} FROM finding f
       WHERE f.target_key = :targetKey AND f.primary_key = ANY(ARRAY(
           SELECT DISTINCT s.primary_key FROM scan_row s
           WHERE s.target_key = :targetKey AND s.told))
         AND f.finding_id NOT IN (SELECT r.finding_id FROM scan_rest r
           WHERE r.target_key = :targetKey)
       RETURNING *
     )
     INSERT INTO scan_row (target_key, n, primary_key, collapses, content_hash,
       sort_key, occurrences, gone, suppressed, suppressed_reason, told, finding_id,
       changed, outcome)
     SELECT target_key, :farPlaces::integer + row_number() OVER (), primary_key, collapses,
       content_hash, '', occurrences, false, source_suppressed, suppressed_reason,
       false, finding_id, false, 'unchanged'
     FROM mate`,
    { targetKey, farPlaces },
  );
  return rowCount;
}

/**
 * Stages what is known word for word and has to be looked at. Its finding is found
 * by the hash alone, so nothing else is read of it.
 */
export async function stageKnownRows(
  tx: Knex,
  targetKey: string,
  rows: readonly KnownRow[],
): Promise<void> {
  if (rows.length === 0) return;
  await tx.raw(
    `INSERT INTO scan_row (target_key, n, primary_key, collapses, content_hash,
       sort_key, occurrences, gone, suppressed, suppressed_reason, told, finding_id,
       changed, outcome)
     SELECT f.target_key, s.n, f.primary_key, f.collapses, s.hash, '',
       s.occurrences, false, f.source_suppressed, f.suppressed_reason, false,
       f.finding_id, false,
       CASE WHEN f.scan_state = 'open' AND f.occurrences = s.occurrences
         AND f.identity NOT IN (${calledFixed}) THEN 'unchanged' END
     FROM unnest(?::integer[], ?::text[], ?::integer[]) AS s(n, hash, occurrences)
     JOIN (SELECT DISTINCT ON (content_hash) * FROM scan_rest
       WHERE target_key = ? ORDER BY content_hash, scan_state = 'fixed', finding_id) f
       ON f.content_hash = s.hash`,
    [
      arrayLiteral(rows.map(row => row.n)),
      arrayLiteral(rows.map(row => row.contentHash)),
      arrayLiteral(rows.map(row => row.occurrences)),
      targetKey,
    ],
  );
}
