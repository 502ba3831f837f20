import { PolicyDecision } from '@backstage/plugin-permission-common';
import { resolveTime } from '@quarterdeck/plugin-portal-common';
import {
  allOf,
  arrayLiteral,
  Condition,
  oneOf,
  where,
} from '@quarterdeck/plugin-portal-node';
import { FindingFilter, severities } from '@quarterdeck/plugin-security-common';
import { findingsBelow, findingsWith, rowHas } from '../database/findingTexts';
import { askedFindings, Reader } from './reader';
import { inSeen } from './seenFindings';

const dayMs = 86_400_000;
/** Due within these days is "due soon". */
export const dueSoonDays = 7;
/** An acceptance that ends within these days is "ending". */
export const endingDays = 14;

type Sla = FindingFilter['sla'][number];

/** Open, and somebody still has to do something. */
const open = 'f.is_open';

/** As the index of due dates has it; the plain column stands in those of other orders. */
const due = `coalesce(f.sla_due, 'infinity'::timestamptz)`;

/** How a finding stands against its due date, as SQL. */
export function slaCondition(state: Sla, now: Date): Condition {
  const soon = new Date(now.getTime() + dueSoonDays * dayMs).toISOString();
  const at = now.toISOString();
  switch (state) {
    case 'paused':
      return where('f.sla_paused');
    case 'met':
      return where(
        `f.state = 'fixed' AND f.sla_due IS NOT NULL AND f.fixed_at <= f.sla_due`,
      );
    case 'missed':
      return where(`f.state = 'fixed' AND f.fixed_at > f.sla_due`);
    case 'breached':
      return where(
        `${open} AND ${due} < ?::timestamptz AND f.sla_due < ?::timestamptz`,
        at,
        at,
      );
    case 'due_soon':
      return where(
        `${open} AND ${due} >= ?::timestamptz AND ${due} < ?::timestamptz
         AND f.sla_due >= ?::timestamptz AND f.sla_due < ?::timestamptz`,
        at,
        soon,
        at,
        soon,
      );
    case 'on_track':
      return where(
        `${open} AND ${due} >= ?::timestamptz AND f.sla_due >= ?::timestamptz`,
        soon,
        soon,
      );
    default:
      return where(
        `NOT f.sla_paused AND (f.sla_due IS NULL OR (NOT ${open} AND f.state <> 'fixed'))`,
      );
  }
}

function anyOf(conditions: readonly Condition[]): Condition | undefined {
  if (conditions.length === 0) return undefined;
  return {
    sql: conditions.map(({ sql }) => `(${sql})`).join(' OR '),
    bindings: conditions.flatMap(({ bindings }) => bindings),
  };
}

/** How only what is open can stand. */
const ofOpen: readonly Sla[] = ['breached', 'due_soon', 'on_track'];

function viewCondition(
  { view, sla }: FindingFilter,
  caller: { now: Date; me: readonly string[] },
): Condition | undefined {
  const at = caller.now.toISOString();
  switch (view) {
    case 'not_fixed':
      // What is open is not fixed: the indexes of due dates need not be told.
      if (sla.length > 0 && sla.every(one => ofOpen.includes(one))) {
        return undefined;
      }
      // Also what was accepted or judged away: it is still there.
      return where(`f.state <> 'fixed'`);
    case 'needs_triage':
      return where(`${open} AND f.state = 'open'`);
    case 'past_due':
      return where(
        `${open} AND ${due} < ?::timestamptz AND f.sla_due < ?::timestamptz`,
        at,
        at,
      );
    case 'mine':
      return where(
        `${open} AND f.assignee = ANY(?::text[])`,
        arrayLiteral(caller.me),
      );
    case 'accepted_ending':
      return where(
        `f.state = 'risk_accepted' AND f.acceptance_id = ANY(ARRAY(
           SELECT a.id::text FROM risk_acceptance a WHERE a.ended_at IS NULL
             AND a.expires_at < ?::timestamptz))`,
        new Date(caller.now.getTime() + endingDays * dayMs).toISOString(),
      );
    default:
      return undefined;
  }
}

const is = (value: boolean | undefined, sql: string) =>
  value === undefined ? undefined : where(value ? sql : `NOT (${sql})`);

const list = (values: readonly string[], sql: string) =>
  values.length ? where(sql, arrayLiteral(values)) : undefined;

