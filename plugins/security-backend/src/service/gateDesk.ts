import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import {
  InputError,
  NotAllowedError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';
import { PolicyDecision } from '@backstage/plugin-permission-common';
import {
  comparePositions,
  EventLogAdminService,
} from '@quarterdeck/plugin-ingest-node';
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
  evaluateSecurityGate,
  GateEvaluation,
  gateEvaluationSchema,
  GateInput,
  GatePolicy,
  gatePolicySchema,
  gateQuestionSchema,
  GateResult,
  policyBodySchema,
  securityContract,
  StoredPolicy,
} from '@quarterdeck/plugin-security-common';
import { selectFindings } from '../database/findingRows';
import { readPosition } from '../database/freshness';
import {
  endPolicy,
  EvaluationRow,
  loadBaseline,
  loadGateDetails,
  loadGateScans,
  loadPolicies,
  loadPolicyVersions,
  PolicyRow,
  saveEvaluation,
  saveOverride,
  savePolicy,
  selectEvaluations,
} from '../database/gateRows';
import { loadGateComponents } from '../database/gateComponents';
import { DecideDeps } from './decide';
import { AnswerOf, QueryOf } from './findingQuestions';
import { scannable } from './knowledge';
import { askedScans, Reader, seesAll } from './reader';
import { seenEntities } from './seenFindings';

/** What gates are decided with. */
export interface GateDeskDeps extends DecideDeps {
  logAdmin: Pick<EventLogAdminService, 'horizon'>;
  /** Longest time the tables may take to come up with the log. */
  catchUpMs: number;
}

type Question = z.output<typeof gateQuestionSchema>;

const lookAgainMs = 20;
const mostFindings = 20_000;

/** Waits until everything that was committed when this was asked is in the tables. */
async function catchUp(deps: GateDeskDeps): Promise<string> {
  const needed = await deps.logAdmin.horizon();
  const deadline = Date.now() + deps.catchUpMs;
  for (;;) {
    const position = await readPosition(deps.reader.knex);
    if (comparePositions(position, needed) >= 0) return needed;
    if (Date.now() >= deadline) {
      throw new ServiceUnavailableError(
        'Scans that came in are not counted yet. Ask again in a moment.',
      );
    }
    await sleep(lookAgainMs);
  }
}

const scopes: readonly PolicyRow['scope'][] = [
  'entity',
  'system',
  'domain',
  'all',
];

interface Effective {
  from: 'entity' | 'system' | 'domain' | 'all' | 'default';
  stored: PolicyRow | null;
  policy: GatePolicy;
}

/** The policy that counts: the narrowest that names the environment, else every environment. */
export function effectivePolicy(
  { index }: Pick<Reader, 'index'>,
  policies: readonly PolicyRow[],
  entityRef: string,
  environment: string | undefined,
): Effective {
  const entity = index.get(entityRef);
  const refOf: Record<PolicyRow['scope'], string | null | undefined> = {
    entity: entityRef,
    system: entity?.system,
    domain: entity?.domain,
    all: null,
  };
  for (const scope of scopes) {
    const own = policies.filter(
      row =>
        row.scope === scope &&
        row.scope_ref === refOf[scope] &&
        (row.environments.length === 0 ||
          (environment !== undefined &&
            row.environments.includes(environment))),
    );
    const found =
      own.find(({ environments }) => environments.length > 0) ?? own[0];
    if (found) return { from: scope, stored: found, policy: found.policy };
  }
  return { from: 'default', stored: null, policy: gatePolicySchema.parse({}) };
}

