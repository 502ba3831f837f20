import { PolicyDecision } from '@backstage/plugin-permission-common';
import { findingRecordSchema } from '@quarterdeck/plugin-ingest-common';
import { allOf, Condition, where } from '@quarterdeck/plugin-portal-node';
import {
  Finding,
  findingStates,
  severities,
  severitySources,
  unsettableStates,
} from '@quarterdeck/plugin-security-common';
import {
  countFindings,
  FindingRow,
  loadDetail,
  selectFindings,
} from '../database/findingRows';
import { loadPageRecords } from '../database/pageRecords';
import { iso, toSummary } from './findingAnswers';
import { AnswerOf, findFinding, QueryOf, totalLimit } from './findingQuestions';
import { Reader, seesAll } from './reader';
import { inSeen, SeenFindings } from './seenFindings';

type Place = Finding['locations'][number];

const text = (value: string | number | undefined) =>
  value === undefined ? null : String(value);

const number = (value: string | number | undefined) =>
  typeof value === 'number' ? value : null;

const places = (
  told: readonly Partial<Record<keyof Place, string | number>>[],
): Place[] =>
  told.map(place => ({
    path: text(place.path),
    startLine: number(place.startLine),
    endLine: number(place.endLine),
    startColumn: number(place.startColumn),
    endColumn: number(place.endColumn),
    snippet: text(place.snippet),
    name: text(place.name),
    method: text(place.method),
    url: text(place.url),
    parameter: text(place.parameter),
    message: text(place.message),
    link: null,
  }));

/** Who may do what with a finding. */
export interface Rights {
  triage: SeenFindings | undefined;
  acceptRisk: SeenFindings | undefined;
}

const allowed = (seen: SeenFindings | undefined, row: FindingRow) => {
  if (!seen) return false;
  const set = seen[row.severity];
  return set.refs.includes(row.entity_ref) === (set.kind === 'only');
};

const visibleTo = (reader: Reader, decision: PolicyDecision) =>
  inSeen(
    { entity: 'f.entity_ref', severity: 'f.severity' },
    reader.visible(decision),
  );

type Relation = AnswerOf<'relatedFindings'>['groups'][number]['relation'];

const relationNames: readonly Relation[] = [
  'same_vulnerability',
  'same_secret',
  'same_rule',
  'may_be_same',
  'same_elsewhere',
];

/** One finding with everything known of it. */
export async function answerGetFinding(
  reader: Reader,
  id: string,
  decision: PolicyDecision,
  rights: Rights,
): Promise<Finding> {
  const row = await findFinding(reader, id, decision);
  const { knex } = reader;
  const stored = findingRecordSchema.safeParse({
    ...Object(await loadDetail(knex, id)),
  });
  const record = stored.success ? stored.data : undefined;
  const more = await loadPageRecords(knex, row);
  const summary = toSummary(reader, row);
  const { package: named } = record ?? {};
  const direct = [
    ...new Map(
      (named?.paths ?? []).flatMap(([first]) =>
        first ? [[first, splitName(first)] as const] : [],
      ),
    ).values(),
  ];
  return {
    ...summary,
    exploit: {
      ...summary.exploit,
      epss:
        row.epss === null
          ? null
          : { score: row.epss, percentile: more.percentile },
    },
    ruleName: record?.ruleName ?? null,
    description: record?.description ?? null,
    confidence: record?.confidence ?? null,
    nativeSeverity: record?.nativeSeverity ?? null,
    severitySource: more.triage?.severity ? 'override' : row.severity_source,
    severityOverride:
      more.triage?.severity && more.triage.severity_at
        ? {
            by: more.triage.severity_by ?? '',
            at: more.triage.severity_at.toISOString(),
            reason: more.triage.severity_reason ?? '',
          }
        : null,
    stateReason: more.triage?.state_reason ?? null,
    stateBy: more.triage?.state_by ?? null,
    stateAt: iso(more.triage?.state_at ?? null),
    fixedBy: row.fixed_by,
    cvss: (record?.cvss ?? []).map(one => ({
      version: one.version,
      vector: one.vector ?? null,
      score: one.score ?? null,
      source: one.source ?? null,
    })),
    cwes: row.cwes,
    vulnerabilityIds: row.vulnerability_ids,
    locations: places(record?.locations ?? []),
    flow: places(record?.flow ?? []),
    dependencyPaths: named?.paths ?? [],
    direct: named?.direct ?? null,
    development: named?.development ?? null,
    licences: named?.licences ?? [],
    references: (record?.references ?? []).flatMap(link => link ?? []),
    tags: record?.tags ?? [],
    url: record?.url ?? null,
    fix:
      record?.remediation || named?.fixedVersions.length
        ? {
            fixedVersions: named?.fixedVersions ?? [],
            upgrade: direct,
            alsoFixes: more.alsoFixes,
            remediation: record?.remediation ?? null,
          }
        : null,
    attributions: more.attributions.map(one => ({
      findingId: one.finding_id,
      tool: one.tool,
      toolVersion: one.tool_version,
      ruleId: one.rule_id,
      severity: severities.find(s => s === one.scan_severity) ?? 'unknown',
      severitySource:
        severitySources.find(s => s === one.severity_source) ?? 'none',
      nativeSeverity: one.native_severity,
      occurrences: one.occurrences,
      firstSeenAt: one.first_seen_at.toISOString(),
      lastSeenAt: one.last_seen_at.toISOString(),
      endedAt: iso(one.ended_at),
      importId: one.import_id,
      url: one.url,
    })),
    vex: more.vex,
    acceptance: more.acceptance,
    secret: row.secret_id
      ? {
          taskId: row.secret_id,
          mask: record?.secret?.mask ?? null,
          verified: record?.secret?.verified ?? null,
          elsewhere: (
            await countFindings(
              knex,
              allOf([
                visibleTo(reader, decision),
                where(
                  'f.secret_id = ? AND f.finding_id <> ?',
                  row.secret_id,
                  id,
                ),
              ]),
              totalLimit,
            )
          ).count,
          rotated: more.secretState === 'rotated',
        }
      : null,
    inProduction: { answer: 'unknown', environment: null, version: null },
    gates: more.gates,
    identity: { version: row.identity_version, key: row.identity },
    firstCommit: row.first_commit,
    lastCommit: more.lastCommit,
    can: {
      triage: allowed(rights.triage, row),
      acceptRisk: allowed(rights.acceptRisk, row),
      states: allowed(rights.triage, row)
        ? findingStates.filter(
            state =>
              state !== row.state &&
              !unsettableStates.some(one => one === state),
          )
        : [],
    },
  };
}

