import { NotFoundError } from '@backstage/errors';
import { PolicyDecision } from '@backstage/plugin-permission-common';
import {
  allOf,
  arrayLiteral,
  holds,
  onlyEntities,
  where,
} from '@quarterdeck/plugin-portal-node';
import { noCounts, severities } from '@quarterdeck/plugin-security-common';
import { sumEntityCounts } from '../database/findingCounts';
import { countFindings, selectFindings } from '../database/findingRows';
import { selectImports } from '../database/importRows';
import { lastEvaluation } from '../database/gate/evaluationRows';
import { loadScanAges } from '../database/scanAges';
import { sinceDeployment } from './deployments/sinceDeployment';
import { toSummary } from './findingAnswers';
import { AnswerOf, Caller, QueryOf, totalLimit } from './findingQuestions';
import { coverageOf } from './scans/coverageOf';
import { toImport } from './scans/toImport';
import { answerKnowledge, knowledgeOf, scannable } from './knowledge';
import { daysOf } from './overview/daysOf';
import { answerMeta, askedFindings, askedScans, Reader } from './reader';
import { inSeen, seenEntities } from './seenFindings';
import { toCounts } from './severityCounts';

const dayMs = 86_400_000;
const columns = { entity: 'f.entity_ref', severity: 'f.severity' };

/** The card of an entity. */
export async function answerEntitySummary(
  reader: Reader,
  params: { kind: string; namespace: string; name: string },
  decision: PolicyDecision,
): Promise<AnswerOf<'entitySummary'>> {
  const entityRef =
    `${params.kind}:${params.namespace}/${params.name}`.toLocaleLowerCase(
      'en-US',
    );
  const seen = seenEntities(reader.visible(decision));
  if (!reader.index.get(entityRef) || !holds(seen, entityRef)) {
    throw new NotFoundError(
      `The catalog has no "${entityRef}", or you may not see it.`,
    );
  }
  const { knex } = reader;
  const now = reader.now();
  const findings = allOf([
    where('f.entity_ref = ? AND f.listed AND f.is_open', entityRef),
    inSeen(columns, reader.visible(decision)),
  ]);
  const [counted, pastDue, worst, scans, coverage, trend, gate, meta] =
    await Promise.all([
      sumEntityCounts(
        knex,
        allOf([
          where(`c.entity_ref = ? AND c.kind <> 'quality'`, entityRef),
          inSeen(
            { entity: 'c.entity_ref', severity: 'c.severity' },
            reader.visible(decision),
          ),
        ]),
      ),
      countFindings(
        knex,
        allOf([
          findings,
          where('f.sla_due < ?::timestamptz', now.toISOString()),
        ]),
        totalLimit,
      ),
      selectFindings(knex, findings, {
        order: 'f.severity_rank, f.first_seen_at, f.finding_id',
        limit: 3,
      }),
      selectImports(
        knex,
        where(
          't.entity_ref = ? AND t.on_default AND t.import_id = i.import_id',
          entityRef,
        ),
        { limit: 20 },
      ),
      coverageOf(reader, [entityRef]),
      daysOf(
        reader,
        allOf([
          where('d.entity_ref = ?', entityRef),
          inSeen(
            { entity: 'd.entity_ref', severity: 'd.severity' },
            reader.visible(decision),
          ),
        ]),
        { from: new Date(now.getTime() - 29 * dayMs), to: now },
      ),
      lastEvaluation(knex, entityRef),
      answerMeta(reader, decision),
    ]);
  const open = toCounts(counted);
  return {
    entityRef,
    knowledge: await answerKnowledge(reader, onlyEntities([entityRef])),
    open,
    pastDue: pastDue.count,
    riskScore: reader.riskScore(open),
    sinceDeployment: await sinceDeployment(reader, entityRef, decision),
    worst: worst.map(row => toSummary(reader, row)),
    lastScans: scans.map(row => toImport(reader, row)),
    coverage: coverage[0]?.kinds ?? [],
    trend,
    gate: gate
      ? {
          environment: gate.environment ?? '',
          verdict: gate.verdict,
          at: gate.at.toISOString(),
          evaluationId: gate.id,
        }
      : null,
    meta,
  };
}

/** What needs the caller. */
export async function answerHome(
  reader: Reader,
  query: QueryOf<'home'>,
  caller: Caller,
): Promise<AnswerOf<'home'>> {
  const { knex } = reader;
  const { decision, me } = caller;
  const scope = query.scope ?? me.find(ref => ref.startsWith('user:'));
  const asked = { decision, scope };
  const now = reader.now();
  const entities = askedScans(reader, asked);
  const visible = inSeen(columns, askedFindings(reader, asked));
  const open = allOf([where('f.listed AND f.is_open'), visible]);
  const [
    counted,
    pastDue,
    needsTriage,
    assigned,
    worst,
    ages,
    knowledge,
    meta,
  ] = await Promise.all([
    sumEntityCounts(
      knex,
      allOf([
        where(`c.kind <> 'quality'`),
        inSeen(
          { entity: 'c.entity_ref', severity: 'c.severity' },
          askedFindings(reader, asked),
        ),
      ]),
    ),
    countFindings(
      knex,
      allOf([open, where('f.sla_due < ?::timestamptz', now.toISOString())]),
      totalLimit,
    ),
    countFindings(knex, allOf([open, where(`f.state = 'open'`)]), totalLimit),
    countFindings(
      knex,
      allOf([
        where(
          'f.listed AND f.is_open AND f.assignee = ANY(?::text[])',
          arrayLiteral(me),
        ),
        inSeen(columns, reader.visible(decision)),
      ]),
      totalLimit,
    ),
    selectFindings(knex, open, {
      order: 'f.severity_rank, f.first_seen_at, f.finding_id',
      limit: query.limit,
    }),
    loadScanAges(knex, entities),
    answerKnowledge(reader, entities),
    answerMeta(reader, decision),
  ]);
  const services = [
    ...new Set([...scannable(reader, entities), ...ages.keys()]),
  ].map(entityRef => {
    const counts = noCounts();
    for (const row of counted.filter(one => one.entity_ref === entityRef)) {
      const known = severities.find(one => one === row.severity);
      if (known) counts[known] += row.n;
    }
    return {
      entityRef,
      open: counts,
      knowledge: knowledgeOf(ages.get(entityRef), {
        now,
        freshForSeconds: reader.freshForSeconds,
      }),
    };
  });
  services.sort(
    (a, b) =>
      reader.riskScore(b.open) - reader.riskScore(a.open) ||
      (a.entityRef < b.entityRef ? -1 : 1),
  );
  return {
    knowledge,
    open: toCounts(counted),
    pastDue: pastDue.count,
    assignedToMe: assigned.count,
    needsTriage: needsTriage.count,
    worst: worst.map(row => toSummary(reader, row)),
    services: services.slice(0, 50),
    meta,
  };
}
