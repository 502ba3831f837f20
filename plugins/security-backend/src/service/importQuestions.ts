import { z } from 'zod';
import { InputError, NotAllowedError, NotFoundError } from '@backstage/errors';
import { PolicyDecision } from '@backstage/plugin-permission-common';
import {
  decodeCursor,
  encodeCursor,
  resolveTime,
} from '@quarterdeck/plugin-portal-common';
import {
  allOf,
  arrayLiteral,
  holds,
  inEntities,
  oneOf,
  where,
} from '@quarterdeck/plugin-portal-node';
import {
  Coverage,
  findingKinds,
  FindingKind,
  ScanImport,
} from '@quarterdeck/plugin-security-common';
import { selectFindings } from '../database/findingRows';
import {
  closeHeld,
  CoverageRow,
  ImportAnswerRow,
  loadCoverage,
  selectImportOutcomes,
  selectImports,
} from '../database/importRows';
import { decide, DecideDeps } from './decide';
import { toSummary } from './findingAnswers';
import { AnswerOf, QueryOf } from './findingQuestions';
import { toChanges } from './historyQuestion';
import { scannable } from './knowledge';
import { askedScans, Reader } from './reader';
import { inSeen, seenEntities } from './seenFindings';
import { storedCounts } from './severityCounts';

function notClosing(row: ImportAnswerRow): ScanImport['notClosing'] {
  if (row.outdated) return 'older_than_last';
  if (row.status === 'failed') return 'failed';
  if (row.status === 'partial') {
    return row.rejected > 0 ? 'rejected_records' : 'partial';
  }
  if (!row.close_old) return 'close_old_off';
  return row.held ? 'drop_guard' : null;
}

/** An import as it is answered. */
export function toImport(row: ImportAnswerRow): ScanImport {
  return {
    id: row.import_id,
    entityRef: row.entity_ref,
    tool: row.tool,
    toolVersion: row.tool_version,
    kinds: row.kinds,
    category: row.category,
    scope: row.scope || null,
    ref: row.branch || null,
    environment: row.environment || null,
    commit: row.commit_sha,
    format: row.format,
    status: row.status,
    statusReason: row.reason,
    scannedAt: row.scanned_at.toISOString(),
    receivedAt: row.received_at.toISOString(),
    counters: {
      created: row.created,
      updated: row.updated,
      unchanged: row.unchanged,
      fixed: row.fixed,
      reopened: row.reopened,
      suppressed: row.suppressed,
      rejected: row.rejected,
      pendingClose: row.pending_close,
    },
    before: storedCounts(row.before_counts),
    after: storedCounts(row.after_counts),
    notClosing: notClosing(row),
    outdated: row.outdated,
    run:
      row.run_instance && row.run_external_id
        ? {
            instance: row.run_instance,
            externalId: row.run_external_id,
            url: null,
          }
        : null,
  };
}

const cursorSchema = z.tuple([z.string(), z.string()]);

/** Reports taken in, newest first. */
export async function answerListImports(
  reader: Reader,
  query: QueryOf<'listImports'>,
  decision: PolicyDecision,
): Promise<AnswerOf<'listImports'>> {
  const now = reader.now();
  const time = (text: string | undefined) =>
    text === undefined ? undefined : resolveTime(text, now).toISOString();
  const [from, to] = [time(query.from), time(query.to)];
  const rows = await selectImports(
    reader.knex,
    allOf(
      [
        inEntities('i.entity_ref', askedScans(reader, { decision, ...query })),
        oneOf('t.tool', query.tool),
        query.kind.length
          ? where('t.kinds && ?::text[]', arrayLiteral(query.kind))
          : undefined,
        oneOf('t.branch', query.ref),
        query.commit
          ? where('i.commit_sha = ?', query.commit.toLocaleLowerCase('en-US'))
          : undefined,
        oneOf('i.status', query.status),
        from ? where('i.scanned_at >= ?::timestamptz', from) : undefined,
        to ? where('i.scanned_at < ?::timestamptz', to) : undefined,
        query.pendingClose
          ? where('i.import_id = t.import_id AND t.held > 0')
          : undefined,
      ].filter(part => part !== undefined),
    ),
    {
      limit: query.limit + 1,
      cursor: query.cursor
        ? decodeCursor(query.cursor, cursorSchema)
        : undefined,
    },
  );
  const shown = rows.slice(0, query.limit);
  const last = shown.at(-1);
  return {
    items: shown.map(toImport),
    nextCursor:
      last && rows.length > shown.length
        ? encodeCursor([last.scanned_at.toISOString(), last.import_id])
        : null,
  };
}

