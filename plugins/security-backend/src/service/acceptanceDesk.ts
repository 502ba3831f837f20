import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { InputError, NotAllowedError, NotFoundError } from '@backstage/errors';
import { PolicyDecision } from '@backstage/plugin-permission-common';
import { decodeCursor, encodeCursor } from '@quarterdeck/plugin-portal-common';
import {
  allOf,
  arrayLiteral,
  Condition,
  holds,
  inEntities,
  where,
} from '@quarterdeck/plugin-portal-node';
import {
  Acceptance,
  acceptanceBodySchema,
  AcceptanceScope,
  acceptanceScopeSchema,
  packageKey,
  spellVulnerability,
} from '@quarterdeck/plugin-security-common';
import {
  AcceptanceRow,
  countAccepted,
  insertAcceptance,
  selectAcceptances,
  touchCovered,
  updateAcceptance,
} from '../database/acceptanceRows';
import { selectFindings } from '../database/findingRows';
import { decide, DecideDeps } from './decide';
import { endingDays } from './findingFilter';
import { AnswerOf, QueryOf } from './findingQuestions';
import { askedScans, Reader, seesAll } from './reader';
import { inSeen, seenEntities } from './seenFindings';
import { toCounts } from './severityCounts';

type Body = z.output<typeof acceptanceBodySchema>;

interface Covered {
  covers: AcceptanceRow['covers'];
  subjects: string[];
  title: string;
  entityRefs: string[] | null;
  tool?: string;
  path?: string;
  packageKey?: string;
}

/** A row from what a person sent. */
export function newAcceptance(
  body: Body,
  covered: Covered,
  by: { actor: string; at: Date; actionId: string | null },
): AcceptanceRow {
  return {
    id: randomUUID(),
    scope: body.scope,
    covers: covered.covers,
    subjects: covered.subjects,
    tool: covered.tool ?? null,
    path: covered.path ?? null,
    package_key: covered.packageKey ?? null,
    entity_refs: covered.entityRefs,
    title: covered.title.slice(0, 500),
    owner: body.owner,
    reason: body.reason,
    created_by: by.actor,
    created_at: by.at,
    expires_at: new Date(body.expiresAt),
    remind_days: [...new Set(body.remindDaysBefore)],
    reminded_days: [],
    action_id: by.actionId,
    ended_at: null,
    ended_by: null,
    end_reason: null,
  };
}

/** Who accepts, and whose risks they may accept. */
export interface Accepter {
  actor: string;
  read: PolicyDecision;
  decision: PolicyDecision;
}

const lower = (ref: string) => ref.toLocaleLowerCase('en-US');

function entitiesOf(
  reader: Reader,
  named: readonly string[],
  decision: PolicyDecision,
): string[] | null {
  if (named.length === 0) {
    if (seesAll(reader, decision)) return null;
    throw new NotAllowedError(
      'Only who may accept risks of every entity may do so for all. Name the entities.',
    );
  }
  const seen = seenEntities(reader.visible(decision));
  const refs = named.map(lower);
  const foreign = refs.find(ref => !holds(seen, ref));
  if (foreign) {
    throw new NotAllowedError(`You may not accept risks of ${foreign}.`);
  }
  return refs;
}

async function coveredBy(
  reader: Reader,
  scope: AcceptanceScope,
  accepter: Accepter,
): Promise<Covered> {
  switch (scope.of) {
    case 'finding': {
      const rows = await selectFindings(
        reader.knex,
        allOf([
          where(
            'f.finding_id = ANY(?::text[])',
            arrayLiteral(scope.findingIds),
          ),
          inSeen(
            { entity: 'f.entity_ref', severity: 'f.severity' },
            reader.visible(accepter.decision),
          ),
        ]),
        { order: 'f.finding_id', limit: 1000 },
      );
      if (rows.length < new Set(scope.findingIds).size) {
        throw new NotFoundError(
          '/scope/findingIds: some do not exist, or are not yours to accept.',
        );
      }
      return {
        covers: 'finding',
        subjects: [...new Set(rows.map(row => row.identity))],
        title: rows.length === 1 ? rows[0].title : `${rows.length} findings`,
        entityRefs: [...new Set(rows.map(row => row.entity_ref))],
      };
    }
    case 'rule':
      return {
        covers: 'rule',
        subjects: [scope.rule],
        title: `Rule ${scope.rule}`,
        entityRefs: entitiesOf(reader, scope.entities, accepter.decision),
        tool: scope.tool,
        path: scope.path,
      };
    default:
      return {
        covers: 'vulnerability',
        subjects: [spellVulnerability(scope.vulnerability)],
        title: scope.purl
          ? `${scope.vulnerability} in ${scope.purl}`
          : scope.vulnerability,
        entityRefs: entitiesOf(reader, scope.entities, accepter.decision),
        packageKey: scope.purl
          ? packageKey({ name: '', purl: scope.purl })
          : undefined,
      };
  }
}