/** What the gate decides by, read from the tables. */
async function gateInput(
  reader: Reader,
  question: Question,
  policy: GatePolicy,
): Promise<GateInput> {
  const { knex } = reader;
  const { entity: entityRef } = question;
  const commit = question.commit?.toLocaleLowerCase('en-US') ?? null;
  const all = (await loadGateScans(knex, entityRef)).filter(
    scan =>
      scan.category !== 'sbom' &&
      (scan.environment === '' ||
        question.environment === undefined ||
        scan.environment === question.environment),
  );
  const ref = question.ref?.replace(/^refs\/(heads|tags)\//, '');
  const ofCommit = all.filter(
    scan => commit !== null && scan.commit_sha?.startsWith(commit),
  );
  const branches = new Set(
    ref === undefined ? ofCommit.map(({ branch }) => branch) : [ref],
  );
  const scans = all.filter(scan =>
    branches.size > 0 ? branches.has(scan.branch) : scan.on_default,
  );
  const details = await loadGateDetails(
    knex,
    scans.map(({ target_key }) => target_key),
  );
  const byId = new Map(details.map(one => [one.finding_id, one]));
  const rows = await selectFindings(
    knex,
    where(
      'f.finding_id = ANY(?::text[])',
      arrayLiteral(details.map(({ finding_id }) => finding_id)),
    ),
    { order: 'f.severity_rank, f.finding_id', limit: mostFindings },
  );
  const base = question.base?.toLocaleLowerCase('en-US');
  const lists = z.array(z.array(z.string())).catch([]);
  const words = z.array(z.string()).catch([]);
  return {
    policy,
    commit,
    now: reader.now(),
    baseline: base ? await loadBaseline(knex, entityRef, base) : null,
    components: policy.licences
      ? await loadGateComponents(knex, entityRef)
      : [],
    scans: scans.map(scan => ({
      kinds: scan.kinds,
      tool: scan.tool,
      importId: scan.import_id,
      scannedAt: scan.scanned_at,
      commit: scan.commit_sha,
      status: scan.status,
      rejected: scan.rejected,
      empty: false,
    })),
    findings: rows.map(row => {
      const more = byId.get(row.finding_id);
      return {
        id: row.finding_id,
        identity: row.identity,
        title: row.title,
        kind: row.kind,
        severity: row.severity,
        state: row.state,
        suppressedBy: row.suppressed_by,
        tool: row.tool,
        ruleId: row.rule_id,
        vulnerabilityIds: row.alias_key
          ? [
              row.alias_key,
              ...row.vulnerability_ids.filter(id => id !== row.alias_key),
            ]
          : row.vulnerability_ids,
        package: row.package_name
          ? {
              name: row.package_name,
              version: row.package_version,
              purl: row.purl,
              fixedVersions: row.fixed_version?.split(', ') ?? [],
              development: row.development,
              paths: lists.parse(more?.paths),
              licences: words.parse(more?.licences),
            }
          : null,
        path: row.path,
        line: row.line,
        firstSeenAt: row.first_seen_at,
        knownExploited: row.known_exploited,
        epss: row.epss,
        acceptance:
          more?.reason && more.expires_at
            ? { reason: more.reason, expiresAt: more.expires_at }
            : null,
      };
    }),
  };
}

function toEvaluation(row: EvaluationRow): GateEvaluation {
  return gateEvaluationSchema.parse({
    id: row.id,
    question: row.question,
    result: row.result,
    policy: row.policy,
    askedBy: row.asked_by,
    override: row.override ?? null,
  });
}

/** An entity that the caller may ask for. */
function demandEntity(
  reader: Reader,
  entity: string,
  decision: PolicyDecision,
): string {
  const entityRef = entity.toLocaleLowerCase('en-US');
  if (
    !reader.index.get(entityRef) ||
    !holds(seenEntities(reader.visible(decision)), entityRef)
  ) {
    throw new NotFoundError(
      `The catalog has no "${entity}", or you may not ask for it.`,
    );
  }
  return entityRef;
}

/** An override of the same commit that still holds. */
async function standingOverride(
  reader: Reader,
  question: Question,
): Promise<unknown> {
  if (!question.commit) return null;
  const rows = await selectEvaluations(
    reader.knex,
    where(
      `e.entity_ref = ? AND e.commit_sha = ? AND e.environment IS NOT DISTINCT FROM ?
       AND e.override IS NOT NULL AND (e.override->>'until')::timestamptz > ?::timestamptz`,
      question.entity,
      question.commit,
      question.environment ?? null,
      reader.now().toISOString(),
    ),
    { limit: 1 },
  );
  return rows[0]?.override ?? null;
}

/** May this ship? Decided by everything that came in before it was asked, and kept. */
export async function evaluateGate(
  deps: GateDeskDeps,
  asked: Question,
  caller: { actor: string; decision: PolicyDecision },
): Promise<GateEvaluation> {
  const { reader } = deps;
  const question = {
    ...asked,
    entity: demandEntity(reader, asked.entity, caller.decision),
    commit: asked.commit?.toLocaleLowerCase('en-US'),
  };
  const position = await catchUp(deps);
  const { from, stored, policy } = effectivePolicy(
    reader,
    await loadPolicies(reader.knex),
    question.entity,
    question.environment,
  );
  const result = evaluateSecurityGate(
    await gateInput(reader, question, policy),
  );
  const row: EvaluationRow = {
    id: randomUUID(),
    entity_ref: question.entity,
    commit_sha: question.commit ?? null,
    environment: question.environment ?? null,
    verdict: result.verdict,
    passed: result.passed,
    at: reader.now(),
    position,
    asked_by: caller.actor,
    question,
    result,
    policy: {
      from: stored ? `${from}: ${stored.name}` : from,
      version: stored?.version ?? 0,
      policy,
    },
    override: await standingOverride(reader, question),
  };
  await saveEvaluation(reader.knex, row);
  deps.changed();
  return toEvaluation(row);
}

const simulated = 50;

/** What if the policy were this? */
export async function simulateGate(
  reader: Reader,
  body: z.output<(typeof securityContract)['simulateSecurityGate']['body']>,
  decision: PolicyDecision,
): Promise<AnswerOf<'simulateSecurityGate'>> {
  const refs = scannable(
    reader,
    askedScans(reader, { decision, scope: body.scope, entity: body.entities }),
  ).sort();
  const policies = await loadPolicies(reader.knex);
  const items: AnswerOf<'simulateSecurityGate'>['items'] = [];
  for (const entity of refs.slice(0, simulated)) {
    const question = { entity, environment: body.environment };
    const { policy } = effectivePolicy(
      reader,
      policies,
      entity,
      body.environment,
    );
    const input = await gateInput(reader, question, policy);
    const result = evaluateSecurityGate({ ...input, policy: body.policy });
    items.push({
      entityRef: entity,
      now: evaluateSecurityGate(input).verdict,
      then: result.verdict,
      result,
    });
  }
  const passes = (verdict: GateResult['verdict']) =>
    verdict === 'pass' || verdict === 'warn';
  return {
    items,
    wouldFail: items.filter(({ then }) => !passes(then)).length,
    wouldPass: items.filter(({ then }) => passes(then)).length,
    capped: refs.length > simulated,
  };
}

/** Where each entity stands at the gate of each environment now. */
export async function answerGateMatrix(
  reader: Reader,
  query: QueryOf<'gateMatrix'>,
  decision: PolicyDecision,
): Promise<AnswerOf<'gateMatrix'>> {
  const after = query.cursor
    ? decodeCursor(query.cursor, z.tuple([z.string()]))[0]
    : '';
  const refs = scannable(reader, askedScans(reader, { decision, ...query }))
    .sort()
    .filter(ref => ref > after);
  const policies = await loadPolicies(reader.knex);
  const told = await reader.knex.raw<{ rows: { environment: string }[] }>(
    `SELECT DISTINCT environment FROM security_evaluation WHERE environment IS NOT NULL
     ORDER BY 1 LIMIT 20`,
  );
  const known = new Set([
    ...told.rows.map(({ environment }) => environment),
    ...policies.flatMap(({ environments }) => environments),
  ]);
  if (known.size === 0) known.add('production');
  const environments = [...known].filter(
    one => query.environment.length === 0 || query.environment.includes(one),
  );
  const page = refs.slice(0, query.limit);
  const last = await selectEvaluations(
    reader.knex,
    where(
      `e.id IN (SELECT DISTINCT ON (entity_ref, environment) id FROM security_evaluation
         WHERE entity_ref = ANY(?::text[]) ORDER BY entity_ref, environment, at DESC)`,
      arrayLiteral(page),
    ),
    { limit: 10_000 },
  );
  const items: AnswerOf<'gateMatrix'>['items'] = [];
  for (const entityRef of page) {
    const cells: AnswerOf<'gateMatrix'>['items'][number]['cells'] = [];
    for (const environment of environments) {
      const { policy } = effectivePolicy(
        reader,
        policies,
        entityRef,
        environment,
      );
      const result = evaluateSecurityGate(
        await gateInput(reader, { entity: entityRef, environment }, policy),
      );
      const kept = last.find(
        row => row.entity_ref === entityRef && row.environment === environment,
      );
      cells.push({
        entityRef,
        environment,
        verdict: result.verdict,
        reason: result.summary,
        evaluationId: kept?.id ?? null,
        at: kept?.at.toISOString() ?? null,
      });
    }
    if (
      query.verdict.length === 0 ||
      cells.some(({ verdict }) => query.verdict.includes(verdict))
    ) {
      items.push({ entityRef, cells });
    }
  }
  const end = page.at(-1);
  return {
    environments,
    items,
    nextCursor: end && refs.length > page.length ? encodeCursor([end]) : null,
  };
}

const cursorSchema = z.tuple([z.string(), z.string()]);

/** Decisions of the gate, newest first. */
export async function answerListEvaluations(
  reader: Reader,
  query: QueryOf<'listGateEvaluations'>,
  decision: PolicyDecision,
): Promise<AnswerOf<'listGateEvaluations'>> {
  const rows = await selectEvaluations(
    reader.knex,
    allOf(
      [
        inEntities('e.entity_ref', askedScans(reader, { decision, ...query })),
        query.commit
          ? where(
              'starts_with(e.commit_sha, ?)',
              query.commit.toLocaleLowerCase('en-US'),
            )
          : undefined,
        oneOf('e.environment', query.environment),
        oneOf('e.verdict', query.verdict),
        query.from
          ? where(
              'e.at >= ?::timestamptz',
              resolveTime(query.from, reader.now()).toISOString(),
            )
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
    items: shown.map(toEvaluation),
    nextCursor:
      last && rows.length > shown.length
        ? encodeCursor([last.at.toISOString(), last.id])
        : null,
  };
}

/** One decision of the gate. */
export async function findEvaluation(
  reader: Reader,
  id: string,
  decision: PolicyDecision,
): Promise<GateEvaluation> {
  const [row] = z.uuid().safeParse(id).success
    ? await selectEvaluations(
        reader.knex,
        allOf([
          where('e.id = ?::uuid', id),
          inEntities('e.entity_ref', seenEntities(reader.visible(decision))),
        ]),
        { limit: 1 },
      )
    : [];
  if (row) return toEvaluation(row);
  throw new NotFoundError('There is no such decision, or you may not see it.');
}

/** Lets a commit pass whatever was found. */
export async function overrideGate(
  { reader, audit, changed }: DecideDeps,
  id: string,
  body: { reason: string; until: string },
  caller: { actor: string; read: PolicyDecision; decision: PolicyDecision },
): Promise<GateEvaluation> {
  const found = await findEvaluation(reader, id, caller.read);
  const may = seenEntities(reader.visible(caller.decision));
  if (!holds(may, found.question.entity)) {
    throw new NotAllowedError('You may not override gates of this entity.');
  }
  const now = reader.now();
  if (new Date(body.until) <= now) {
    throw new InputError('/until: the end must lie ahead.');
  }
  const override = {
    by: caller.actor,
    at: now.toISOString(),
    reason: body.reason,
    until: new Date(body.until).toISOString(),
  };
  await reader.knex.transaction(async tx => {
    await saveOverride(tx, id, override);
    await audit.record(
      {
        actor: caller.actor,
        action: 'gate.override',
        target: id,
        details: { question: found.question, verdict: found.result.verdict },
        reason: body.reason,
      },
      tx,
    );
  });
  changed();
  return { ...found, override };
}

/** A policy as it is answered. */
export function toPolicy(row: PolicyRow): StoredPolicy {
  return {
    id: row.id,
    name: row.name,
    scope: row.scope,
    scopeRef: row.scope_ref,
    environments: row.environments,
    version: row.version,
    policy: row.policy,
    changedBy: row.changed_by,
    changedAt: row.changed_at.toISOString(),
    reason: row.reason,
  };
}

/** Policies of the gate and where each holds. */
export async function answerListPolicies(
  reader: Reader,
  query: QueryOf<'listGatePolicies'>,
  canPublish: boolean,
): Promise<AnswerOf<'listGatePolicies'>> {
  const rows = await loadPolicies(reader.knex);
  const after = query.cursor
    ? decodeCursor(query.cursor, z.tuple([z.string(), z.string()]))
    : undefined;
  const entity = query.scope ? reader.index.get(query.scope) : undefined;
  const wanted = rows.filter(
    row =>
      (!query.scope ||
        row.scope === 'all' ||
        [query.scope, entity?.system, entity?.domain].includes(
          row.scope_ref ?? undefined,
        )) &&
      (!after || [row.name, row.id].join('\0') > after.join('\0')),
  );
  const shown = wanted.slice(0, query.limit);
  const last = shown.at(-1);
  return {
    items: shown.map(toPolicy),
    canPublish,
    nextCursor:
      last && wanted.length > shown.length
        ? encodeCursor([last.name, last.id])
        : null,
  };
}

/** The policy that counts for an entity. */
export async function answerEffectivePolicy(
  reader: Reader,
  params: { kind: string; namespace: string; name: string },
  environment: string | undefined,
  decision: PolicyDecision,
): Promise<AnswerOf<'effectiveGatePolicy'>> {
  const entityRef = demandEntity(
    reader,
    `${params.kind}:${params.namespace}/${params.name}`,
    decision,
  );
  const found = effectivePolicy(
    reader,
    await loadPolicies(reader.knex),
    entityRef,
    environment,
  );
  return {
    from: found.from,
    stored: found.stored && toPolicy(found.stored),
    policy: found.policy,
  };
}

type PolicyBody = z.output<typeof policyBodySchema>;

/** Whose gates a caller may set: an entity of theirs, or with all rights everything. */
function demandScope(
  reader: Reader,
  body: Pick<PolicyBody, 'scope' | 'scopeRef'>,
  decision: PolicyDecision,
): void {
  if (seesAll(reader, decision)) return;
  const seen = seenEntities(reader.visible(decision));
  const refs =
    body.scope === 'entity' && body.scopeRef
      ? [body.scopeRef.toLocaleLowerCase('en-US')]
      : reader.index
          .inScope(body.scopeRef ?? '')
          .filter(ref => ref.startsWith('component:'));
  if (body.scope === 'all' || refs.some(ref => !holds(seen, ref))) {
    throw new NotAllowedError(
      'The policy would hold for entities that are not yours.',
    );
  }
}

/** Sets a policy, or a new version of one. */
export async function publishPolicy(
  { reader, audit, changed }: DecideDeps,
  id: string | undefined,
  body: PolicyBody,
  caller: { actor: string; decision: PolicyDecision },
): Promise<StoredPolicy> {
  demandScope(reader, body, caller.decision);
  const before = id ? await currentPolicy(reader, id) : undefined;
  if (before) {
    demandScope(
      reader,
      { scope: before.scope, scopeRef: before.scope_ref ?? undefined },
      caller.decision,
    );
  }
  const row: PolicyRow = {
    id: before?.id ?? randomUUID(),
    version: (before?.version ?? 0) + 1,
    name: body.name,
    scope: body.scope,
    scope_ref: body.scopeRef?.toLocaleLowerCase('en-US') ?? null,
    environments: body.environments,
    policy: body.policy,
    changed_by: caller.actor,
    changed_at: reader.now(),
    reason: body.reason ?? null,
    deleted_at: null,
  };
  await reader.knex.transaction(async tx => {
    await savePolicy(tx, row);
    await audit.record(
      {
        actor: caller.actor,
        action: before ? 'gate-policy.change' : 'gate-policy.create',
        target: row.id,
        details: {
          before: before?.policy,
          after: row.policy,
          scope: row.scope,
        },
        reason: body.reason,
      },
      tx,
    );
  });
  changed();
  return toPolicy(row);
}

async function currentPolicy(reader: Reader, id: string): Promise<PolicyRow> {
  const found = (await loadPolicies(reader.knex)).find(row => row.id === id);
  if (found) return found;
  throw new NotFoundError('There is no such policy.');
}

/** Ends a policy. */
export async function deletePolicy(
  { reader, audit, changed }: DecideDeps,
  id: string,
  caller: { actor: string; decision: PolicyDecision },
): Promise<boolean> {
  const row = await currentPolicy(reader, id);
  demandScope(
    reader,
    { scope: row.scope, scopeRef: row.scope_ref ?? undefined },
    caller.decision,
  );
  const deleted = await reader.knex.transaction(async tx => {
    const ended = await endPolicy(tx, id, reader.now());
    if (ended) {
      await audit.record(
        { actor: caller.actor, action: 'gate-policy.end', target: id },
        tx,
      );
    }
    return ended;
  });
  changed();
  return deleted;
}

/** Every version of a policy, newest first. */
export async function answerPolicyVersions(
  reader: Reader,
  id: string,
  query: QueryOf<'gatePolicyVersions'>,
): Promise<AnswerOf<'gatePolicyVersions'>> {
  const rows = z.uuid().safeParse(id).success
    ? await loadPolicyVersions(reader.knex, id)
    : [];
  if (rows.length === 0) throw new NotFoundError('There is no such policy.');
  const before = query.cursor
    ? decodeCursor(query.cursor, z.tuple([z.number()]))[0]
    : Infinity;
  const wanted = rows.filter(({ version }) => version < before);
  const shown = wanted.slice(0, query.limit);
  const last = shown.at(-1);
  return {
    items: shown.map(toPolicy),
    nextCursor:
      last && wanted.length > shown.length
        ? encodeCursor([last.version])
        : null,
  };
}
