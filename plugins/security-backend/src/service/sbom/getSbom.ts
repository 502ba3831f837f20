import { PolicyDecision } from '@backstage/plugin-permission-common';
import { loadSbomSummary } from '../../database/sbomSummary';
import { AnswerOf } from '../findingQuestions';
import { Reader } from '../reader';
import { findSbom } from './findSbom';
import { licenceJudge } from './licenceJudge';
import { toSbom } from './toSbom';

/** One SBOM. */
export async function answerGetSbom(
  reader: Reader,
  id: string,
  decision: PolicyDecision,
): Promise<AnswerOf<'getSbom'>> {
  const row = await findSbom(reader, id, decision);
  const judge = await licenceJudge(reader, row.entity_ref);
  const summary = await loadSbomSummary(reader.knex, row);
  return {
    ...toSbom(row),
    previousId: summary.previousId,
    byEcosystem: summary.ecosystems,
    byLicence: summary.licences.map(({ licence, count }) => ({
      licence,
      count,
      decision: judge([licence]).decision,
    })),
  };
}