/** The findings an acceptance is about. */
function coveredCondition(
  covered: Pick<
    AcceptanceRow,
    'covers' | 'subjects' | 'tool' | 'path' | 'package_key' | 'entity_refs'
  >,
): Condition {
  const subjects = arrayLiteral(covered.subjects);
  const parts: Condition[] = [];
  if (covered.covers === 'finding') {
    parts.push(
      where(
        `f.identity = ANY(?::text[]) OR (f.issue_key IS NOT NULL AND f.issue_key IN (
           SELECT m.issue_key FROM finding m WHERE m.identity = ANY(?::text[])))`,
        subjects,
        subjects,
      ),
    );
  } else if (covered.covers === 'rule') {
    parts.push(where('f.rule_id = ANY(?::text[])', subjects));
  } else {
    parts.push(
      where(
        `f.alias_key = ANY(?::text[]) OR f.alias_key IN (SELECT g.alias_key
           FROM alias_group g WHERE g.vulnerability_id = ANY(?::text[]))`,
        subjects,
        subjects,
      ),
    );
  }
  if (covered.entity_refs) {
    parts.push(
      where('f.entity_ref = ANY(?::text[])', arrayLiteral(covered.entity_refs)),
    );
  }
  if (covered.tool) parts.push(where('f.tool = ?', covered.tool));
  if (covered.path) parts.push(where('starts_with(f.path, ?)', covered.path));
  if (covered.package_key) {
    parts.push(
      where(
        `f.package_key = ? OR starts_with(f.package_key, ? || '@')`,
        covered.package_key,
        covered.package_key,
      ),
    );
  }
  return allOf(parts);
}

const dayMs = 86_400_000;

function stateOf(row: AcceptanceRow, now: Date): Acceptance['state'] {
  if (row.ended_at) return row.end_reason === 'expired' ? 'expired' : 'revoked';
  const left = row.expires_at.getTime() - now.getTime();
  if (left <= 0) return 'expired';
  return left < endingDays * dayMs ? 'ending' : 'active';
}

async function toAnswers(
  reader: Reader,
  rows: readonly AcceptanceRow[],
  decisions: { read: PolicyDecision; accept?: PolicyDecision },
): Promise<Acceptance[]> {
  const counted = await countAccepted(
    reader.knex,
    rows.map(({ id }) => id),
    inSeen(
      { entity: 'f.entity_ref', severity: 'f.severity' },
      reader.visible(decisions.read),
    ),
  );
  const now = reader.now();
  const may = decisions.accept
    ? seenEntities(reader.visible(decisions.accept))
    : undefined;
  return rows.map(row => {
    const own = counted.filter(one => one.acceptance_id === row.id);
    const state = stateOf(row, now);
    const next = row.remind_days
      .filter(days => !row.reminded_days.includes(days))
      .map(days => row.expires_at.getTime() - days * dayMs)
      .sort((a, b) => a - b)[0];
    return {
      id: row.id,
      scope: acceptanceScopeSchema.parse(row.scope),
      title: row.title,
      owner: row.owner,
      reason: row.reason,
      createdBy: row.created_by,
      createdAt: row.created_at.toISOString(),
      expiresAt: row.expires_at.toISOString(),
      state,
      endedAt: row.ended_at?.toISOString() ?? null,
      endedBy: row.ended_by,
      endReason: row.end_reason,
      nextReminderAt:
        row.ended_at || next === undefined
          ? null
          : new Date(next).toISOString(),
      findings: own.reduce((sum, { n }) => sum + n, 0),
      bySeverity: toCounts(own),
      entities: new Set(own.flatMap(({ entities }) => entities)).size,
      canRevoke:
        (state === 'active' || state === 'ending') &&
        may !== undefined &&
        (row.entity_refs
          ? row.entity_refs.every(ref => holds(may, ref))
          : may.kind === 'except' && may.refs.length === 0),
    };
  });
}

