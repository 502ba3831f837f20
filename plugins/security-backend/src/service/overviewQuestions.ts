import { PolicyDecision } from '@backstage/plugin-permission-common';
import { Measured, resolveTime } from '@quarterdeck/plugin-portal-common';
import {
  allOf,
  Condition,
  oneOf,
  where,
} from '@quarterdeck/plugin-portal-node';
import {
  burnDown,
  noCounts,
  riskScore,
  severities,
  SecurityDay,
  SeverityCounts,
  totalOf,
} from '@quarterdeck/plugin-security-common';
import { firstDay, sumDays } from '../database/dayRows';
import { sumEntityCounts } from '../database/findingCounts';
import { selectFindings } from '../database/findingRows';
import {
  countByEntity,
  countChanges,
  countNow,
  countSla,
  loadDue,
  topReach,
} from '../database/overviewRows';
import { countSecrets } from '../database/secretRows';
import { toSummary } from './findingAnswers';
import { dueSoonDays, endingDays } from './findingFilter';
import { AnswerOf, QueryOf } from './findingQuestions';
import { answerKnowledge } from './knowledge';
import { answerMeta, askedFindings, askedScans, Reader } from './reader';
import { inSeen } from './seenFindings';
import { toCounts } from './severityCounts';

const dayMs = 86_400_000;
const fewSamples = 5;

type Filters = Pick<
  QueryOf<'overview'>,
  'scope' | 'entity' | 'kind' | 'severity'
>;

/** A condition on a table with entity and severity, and a kind where it has one. */
export function overviewCondition(
  reader: Reader,
  query: Filters,
  decision: PolicyDecision,
  alias: string,
  hasKind: boolean,
): Condition {
  return allOf(
    [
      inSeen(
        { entity: `${alias}.entity_ref`, severity: `${alias}.severity` },
        askedFindings(reader, { decision, ...query }),
      ),
      oneOf(`${alias}.severity`, query.severity),
      hasKind ? oneOf(`${alias}.kind`, query.kind) : undefined,
      // Quality is kept out of the counts of security unless it is asked for.
      hasKind && query.kind.length === 0
        ? where(`${alias}.kind <> 'quality'`)
        : undefined,
    ].filter(part => part !== undefined),
  );
}

const measured = (
  value: number | null,
  n: number,
  previous: number | null = null,
): Measured => ({
  value,
  n,
  tooFew: n < fewSamples,
  previous,
  ...(value === null ? { reason: 'no_data' as const } : {}),
});

const ratio = (a: number, b: number) => (b === 0 ? null : a / b);

function rangeOf(query: { from: string; to: string }, now: Date) {
  const from = resolveTime(query.from, now);
  const to = resolveTime(query.to, now);
  return {
    from,
    to,
    before: new Date(2 * from.getTime() - to.getTime()),
    answer: { from: from.toISOString(), to: to.toISOString() },
  };
}

const dayText = (at: Date) => at.toISOString().slice(0, 10);

/** Open by severity as it stood at the end of a day. */
async function openOn(
  reader: Reader,
  condition: Condition,
  at: Date,
): Promise<SeverityCounts | null> {
  const day = dayText(at);
  const rows = await sumDays(reader.knex, condition, { from: day, to: day });
  return rows.length === 0
    ? null
    : toCounts(rows.map(({ severity, open }) => ({ severity, n: open })));
}

/** The tiles of the overview. */
export async function answerOverview(
  reader: Reader,
  query: QueryOf<'overview'>,
  decision: PolicyDecision,
): Promise<AnswerOf<'overview'>> {
  const now = reader.now();
  const range = rangeOf(query, now);
  const { knex } = reader;
  const findings = overviewCondition(reader, query, decision, 'f', true);
  const [stand, changes, counted, earlier, knowledge, meta, secrets] =
    await Promise.all([
      countNow(knex, findings, {
        now,
        soon: new Date(now.getTime() + dueSoonDays * dayMs),
        ending: new Date(now.getTime() + endingDays * dayMs),
      }),
      countChanges(knex, findings, range),
      sumEntityCounts(
        knex,
        overviewCondition(reader, query, decision, 'c', true),
      ),
      openOn(
        reader,
        overviewCondition(reader, query, decision, 'd', false),
        range.from,
      ),
      answerKnowledge(reader, askedScans(reader, { decision, ...query })),
      answerMeta(reader, decision),
      countSecrets(knex, findings),
    ]);
  const open = toCounts(counted);
  const scanned = knowledge.entities - knowledge.neverScanned;
  // Nothing scanned is no data, not zero.
  const known = (value: number | null, n: number, previous: number | null) =>
    scanned === 0 ? measured(null, 0) : measured(value, n, previous);
  const total = totalOf(open);
  return {
    range: range.answer,
    knowledge,
    open,
    openTotal: known(total, total, earlier && totalOf(earlier)),
    pastDue: known(stand.past_due, stand.open, null),
    dueSoon: known(stand.due_soon, stand.open, null),
    timeToFixMedianSeconds: measured(
      changes.median_fix,
      changes.fixed,
      changes.median_fix_before,
    ),
    timeToFixMeanSeconds: measured(
      changes.mean_fix,
      changes.fixed,
      changes.mean_fix_before,
    ),
    created: known(changes.created, changes.created, changes.created_before),
    fixed: known(changes.fixed, changes.fixed, changes.fixed_before),
    reopened: known(
      changes.reopened,
      changes.reopened,
      changes.reopened_before,
    ),
    netResolveRate: measured(
      ratio(changes.resolved, changes.created),
      changes.created,
      ratio(changes.resolved_before, changes.created_before),
    ),
    meanAgeSeconds: measured(stand.age, stand.open),
    slaMetRatio: measured(
      ratio(changes.met, changes.due),
      changes.due,
      ratio(changes.met_before, changes.due_before),
    ),
    accepted: known(stand.accepted, stand.accepted, null),
    acceptedEnding: known(stand.accepted_ending, stand.accepted, null),
    riskScore: known(riskScore(open), total, earlier && riskScore(earlier)),
    secrets: { ...secrets, blocked: null, bypassed: null },
    meta,
  };
}

