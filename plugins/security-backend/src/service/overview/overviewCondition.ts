import { PolicyDecision } from '@backstage/plugin-permission-common';
import {
  allOf,
  Condition,
  oneOf,
  where,
} from '@quarterdeck/plugin-portal-node';
import { QueryOf } from '../findingQuestions';
import { askedFindings, Reader } from '../reader';
import { inSeen } from '../seenFindings';

type Filters = Pick<
  QueryOf<'overview'>,
  'scope' | 'entity' | 'kind' | 'severity'
>;

/** Some kinds alone are asked for, by which days are not kept. */
export const byKind = ({ kind }: Pick<Filters, 'kind'>): boolean =>
  kind.length > 0;

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
