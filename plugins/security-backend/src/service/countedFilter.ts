import {
  allOf,
  arrayLiteral,
  Condition,
  oneOf,
  where,
} from '@quarterdeck/plugin-portal-node';
import { FindingFilter } from '@quarterdeck/plugin-security-common';
import { Caller } from './findingQuestions';
import { askedFindings, Reader } from './reader';
import { inSeen } from './seenFindings';

/** Due states that time does not change. */
const settledSla = ['paused', 'met', 'missed', 'none'];

const narrows = (value: unknown) =>
  value !== undefined && !(Array.isArray(value) && value.length === 0);

const countedView = (view: FindingFilter['view']) =>
  view === undefined || view === 'not_fixed' || view === 'needs_triage';

const flag = (value: boolean | undefined, column: string) =>
  value === undefined ? undefined : where(value ? column : `NOT ${column}`);

/** What `finding_count` does not count by. */
const uncounted: readonly (keyof FindingFilter)[] = [
  'rule',
  'vulnerability',
  'package',
  'path',
  'ref',
  'assignee',
  'newSince',
  'changedSince',
  'q',
  'secret',
  'issue',
  'import',
  'cwe',
  'epssMin',
  'needsReview',
  'pendingClose',
  'reopened',
];

/**
 * A filter as a condition on `c` (finding_count), for totals that read no finding.
 * Undefined when it asks for anything that is not counted by.
 */
export function countedFilter(
  reader: Reader,
  filter: FindingFilter,
  caller: Caller,
): Condition | undefined {
  if (!countedView(filter.view)) return undefined;
  if (uncounted.some(name => narrows(filter[name]))) return undefined;
  if (!filter.sla.every(one => settledSla.includes(one))) return undefined;
  const seen = askedFindings(reader, { decision: caller.decision, ...filter });
  const parts: (Condition | undefined)[] = [
    inSeen({ entity: 'c.entity_ref', severity: 'c.severity' }, seen),
    filter.view === 'not_fixed' ? where(`c.state <> 'fixed'`) : undefined,
    filter.view === 'needs_triage' ? where('c.is_open') : undefined,
    filter.view === 'needs_triage' ? where(`c.state = 'open'`) : undefined,
    oneOf('c.state', filter.state),
    filter.stateNot.length
      ? where('NOT c.state = ANY(?::text[])', arrayLiteral(filter.stateNot))
      : undefined,
    oneOf('c.severity', filter.severity),
    oneOf('c.kind', filter.kind),
    filter.tool.length
      ? where('c.tools && ?::text[]', arrayLiteral(filter.tool))
      : undefined,
    oneOf('c.environment', filter.environment),
    oneOf('c.sla', filter.sla),
    flag(filter.hasFix, 'c.has_fix'),
    flag(filter.knownExploited, 'c.known_exploited'),
    flag(filter.suppressed, 'c.suppressed'),
  ];
  return allOf(parts.filter(part => part !== undefined));
}