/** `name@version` of a dependency path. */
function splitName(named: string): { name: string; version: string | null } {
  const at = named.lastIndexOf('@');
  return at > 0
    ? { name: named.slice(0, at), version: named.slice(at + 1) }
    : { name: named, version: null };
}

function relationCondition(
  row: FindingRow,
): Partial<Record<Relation, Condition>> {
  const other = 'f.finding_id <> ?';
  const id = row.finding_id;
  return {
    ...(row.alias_key
      ? {
          same_vulnerability: where(
            `f.alias_key = ? AND f.listed AND ${other} AND f.issue_key IS DISTINCT FROM ?`,
            row.alias_key,
            id,
            row.issue_key,
          ),
        }
      : {}),
    ...(row.secret_id
      ? {
          same_secret: where(`f.secret_id = ? AND ${other}`, row.secret_id, id),
        }
      : {}),
    same_rule: where(
      `f.rule_id = ? AND f.tool = ? AND f.listed AND ${other}`,
      row.rule_id,
      row.tool,
      id,
    ),
    ...(row.path && !row.package_name
      ? {
          may_be_same: where(
            `f.entity_ref = ? AND f.branch = ? AND f.path = ? AND f.tool <> ?
             AND abs(coalesce(f.line, 0) - ?) <= 3 AND f.kind = ? AND ${other}`,
            row.entity_ref,
            row.branch,
            row.path,
            row.tool,
            row.line ?? 0,
            row.kind,
            id,
          ),
        }
      : {}),
    same_elsewhere: where(`f.identity = ? AND ${other}`, row.identity, id),
  };
}

/** The same elsewhere, and what may be the same thing. */
export async function answerRelated(
  reader: Reader,
  id: string,
  query: QueryOf<'relatedFindings'>,
  decision: PolicyDecision,
): Promise<AnswerOf<'relatedFindings'>> {
  const row = await findFinding(reader, id, decision);
  const conditions = Object.entries(relationCondition(row)).filter(
    ([relation]) => !query.relation || relation === query.relation,
  );
  const groups: AnswerOf<'relatedFindings'>['groups'] = [];
  for (const [name, condition] of conditions) {
    const relation = relationNames.find(one => one === name);
    if (!relation || !condition) continue;
    const visible = allOf([condition, visibleTo(reader, decision)]);
    const total = await countFindings(reader.knex, visible, totalLimit);
    if (total.count === 0) continue;
    const rows = await selectFindings(reader.knex, visible, {
      order: 'f.is_open DESC, f.severity_rank, f.finding_id',
      limit: query.limit,
    });
    groups.push({
      relation,
      total,
      items: rows.map(one => toSummary(reader, one)),
    });
  }
  return { groups, visibility: seesAll(reader, decision) ? 'all' : 'own' };
}