const visibleAcceptances = (reader: Reader, decision: PolicyDecision) => {
  const set = inEntities('e.ref', seenEntities(reader.visible(decision)));
  return where(
    `a.entity_refs IS NULL OR EXISTS (SELECT FROM unnest(a.entity_refs) e(ref) WHERE ${set.sql})`,
    ...set.bindings,
  );
};

const cursorSchema = z.tuple([z.string(), z.string()]);

/** Accepted risks, the next to end first. */
export async function answerListAcceptances(
  reader: Reader,
  query: QueryOf<'listAcceptances'>,
  decisions: { read: PolicyDecision; accept?: PolicyDecision },
): Promise<AnswerOf<'listAcceptances'>> {
  const now = reader.now().toISOString();
  const soon = new Date(reader.now().getTime() + endingDays * dayMs);
  const states: Record<Acceptance['state'], Condition> = {
    active: where(
      'a.ended_at IS NULL AND a.expires_at >= ?::timestamptz',
      soon.toISOString(),
    ),
    ending: where(
      'a.ended_at IS NULL AND a.expires_at > ?::timestamptz AND a.expires_at < ?::timestamptz',
      now,
      soon.toISOString(),
    ),
    expired: where(
      `a.end_reason = 'expired' OR (a.ended_at IS NULL AND a.expires_at <= ?::timestamptz)`,
      now,
    ),
    revoked: where(`a.ended_at IS NOT NULL AND a.end_reason <> 'expired'`),
  };
  const asked = query.state.map(state => states[state]);
  const entities = inEntities(
    'e.ref',
    askedScans(reader, { decision: decisions.read, ...query }),
  );
  const narrowed = Boolean(query.scope) || query.entity.length > 0;
  const condition = allOf([
    visibleAcceptances(reader, decisions.read),
    ...(narrowed
      ? [
          where(
            `EXISTS (SELECT FROM unnest(a.entity_refs) e(ref) WHERE ${entities.sql})`,
            ...entities.bindings,
          ),
        ]
      : []),
    ...(query.owner.length
      ? [where('a.owner = ANY(?::text[])', arrayLiteral(query.owner))]
      : []),
    ...(asked.length
      ? [
          {
            sql: asked.map(({ sql }) => `(${sql})`).join(' OR '),
            bindings: asked.flatMap(({ bindings }) => bindings),
          },
        ]
      : []),
  ]);
  const rows = await selectAcceptances(reader.knex, condition, {
    limit: query.limit + 1,
    cursor: query.cursor ? decodeCursor(query.cursor, cursorSchema) : undefined,
  });
  const shown = rows.slice(0, query.limit);
  const last = shown.at(-1);
  return {
    items: await toAnswers(reader, shown, decisions),
    nextCursor:
      last && rows.length > shown.length
        ? encodeCursor([last.expires_at.toISOString(), last.id])
        : null,
  };
}

async function findRow(
  reader: Reader,
  id: string,
  decision: PolicyDecision,
): Promise<AcceptanceRow> {
  const [row] = z.uuid().safeParse(id).success
    ? await selectAcceptances(
        reader.knex,
        allOf([
          where('a.id = ?::uuid', id),
          visibleAcceptances(reader, decision),
        ]),
        { limit: 1 },
      )
    : [];
  if (row) return row;
  throw new NotFoundError(
    'There is no such acceptance, or you may not see it.',
  );
}

/** One accepted risk. */
export async function answerGetAcceptance(
  reader: Reader,
  id: string,
  decisions: { read: PolicyDecision; accept?: PolicyDecision },
): Promise<Acceptance> {
  const row = await findRow(reader, id, decisions.read);
  const [answer] = await toAnswers(reader, [row], decisions);
  return answer;
}

/** Which findings an acceptance would cover. */
export async function previewAcceptance(
  reader: Reader,
  scope: AcceptanceScope,
  accepter: Accepter,
): Promise<AnswerOf<'previewAcceptance'>> {
  const covered = await coveredBy(reader, scope, accepter);
  const condition = allOf([
    coveredCondition({
      covers: covered.covers,
      subjects: covered.subjects,
      tool: covered.tool ?? null,
      path: covered.path ?? null,
      package_key: covered.packageKey ?? null,
      entity_refs: covered.entityRefs,
    }),
    where('f.is_open AND f.listed'),
    inSeen(
      { entity: 'f.entity_ref', severity: 'f.severity' },
      reader.visible(accepter.read),
    ),
  ]);
  const { rows } = await reader.knex.raw<{
    rows: { severity: string; n: number; refs: string[] }[];
  }>(
    `SELECT f.severity, count(*)::integer AS n, array_agg(DISTINCT f.entity_ref) AS refs
     FROM finding f WHERE ${condition.sql} GROUP BY 1`,
    condition.bindings,
  );
  return {
    findings: rows.reduce((sum, { n }) => sum + n, 0),
    bySeverity: toCounts(rows),
    entities: [...new Set(rows.flatMap(({ refs }) => refs))].sort(),
  };
}

