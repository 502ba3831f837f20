import {
  Column,
  EntityChip,
  formatAge,
  formatExact,
  Row,
  SeverityChip,
  StatusChip,
  Tag,
} from '@quarterdeck/plugin-portal-react';
import {
  findingSorts,
  FindingSummary,
} from '@quarterdeck/plugin-security-common';
import { DueText } from '../components/DueText';
import { stateOf, whereOf } from '../components/findingWords';
import { ThreatChips } from '../components/ThreatChips';
import { TwoLines } from '../components/TwoLines';

type Sort = (typeof findingSorts)[number];

/** The age of a finding, also of reopened ones from their first sight. */
export const ageOf = (finding: FindingSummary, now: Date): string =>
  formatAge(new Date(now.getTime() - finding.ageSeconds * 1000), now);

/** The columns of the list; titles that can be sorted by ask for that order. */
export function findingColumns(options: {
  sort: Sort;
  onSort: (sort: Sort) => void;
  now: Date;
  withoutEntity?: boolean;
  /** A panel beside the list leaves less room. */
  narrow?: boolean;
}): Column<FindingSummary>[] {
  const { sort, now, withoutEntity, narrow } = options;
  const by = (key: Sort, direction: 'ascending' | 'descending') => ({
    sorted: sort === key ? direction : undefined,
    onSort: () => options.onSort(key),
  });
  const columns: Column<FindingSummary>[] = [
    {
      key: 'severity',
      title: 'Severity',
      width: 104,
      fixed: true,
      ...by('severity', 'descending'),
      render: one => (
        <SeverityChip
          severity={one.severity}
          raw={
            one.scanSeverity
              ? `Set by hand; scans say ${one.scanSeverity}`
              : undefined
          }
        />
      ),
    },
    {
      key: 'finding',
      title: 'Finding',
      fixed: true,
      render: one => (
        <TwoLines
          title={`${one.title}\n${whereOf(one)}`}
          first={one.title}
          second={
            <>
              {whereOf(one)}
              {one.tools.length > 1 && `, ${one.tools.length} tools`}
            </>
          }
        />
      ),
    },
    {
      key: 'entity',
      title: 'Entity',
      width: narrow ? 132 : '16%',
      ...by('entity', 'ascending'),
      render: one => <EntityChip entityRef={one.entityRef} />,
    },
    {
      key: 'state',
      title: 'State',
      width: 136,
      render: one => (
        <Row style={{ gap: 6 }}>
          <StatusChip {...stateOf(one)} />
          {one.needsReview && <Tag title="The scanner was not sure">?</Tag>}
        </Row>
      ),
    },
    {
      key: 'epss',
      title: 'EPSS',
      width: 92,
      priority: 2,
      ...by('epss', 'descending'),
      render: one => (
        <ThreatChips
          epss={one.exploit.epss?.score ?? null}
          knownExploited={one.exploit.knownExploited}
        />
      ),
    },
    {
      key: 'due',
      title: 'Due',
      width: 84,
      ...by('due', 'ascending'),
      render: one => <DueText sla={one.sla} />,
    },
    {
      key: 'age',
      title: 'Age',
      width: 64,
      numeric: true,
      priority: 3,
      ...by('oldest', 'descending'),
      render: one => (
        <span title={`First seen ${formatExact(new Date(one.firstSeenAt))}`}>
          {ageOf(one, now)}
        </span>
      ),
    },
  ];
  const left = withoutEntity
    ? columns.filter(({ key }) => key !== 'entity')
    : columns;
  return narrow ? left.filter(({ priority = 1 }) => priority < 2) : left;
}
