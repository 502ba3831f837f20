import { PolicyDecision } from '@backstage/plugin-permission-common';
import {
  noCounts,
  severities,
  SeverityCounts,
} from '@quarterdeck/plugin-security-common';
import { allOf, oneOf, where } from '@quarterdeck/plugin-portal-node';
import { openOnDay } from '../../database/dayRows';
import { sumEntityCounts } from '../../database/findingCounts';
import { countByEntity } from '../../database/overview/countByEntity';
import { topReach } from '../../database/overview/topReach';
import { AnswerOf, QueryOf } from '../findingQuestions';
import { askedFindings, Reader } from '../reader';
import { seenEntities } from '../seenFindings';
import { toCounts } from '../severityCounts';
import { askedRange, dayText } from './askedRange';
import { byKind, overviewCondition } from './overviewCondition';

const amongWorst = (alias: string, refs: readonly string[]) =>
  oneOf(`${alias}.entity_ref`, refs) ?? where('false');

/** Worst components, and what reaches furthest. */
export async function answerTopRisks(
  reader: Reader,
  query: QueryOf<'topRisks'>,
  decision: PolicyDecision,
): Promise<AnswerOf<'topRisks'>> {
  const { knex } = reader;
  const now = reader.now();
  const range = askedRange(query, now);
  const findings = overviewCondition(reader, query, decision, 'f', true);
  const question = (name: string) => {
    const seen = askedFindings(reader, { decision, ...query });
    return { key: [name, query, seen], entities: seenEntities(seen) };
  };
  const [counted, vulnerabilities, rules] = await Promise.all([
    sumEntityCounts(
      knex,
      overviewCondition(reader, query, decision, 'c', true),
    ),
    reader.kept.answer(question('reach of vulnerabilities'), () =>
      topReach(knex, findings, 'alias_key', query.limit),
    ),
    reader.kept.answer(question('reach of rules'), () =>
      topReach(knex, findings, 'rule_id', query.limit),
    ),
  ]);
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
    riskScore: reader.riskScore(open),
  }))
    .sort(
      (a, b) =>
        b.riskScore - a.riskScore || (a.entityRef < b.entityRef ? -1 : 1),
    )
    .slice(0, query.limit);
  const refs = worst.map(({ entityRef }) => entityRef);
  const [more, earlier] = await Promise.all([
    countByEntity(
      knex,
      allOf([
        amongWorst('t', refs),
        overviewCondition(reader, query, decision, 't', true),
      ]),
      { since: range.from, now },
    ),
    openOnDay(
      knex,
      refs,
      dayText(range.from),
      overviewCondition(reader, query, decision, 'd', false),
    ),
  ]);
  const components = worst.map(one => {
    const before = byKind(query) ? undefined : earlier.get(one.entityRef);
    return {
      ...one,
      newCount: more.get(one.entityRef)?.created ?? 0,
      pastDue: more.get(one.entityRef)?.pastDue ?? 0,
      previousRiskScore: before ? reader.riskScore(toCounts(before)) : null,
    };
  });
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