/** Accepts a risk until a date. */
export async function createAcceptance(
  deps: DecideDeps,
  body: Body,
  accepter: Accepter,
): Promise<Acceptance> {
  const { reader } = deps;
  const at = reader.now();
  if (new Date(body.expiresAt) <= at) {
    throw new InputError('/expiresAt: the end must lie ahead.');
  }
  const covered = await coveredBy(reader, body.scope, accepter);
  const row = newAcceptance(body, covered, {
    actor: accepter.actor,
    at,
    actionId: null,
  });
  await decide(deps, {
    actor: accepter.actor,
    action: 'accept_risk',
    async write(tx) {
      await insertAcceptance(tx, row);
      return {
        identities: [],
        answer: undefined,
        audit: {
          actor: accepter.actor,
          action: 'risk.accept',
          target: row.id,
          details: {
            scope: body.scope,
            owner: body.owner,
            until: body.expiresAt,
          },
          reason: body.reason,
        },
      };
    },
    touch: tx => touchCovered(tx, coveredCondition(row)),
  });
  const [answer] = await toAnswers(reader, [row], {
    read: accepter.read,
    accept: accepter.decision,
  });
  return answer;
}

function demandOwn(
  reader: Reader,
  row: AcceptanceRow,
  decision: PolicyDecision,
): void {
  const may = seenEntities(reader.visible(decision));
  const own = row.entity_refs
    ? row.entity_refs.every(ref => holds(may, ref))
    : may.kind === 'except' && may.refs.length === 0;
  if (!own) {
    throw new NotAllowedError('It covers entities whose risks are not yours.');
  }
  if (row.ended_at) throw new InputError('The acceptance has ended already.');
}

/** Another end, with a reason. */
export async function extendAcceptance(
  deps: DecideDeps,
  id: string,
  body: Pick<Body, 'owner' | 'reason' | 'expiresAt'>,
  accepter: Accepter,
): Promise<Acceptance> {
  const { reader } = deps;
  const row = await findRow(reader, id, accepter.read);
  demandOwn(reader, row, accepter.decision);
  if (new Date(body.expiresAt) <= reader.now()) {
    throw new InputError('/expiresAt: the end must lie ahead.');
  }
  const change = {
    owner: body.owner,
    reason: body.reason,
    expires_at: new Date(body.expiresAt),
    reminded_days: [],
  };
  await reader.knex.transaction(async tx => {
    await updateAcceptance(tx, id, change);
    await deps.audit.record(
      {
        actor: accepter.actor,
        action: 'risk.extend',
        target: id,
        details: { from: row.expires_at.toISOString(), to: body.expiresAt },
        reason: body.reason,
      },
      tx,
    );
  });
  deps.changed();
  return answerGetAcceptance(reader, id, {
    read: accepter.read,
    accept: accepter.decision,
  });
}

/** Ends acceptances; their findings are open again. */
export async function endAcceptance(
  deps: DecideDeps,
  row: AcceptanceRow,
  by: { actor: string; reason: string; audited: string },
): Promise<void> {
  const at = deps.reader.now();
  await decide(deps, {
    actor: by.actor,
    action: 'acceptance_ended',
    async write(tx) {
      await updateAcceptance(tx, row.id, {
        ended_at: at,
        ended_by: by.actor,
        end_reason: by.reason,
      });
      return {
        identities: row.covers === 'finding' ? row.subjects : [],
        answer: undefined,
        audit: {
          actor: by.actor,
          action: by.audited,
          target: row.id,
          reason: by.reason,
        },
      };
    },
    touch: tx => touchCovered(tx, coveredCondition(row)),
  });
}

/** Ends it now. */
export async function revokeAcceptance(
  deps: DecideDeps,
  id: string,
  reason: string,
  accepter: Accepter,
): Promise<Acceptance> {
  const row = await findRow(deps.reader, id, accepter.read);
  demandOwn(deps.reader, row, accepter.decision);
  await endAcceptance(deps, row, {
    actor: accepter.actor,
    reason,
    audited: 'risk.revoke',
  });
  return answerGetAcceptance(deps.reader, id, {
    read: accepter.read,
    accept: accepter.decision,
  });
}