/** Open by severity and age, created and fixed, day by day. */
export async function daysOf(
  reader: Reader,
  condition: Condition,
  range: { from: Date; to: Date },
): Promise<SecurityDay[]> {
  const now = reader.now();
  const last = range.to > now ? now : range.to;
  const rows = await sumDays(reader.knex, condition, {
    from: dayText(range.from),
    to: dayText(last),
  });
  const byDay = new Map<string, typeof rows>();
  for (const row of rows)
    byDay.set(row.day, [...(byDay.get(row.day) ?? []), row]);
  const points: SecurityDay[] = [];
  const begin = Date.parse(`${dayText(range.from)}T00:00:00Z`);
  for (let at = begin; at < last.getTime(); at += dayMs) {
    const own = byDay.get(dayText(new Date(at))) ?? [];
    const sum = (of: (row: (typeof rows)[number]) => number) =>
      own.reduce((total, row) => total + of(row), 0);
    const [created, fixed, reopened] = [
      sum(row => row.created),
      sum(row => row.fixed),
      sum(row => row.reopened),
    ];
    points.push({
      at: new Date(at).toISOString(),
      partial: at + dayMs > now.getTime(),
      known: own.length > 0,
      open: toCounts(own.map(({ severity, open }) => ({ severity, n: open }))),
      byAge: {
        week: sum(row => row.week),
        month: sum(row => row.month),
        quarter: sum(row => row.quarter),
        older: sum(row => row.older),
      },
      pastDue: sum(row => row.overdue),
      created,
      fixed,
      reopened,
      net: created + reopened - fixed,
    });
  }
  return points;
}

/** A week is its last day, with what happened in all of them. */
function toWeeks(days: readonly SecurityDay[]): SecurityDay[] {
  const weeks: SecurityDay[] = [];
  for (let at = 0; at < days.length; at += 7) {
    const week = days.slice(at, at + 7);
    const last = week.at(-1);
    const [first] = week;
    if (!last || !first) continue;
    const sum = (of: (day: SecurityDay) => number) =>
      week.reduce((total, day) => total + of(day), 0);
    weeks.push({
      ...last,
      at: first.at,
      partial: last.partial || week.length < 7,
      known: week.some(({ known }) => known),
      created: sum(day => day.created),
      fixed: sum(day => day.fixed),
      reopened: sum(day => day.reopened),
      net: sum(day => day.net),
    });
  }
  return weeks;
}

/** Daily snapshots. */
export async function answerOverviewDays(
  reader: Reader,
  query: QueryOf<'overviewDays'>,
  decision: PolicyDecision,
): Promise<AnswerOf<'overviewDays'>> {
  const range = rangeOf(query, reader.now());
  const condition = overviewCondition(reader, query, decision, 'd', false);
  const days = await daysOf(reader, condition, range);
  const first = await firstDay(reader.knex, condition);
  return {
    range: range.answer,
    points: query.bucket === 'week' ? toWeeks(days) : days,
    knownFrom: first && `${first}T00:00:00.000Z`,
  };
}

