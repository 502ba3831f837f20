import { PolicyDecision } from '@backstage/plugin-permission-common';
import { allOf, Condition, where } from '@quarterdeck/plugin-portal-node';
import {
  countFindings,
  FindingRow,
  selectFindings,
} from '../../database/findingRows';
import { toSummary } from '../findingAnswers';
import { AnswerOf, findFinding, QueryOf } from '../findingQuestions';
import { Reader, seesAll } from '../reader';
import { seenEntities } from '../seenFindings';
import { visibleTo } from './visibleTo';

type Relation = AnswerOf<'relatedFindings'>['groups'][number]['relation'];

const relationNames: readonly Relation[] = [
  'same_vulnerability',
  'same_secret',
  'same_rule',
  'may_be_same',
  'same_elsewhere',
];

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
            // Scans of that kind by other tools are few; no index has the path.
            `f.target_key IN (SELECT k.target_key FROM scan_target k
               WHERE k.entity_ref = ? AND k.branch = ? AND k.tool <> ? AND ? = ANY(k.kinds))
             AND f.entity_ref = ? AND f.branch = ? AND f.path = ? AND f.tool <> ?
             AND abs(coalesce(f.line, 0) - ?) <= 3 AND f.kind = ? AND ${other}`,
            row.entity_ref,
            row.branch,
            row.tool,
            row.kind,
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

/** Of one rule there may be a hundred thousand. */
const mostCounted = 1000;

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
  const read = async ([name, condition]: (typeof conditions)[number]) => {
    const relation = relationNames.find(one => one === name);
    if (!relation || !condition) return [];
    const visible = allOf([condition, visibleTo(reader, decision)]);
    const [total, rows] = await Promise.all([
      countFindings(reader.knex, visible, mostCounted),
      selectFindings(reader.knex, visible, {
        order: 'f.is_open DESC, f.severity_rank, f.finding_id',
        limit: query.limit,
      }),
    ]);
    return total.count === 0 ? [] : [{ relation, total, rows }];
  };
  const seen = reader.visible(decision);
  const found = await reader.kept.answer(
    {
      key: ['related', id, query.relation ?? null, query.limit, seen],
      entities: seenEntities(seen),
    },
    async () => (await Promise.all(conditions.map(read))).flat(),
  );
  const groups = found.map(({ relation, total, rows }) => ({
    relation,
    total,
    items: rows.map(one => toSummary(reader, one)),
  }));
  return { groups, visibility: seesAll(reader, decision) ? 'all' : 'own' };
}