function branchCondition(refs: readonly string[]): Condition {
  // Absent: one row for what several tools found on the default branch.
  if (refs.length === 0) return where('f.listed');
  const branches = refs.map(ref => ref.replace(/^refs\/(heads|tags)\//, ''));
  return oneOf('f.branch', branches) ?? where('f.listed');
}

function assigneeCondition(refs: readonly string[]): Condition | undefined {
  const people = refs.filter(ref => ref !== 'none');
  return anyOf([
    ...(people.length
      ? [where('f.assignee = ANY(?::text[])', arrayLiteral(people))]
      : []),
    ...(people.length < refs.length ? [where('f.assignee IS NULL')] : []),
  ]);
}

/** Severities by their rank, which lists are sorted by: where one begins is known. */
function severityCondition(
  asked: FindingFilter['severity'],
): Condition | undefined {
  const ranks = asked.map(one => severities.indexOf(one) + 1);
  const [first, ...others] = ranks;
  if (first === undefined) return undefined;
  return others.length === 0
    ? where('f.severity_rank = ?::smallint', first)
    : where('f.severity_rank = ANY(?::smallint[])', arrayLiteral(ranks));
}

/** Packages by name, or by package URL with or without a version. */
function packageCondition(asked: readonly string[]): Condition | undefined {
  return anyOf(
    asked.flatMap(key => [
      where('f.package_name = ?', key),
      where('f.package_key = ?', key),
      // Starts with the key and an "@": an "A" comes after that.
      where('f.package_key >= ? AND f.package_key < ?', `${key}@`, `${key}A`),
    ]),
  );
}

const startsWith = (path: string): Condition =>
  where('starts_with(f.path, ?)', path);

/**
 * What a filter looks for in texts, to be read row by row; undefined when there is
 * nothing. {@link findingCondition} means the same by the index of texts.
 */
export function textCondition({
  q,
  path,
}: FindingFilter): Condition | undefined {
  const text = q?.trim();
  const parts = [
    text ? rowHas(text) : undefined,
    path ? startsWith(path) : undefined,
  ].filter(part => part !== undefined);
  return parts.length ? allOf(parts) : undefined;
}

/** Which findings a filter means, for who asks. Nothing is filtered afterwards. */
export function findingCondition(
  reader: Reader,
  filter: FindingFilter,
  caller: { decision: PolicyDecision; me: readonly string[] },
): Condition {
  const now = reader.now();
  const time = (text: string | undefined) =>
    text === undefined ? undefined : resolveTime(text, now).toISOString();
  const newSince = time(filter.newSince);
  const changedSince = time(filter.changedSince);
  const text = filter.q?.trim();
  const seen = askedFindings(reader, { decision: caller.decision, ...filter });
  const parts: (Condition | undefined)[] = [
    filter.issue || filter.import || filter.secret
      ? branchAny(filter.ref)
      : branchCondition(filter.ref),
    inSeen({ entity: 'f.entity_ref', severity: 'f.severity' }, seen),
    viewCondition(filter, { now, me: caller.me }),
    oneOf('f.state', filter.state),
    list(filter.stateNot, 'NOT f.state = ANY(?::text[])'),
    severityCondition(filter.severity),
    oneOf('f.kind', filter.kind),
    list(filter.tool, 'f.tools && ?::text[]'),
    oneOf('f.rule_id', filter.rule),
    filter.vulnerability.length
      ? where(
          `f.alias_key = ANY(?::text[] || ARRAY(SELECT g.alias_key
             FROM alias_group g WHERE g.vulnerability_id = ANY(?::text[])))`,
          arrayLiteral(filter.vulnerability),
          arrayLiteral(filter.vulnerability),
        )
      : undefined,
    packageCondition(filter.package),
    filter.path ? findingsBelow(filter.path) : undefined,
    oneOf('f.environment', filter.environment),
    anyOf(filter.sla.map(state => slaCondition(state, now))),
    assigneeCondition(filter.assignee),
    newSince ? where('f.first_seen_at >= ?::timestamptz', newSince) : undefined,
    changedSince
      ? where('f.changed_at >= ?::timestamptz', changedSince)
      : undefined,
    text ? findingsWith(text) : undefined,
    filter.secret ? where('f.secret_id = ?', filter.secret) : undefined,
    filter.issue ? where('f.issue_key = ?', filter.issue) : undefined,
    filter.import
      ? where(
          `f.target_key = (SELECT i.target_key FROM scan_import i WHERE i.import_id = ?)
             AND (f.first_import = ? OR f.finding_id IN (
               SELECT c.finding_id FROM finding_change c WHERE c.import_id = ?))`,
          filter.import,
          filter.import,
          filter.import,
        )
      : undefined,
    filter.cwe.length
      ? where('f.cwes && ?::integer[]', arrayLiteral(filter.cwe))
      : undefined,
    is(filter.knownExploited, 'f.known_exploited'),
    filter.epssMin === undefined
      ? undefined
      : where('coalesce(f.epss, -1) >= ?::real', filter.epssMin),
    is(filter.hasFix, 'f.fixed_version IS NOT NULL'),
    is(filter.suppressed, 'f.suppressed_by IS NOT NULL'),
    is(filter.needsReview, 'f.needs_review'),
    is(filter.pendingClose, 'f.pending_close'),
    is(filter.reopened, 'f.reopened_count > 0'),
  ];
  return allOf(parts.filter(part => part !== undefined));
}

function branchAny(refs: readonly string[]): Condition | undefined {
  return refs.length ? branchCondition(refs) : undefined;
}