async function findImport(
  reader: Reader,
  id: string,
  decision: PolicyDecision,
): Promise<ImportAnswerRow> {
  const [row] = await selectImports(
    reader.knex,
    allOf([
      where('i.import_id = ?', id),
      inEntities('i.entity_ref', seenEntities(reader.visible(decision))),
    ]),
    { limit: 1 },
  );
  if (row) return row;
  throw new NotFoundError('There is no such import, or you may not see it.');
}

/** One import with its counters. */
export async function answerGetImport(
  reader: Reader,
  id: string,
  decision: PolicyDecision,
): Promise<AnswerOf<'getImport'>> {
  const row = await findImport(reader, id, decision);
  const beside = async (sign: '<' | '>') => {
    const { rows } = await reader.knex.raw<{ rows: { import_id: string }[] }>(
      `SELECT import_id FROM scan_import WHERE target_key = ?
         AND (scanned_at, position) ${sign} (?, ?::bigint)
       ORDER BY scanned_at ${sign === '<' ? 'DESC' : 'ASC'},
         position ${sign === '<' ? 'DESC' : 'ASC'} LIMIT 1`,
      [row.target_key, row.scanned_at, row.position],
    );
    return rows[0]?.import_id ?? null;
  };
  const [previousId, nextId] = [await beside('<'), await beside('>')];
  return {
    ...toImport(row),
    previousId,
    nextId,
    // The door keeps the sentences; the first of them is the import's reason.
    rejects:
      row.rejected > 0 && row.reason
        ? [{ path: '/', message: row.reason }]
        : [],
  };
}

/** What an import did to which finding. */
export async function answerImportFindings(
  reader: Reader,
  id: string,
  query: QueryOf<'importFindings'>,
  decision: PolicyDecision,
): Promise<AnswerOf<'importFindings'>> {
  await findImport(reader, id, decision);
  const touched = await selectImportOutcomes(reader.knex, id, {
    limit: query.limit + 1,
    outcomes: query.outcome,
    after: query.cursor
      ? decodeCursor(query.cursor, z.tuple([z.string()]))[0]
      : undefined,
  });
  const shown = touched.slice(0, query.limit);
  const rows = await selectFindings(
    reader.knex,
    allOf([
      where(
        'f.finding_id = ANY(?::text[])',
        arrayLiteral(shown.map(one => one.finding_id)),
      ),
      inSeen(
        { entity: 'f.entity_ref', severity: 'f.severity' },
        reader.visible(decision),
      ),
    ]),
    { order: 'f.finding_id', limit: query.limit },
  );
  const byId = new Map(rows.map(row => [row.finding_id, row]));
  const last = shown.at(-1);
  return {
    items: shown.flatMap(one => {
      const row = byId.get(one.finding_id);
      if (!row) return [];
      return {
        outcome: one.outcome,
        finding: toSummary(reader, row),
        changes: toChanges(one.details),
      };
    }),
    nextCursor:
      last && touched.length > shown.length
        ? encodeCursor([last.finding_id])
        : null,
  };
}

/** Says that what vanished is really gone. */
export async function confirmClose(
  deps: DecideDeps,
  id: string,
  reason: string,
  caller: { actor: string; read: PolicyDecision; decision: PolicyDecision },
): Promise<ScanImport> {
  const { reader } = deps;
  const row = await findImport(reader, id, caller.read);
  if (!holds(seenEntities(reader.visible(caller.decision)), row.entity_ref)) {
    throw new NotAllowedError('You may not change findings of this entity.');
  }
  if (!row.held) throw new InputError('This import holds nothing back.');
  await decide(deps, {
    actor: caller.actor,
    action: 'confirm_close',
    async write(tx, position) {
      await closeHeld(tx, row.target_key, {
        at: reader.now(),
        position,
        importId: id,
      });
      return {
        identities: [],
        answer: undefined,
        audit: {
          actor: caller.actor,
          action: 'import.confirm-close',
          target: id,
          reason,
        },
      };
    },
  });
  return toImport(await findImport(reader, id, caller.read));
}

const dayS = 86_400;
/** Kinds every component is expected to be scanned for. */
const expected: readonly FindingKind[] = ['sast', 'dependency', 'secret'];

