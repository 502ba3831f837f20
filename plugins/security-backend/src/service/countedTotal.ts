import { Condition } from '@quarterdeck/plugin-portal-node';
import { FindingFilter } from '@quarterdeck/plugin-security-common';
import { sumFindingCounts } from '../database/findingCounts';
import { Caller } from './findingQuestions';
import { askedFindings, Reader } from './reader';
import { seenEntities } from './seenFindings';

/**
 * How many match a filter that the kept counts know, as `countedFilter` says it. The
 * sums of entities that nothing was settled of since are known.
 */
export async function countedTotal(
  reader: Reader,
  filter: FindingFilter,
  caller: Caller,
  counted: Condition,
): Promise<number> {
  const seen = askedFindings(reader, { decision: caller.decision, ...filter });
  const sums = await reader.kept.answerByEntity(
    {
      key: ['total', counted.sql, counted.bindings],
      entities: seenEntities(seen),
    },
    only => sumFindingCounts(reader.knex, counted, only),
  );
  return [...sums.values()].reduce((sum, n) => sum + n, 0);
}