/** Worst components, and what reaches furthest. */
export async function answerTopRisks(
  reader: Reader,
  query: QueryOf<'topRisks'>,
  decision: PolicyDecision,
): Promise<AnswerOf<'topRisks'>> {
  const { knex } = reader;
  const now = reader.now();
  const range = rangeOf(query, now);
  const findings = overviewCondition(reader, query, decision, 'f', true);
  const counted = await sumEntityCounts(
    knex,
    overviewCondition(reader, query, decision, 'c', true),
  );
  const byEntity = new Map<string, SeverityCounts>();
  for (const { entity_ref, severity, n } of counted) {
    const counts = byEntity.get(entity_ref) ?? noCounts();
    const known = severities.find(one => one === severity);
    if (known) counts[known] += n;
    byEntity.set(entity_ref, counts);
  }
  const worst = Array.from(byEntity, ([entityRef, open]) => ({
    entityRef,
    open,
    riskScore: riskScore(open),
  }))
    .sort(
      (a, b) =>
        b.riskScore - a.riskScore || (a.entityRef < b.entityRef ? -1 : 1),
    )
    .slice(0, query.limit);
  const [more, vulnerabilities, rules] = await Promise.all([
    countByEntity(knex, findings, { since: range.from, now }),
    topReach(knex, findings, 'alias_key', query.limit),
    topReach(knex, findings, 'rule_id', query.limit),
  ]);
  const components: AnswerOf<'topRisks'>['components'] = [];
  for (const one of worst) {
    const before = await openOn(
      reader,
      allOf([
        overviewCondition(reader, query, decision, 'd', false),
        where('d.entity_ref = ?', one.entityRef),
      ]),
      range.from,
    );
    components.push({
      ...one,
      newCount: more.get(one.entityRef)?.created ?? 0,
      pastDue: more.get(one.entityRef)?.pastDue ?? 0,
      previousRiskScore: before && riskScore(before),
    });
  }
  return {
    components,
    vulnerabilities: vulnerabilities.map(row => ({
      vulnerabilityId: row.key,
      title: row.title,
      severity: severities[row.rank - 1] ?? 'unknown',
      entities: row.entities,
      findings: row.findings,
      knownExploited: row.exploited,
      epss: row.epss,
      hasFix: row.has_fix,
    })),
    rules: rules.map(row => ({
      tool: row.tool,
      ruleId: row.key,
      title: row.title,
      severity: severities[row.rank - 1] ?? 'unknown',
      entities: row.entities,
      findings: row.findings,
    })),
  };
}

/** Met, breached and due soon. */
export async function answerSla(
  reader: Reader,
  query: QueryOf<'sla'>,
  decision: PolicyDecision,
): Promise<AnswerOf<'sla'>> {
  const now = reader.now();
  const range = rangeOf(query, now);
  const condition = overviewCondition(reader, query, decision, 'f', true);
  const soon = new Date(now.getTime() + dueSoonDays * dayMs);
  const counted = await countSla(reader.knex, condition, {
    now,
    soon,
    from: range.from,
    to: range.to,
  });
  const some = (when: Condition) =>
    selectFindings(
      reader.knex,
      allOf([where('f.listed AND f.is_open'), when, condition]),
      {
        order: `coalesce(f.sla_due, 'infinity'::timestamptz), f.finding_id`,
        limit: 10,
      },
    );
  const at = now.toISOString();
  const [due, over] = [
    await some(where('f.sla_due >= ?::timestamptz', at)),
    await some(where('f.sla_due < ?::timestamptz', at)),
  ];
  return {
    range: range.answer,
    bySeverity: severities.map(severity => {
      const row = counted.find(one => one.severity === severity);
      return {
        severity,
        days: reader.slaDays(null, severity),
        open: row?.open ?? 0,
        breached: row?.breached ?? 0,
        dueSoon: row?.due_soon ?? 0,
        paused: row?.paused ?? 0,
        met: row?.met ?? 0,
        missed: row?.missed ?? 0,
      };
    }),
    dueSoon: due.map(row => toSummary(reader, row)),
    longestOverdue: over.map(row => toSummary(reader, row)),
  };
}

const mostPoints = 120;

/** What is left of what was open, and what may be left. */
export async function answerBurnDown(
  reader: Reader,
  query: QueryOf<'slaBurnDown'>,
  decision: PolicyDecision,
): Promise<AnswerOf<'slaBurnDown'>> {
  const now = reader.now();
  const range = rangeOf(query, now);
  const condition = overviewCondition(reader, query, decision, 'f', true);
  const due = await loadDue(reader.knex, condition, range.from);
  const length = range.to.getTime() - range.from.getTime();
  const step = Math.max(dayMs, Math.ceil(length / mostPoints / dayMs) * dayMs);
  const moments: Date[] = [];
  for (let at = range.from.getTime(); at <= range.to.getTime(); at += step) {
    moments.push(new Date(at));
  }
  const { startCount, points } = burnDown(due, moments, now);
  return {
    range: range.answer,
    startCount,
    points: points.map(({ at, ...rest }) => ({
      at: at.toISOString(),
      partial: false,
      ...rest,
    })),
  };
}
