import { PolicyDecision } from '@backstage/plugin-permission-common';
import {
  noCounts,
  severities,
  SeverityCounts,
} from '@quarterdeck/plugin-security-common';
import { allOf, where } from '@quarterdeck/plugin-portal-node';
import { sumEntityCounts } from '../../database/findingCounts';
import { countByEntity, topReach } from '../../database/overviewRows';
import { AnswerOf, QueryOf } from '../findingQuestions';
import { Reader } from '../reader';
import { askedRange } from './askedRange';
import { openOn } from './openOn';
import { overviewCondition } from './overviewCondition';

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
    riskScore: reader.riskScore(open),
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
      previousRiskScore: before && reader.riskScore(before),
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
