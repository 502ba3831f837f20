import { allOf, where } from '@quarterdeck/plugin-portal-node';
import { AcceptanceScope } from '@quarterdeck/plugin-security-common';
import { AnswerOf } from '../findingQuestions';
import { Reader } from '../reader';
import { inSeen } from '../seenFindings';
import { toCounts } from '../severityCounts';
import { Accepter } from './accepter';
import { coveredBy } from './coveredBy';
import { countCovered } from '../../database/acceptanceRows';
import { coveredCondition } from '../../database/coveredCondition';

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
  const rows = await countCovered(reader.knex, condition);
  return {
    findings: rows.reduce((sum, { n }) => sum + n, 0),
    bySeverity: toCounts(rows),
    entities: [...new Set(rows.flatMap(({ refs }) => refs))].sort(),
  };
}
