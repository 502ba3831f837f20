import { PolicyDecision } from '@backstage/plugin-permission-common';
import { diffComponents } from '@quarterdeck/plugin-security-common';
import { selectComponents } from '../../database/sbomQueries';
import { AnswerOf, QueryOf } from '../findingQuestions';
import { Reader } from '../reader';
import { findSbom } from './findSbom';
import { toSbom } from './toSbom';

const mostDiffed = 100_000;

/** What differs between two SBOMs. */
export async function answerDiffSboms(
  reader: Reader,
  query: QueryOf<'diffSboms'>,
  decision: PolicyDecision,
): Promise<AnswerOf<'diffSboms'>> {
  const [from, to] = [
    await findSbom(reader, query.from, decision),
    await findSbom(reader, query.to, decision),
  ];
  const all = (id: string) =>
    selectComponents(reader.knex, id, { ecosystem: [] }, { limit: mostDiffed });
  return {
    from: toSbom(from),
    to: toSbom(to),
    ...diffComponents(await all(from.document_id), await all(to.document_id)),
  };
}