function coverageKind(
  reader: Reader,
  kind: FindingKind,
  row: CoverageRow | undefined,
): Coverage['kinds'][number] {
  const now = reader.now().getTime();
  const age = row?.complete_at
    ? Math.max(0, Math.round((now - row.complete_at.getTime()) / 1000))
    : null;
  const fresh = age !== null && age <= reader.freshForSeconds;
  let state: Coverage['kinds'][number]['state'] = 'never_scanned';
  if (row?.incomplete || (row && age === null)) state = 'incomplete';
  else if (row) state = fresh ? 'fresh' : 'stale';
  return {
    kind,
    state,
    tools: row?.tools ?? [],
    lastScanAt: row?.scanned_at.toISOString() ?? null,
    lastCompleteAt: row?.complete_at?.toISOString() ?? null,
    ageSeconds: age,
    maxAgeSeconds: reader.freshForSeconds,
    importId: row?.import_id ?? null,
    run:
      row?.run_instance && row.run_external_id
        ? {
            instance: row.run_instance,
            externalId: row.run_external_id,
            url: null,
          }
        : null,
    stage: null,
    open: row?.open ?? 0,
  };
}

/** Scans of entities, kind by kind. */
export async function coverageOf(
  reader: Reader,
  refs: readonly string[],
): Promise<Coverage[]> {
  const rows = await loadCoverage(reader.knex, refs);
  const caught = await firstCaught(reader, refs);
  return refs.map(ref => {
    const own = rows.filter(row => row.entity_ref === ref);
    const kinds = findingKinds
      .filter(
        kind => expected.includes(kind) || own.some(row => row.kind === kind),
      )
      .map(kind =>
        coverageKind(
          reader,
          kind,
          own.find(row => row.kind === kind),
        ),
      );
    const required = kinds.filter(({ kind }) => expected.includes(kind));
    return {
      entityRef: ref,
      required: [...expected],
      kinds,
      firstCaught: caught.get(ref) ?? [],
      coveredRatio:
        required.filter(({ state }) => state === 'fresh').length /
        required.length,
    };
  });
}

/** In which stage findings were caught first: on a branch, on the default branch, in an environment. */
async function firstCaught(
  reader: Reader,
  refs: readonly string[],
): Promise<Map<string, Coverage['firstCaught']>> {
  const since = new Date(reader.now().getTime() - 90 * dayS * 1000);
  const { rows } = await reader.knex.raw<{
    rows: { entity_ref: string; stage: string; n: number }[];
  }>(
    `SELECT entity_ref, stage, count(*)::integer AS n FROM (
       SELECT DISTINCT ON (entity_ref, identity) entity_ref,
         CASE WHEN environment <> '' THEN environment
           WHEN on_default THEN 'default branch' ELSE 'branch' END AS stage
       FROM finding WHERE entity_ref = ANY(?::text[]) AND first_seen_at >= ?
       ORDER BY entity_ref, identity, first_seen_at, on_default) f
     GROUP BY 1, 2 ORDER BY 3 DESC`,
    [arrayLiteral(refs), since],
  );
  const caught = new Map<string, Coverage['firstCaught']>();
  for (const { entity_ref, stage, n } of rows) {
    caught.set(entity_ref, [
      ...(caught.get(entity_ref) ?? []),
      { stage, count: n },
    ]);
  }
  return caught;
}

/** Which scans every entity has, how fresh, in which stage. */
export async function answerListCoverage(
  reader: Reader,
  query: QueryOf<'listCoverage'>,
  decision: PolicyDecision,
): Promise<AnswerOf<'listCoverage'>> {
  const asked = askedScans(reader, { decision, ...query });
  const { rows } = await reader.knex.raw<{ rows: { entity_ref: string }[] }>(
    'SELECT DISTINCT entity_ref FROM scan_target',
  );
  const after = query.cursor
    ? decodeCursor(query.cursor, z.tuple([z.string()]))[0]
    : '';
  const refs = [
    ...new Set([
      ...scannable(reader, asked),
      ...rows.map(row => row.entity_ref).filter(ref => holds(asked, ref)),
    ]),
  ]
    .filter(ref => ref > after)
    .sort();
  const items: Coverage[] = [];
  let at = 0;
  while (at < refs.length && items.length <= query.limit) {
    const part = refs.slice(at, at + query.limit + 1);
    at += part.length;
    items.push(
      ...(await coverageOf(reader, part)).filter(
        one =>
          (query.kind.length === 0 ||
            one.kinds.some(({ kind }) => query.kind.includes(kind))) &&
          (query.state.length === 0 ||
            one.kinds.some(
              ({ kind, state }) =>
                one.required.includes(kind) && query.state.includes(state),
            )),
      ),
    );
  }
  const shown = items.slice(0, query.limit);
  const last = shown.at(-1);
  return {
    items: shown,
    nextCursor:
      last && items.length > shown.length
        ? encodeCursor([last.entityRef])
        : null,
  };
}
