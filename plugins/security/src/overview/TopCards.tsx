import {
  Card,
  Column,
  DataTable,
  DeltaText,
  EmptyState,
  EntityChip,
  formatCount,
  Grid,
  Row,
  SeverityBar,
  SeverityChip,
  TextLink,
  token,
} from '@quarterdeck/plugin-portal-react';
import { totalOf } from '@quarterdeck/plugin-security-common';
import { Answer } from '../api/answerTypes';
import { ThreatChips } from '../components/ThreatChips';
import { TwoLines } from '../components/TwoLines';
import { openFilters } from '../components/openFilters';

type Top = Answer<'topRisks'>;
type Risky = Top['components'][number];
type Advisory = Top['vulnerabilities'][number];
type Rule = Top['rules'][number];

const red = (count: number) =>
  count > 0 ? (
    <b style={{ color: token('state.error.text'), fontWeight: 600 }}>
      {formatCount(count)}
    </b>
  ) : (
    '0'
  );

function scoreDelta({ riskScore, previousRiskScore }: Risky) {
  if (previousRiskScore === null) return undefined;
  const difference = riskScore - previousRiskScore;
  if (difference === 0) return undefined;
  return {
    text: formatCount(Math.abs(difference)),
    direction: difference > 0 ? ('up' as const) : ('down' as const),
    good: difference < 0,
  };
}

const riskyColumns: Column<Risky>[] = [
  {
    key: 'entity',
    title: 'Service',
    fixed: true,
    render: one => <EntityChip entityRef={one.entityRef} />,
  },
  {
    key: 'open',
    title: 'Open',
    width: '30%',
    render: one => (
      <Row style={{ gap: 8 }}>
        <span style={{ flex: 'none', minWidth: 28, textAlign: 'right' }}>
          {formatCount(totalOf(one.open))}
        </span>
        <div style={{ flex: 1, minWidth: 0 }}>
          <SeverityBar counts={one.open} />
        </div>
      </Row>
    ),
  },
  {
    key: 'new',
    title: 'New',
    numeric: true,
    width: 56,
    render: one => formatCount(one.newCount),
  },
  {
    key: 'due',
    title: 'Past due',
    numeric: true,
    width: 80,
    render: one => red(one.pastDue),
  },
  {
    key: 'score',
    title: 'Risk score',
    numeric: true,
    width: 116,
    sorted: 'descending',
    render: one => {
      const delta = scoreDelta(one);
      return (
        <>
          {formatCount(one.riskScore)} {delta && <DeltaText delta={delta} />}
        </>
      );
    },
  },
];

const advisoryColumns = (
  href: (filters: Record<string, string>) => string,
): Column<Advisory>[] => [
  {
    key: 'severity',
    title: 'Severity',
    width: 100,
    fixed: true,
    render: one => <SeverityChip severity={one.severity} />,
  },
  {
    key: 'advisory',
    title: 'Advisory',
    fixed: true,
    render: one => (
      <TwoLines
        title={one.title}
        first={
          <TextLink
            to={href({ ...openFilters, vulnerability: one.vulnerabilityId })}
          >
            {one.vulnerabilityId}
          </TextLink>
        }
        second={one.title}
      />
    ),
  },
  {
    key: 'epss',
    title: 'EPSS',
    width: 92,
    priority: 3,
    render: one => (
      <ThreatChips epss={one.epss} knownExploited={one.knownExploited} />
    ),
  },
  {
    key: 'fix',
    title: 'Fix',
    width: 56,
    priority: 3,
    render: one => (one.hasFix ? 'yes' : 'none'),
  },
  {
    key: 'reach',
    title: 'Services',
    numeric: true,
    width: 88,
    sorted: 'descending',
    render: one => formatCount(one.entities),
  },
];

const ruleColumns = (
  href: (filters: Record<string, string>) => string,
): Column<Rule>[] => [
  {
    key: 'severity',
    title: 'Severity',
    width: 100,
    fixed: true,
    render: one => <SeverityChip severity={one.severity} />,
  },
  {
    key: 'rule',
    title: 'Rule',
    fixed: true,
    render: one => (
      <TwoLines
        title={`${one.title}\n${one.tool}: ${one.ruleId}`}
        first={
          <TextLink
            to={href({ ...openFilters, rule: one.ruleId, tool: one.tool })}
          >
            {one.title}
          </TextLink>
        }
        second={`${one.tool}, ${one.ruleId}`}
      />
    ),
  },
  {
    key: 'findings',
    title: 'Findings',
    numeric: true,
    width: 80,
    render: one => formatCount(one.findings),
  },
  {
    key: 'services',
    title: 'Services',
    numeric: true,
    width: 88,
    sorted: 'descending',
    render: one => formatCount(one.entities),
  },
];

/** Worst services, and the advisories and rules with most reach. */
export function TopCards(props: {
  top: Top;
  listHref: (filters: Record<string, string>) => string;
}) {
  const { top, listHref } = props;
  const none = (what: string) => (
    <EmptyState icon="check" title={`No open ${what} in this scope`} />
  );
  return (
    <>
      <Card title="Services with most risk" flush>
        <DataTable
          label="Services with most risk"
          columns={riskyColumns}
          rows={top.components}
          rowKey={one => one.entityRef}
          empty={none('finding')}
        />
      </Card>
      <Grid minWidth={420}>
        <Card title="Advisories by reach" flush>
          <DataTable
            label="Advisories by reach"
            comfortable
            columns={advisoryColumns(listHref)}
            rows={top.vulnerabilities}
            rowKey={one => one.vulnerabilityId}
            empty={none('advisory')}
          />
        </Card>
        <Card title="Rules by reach" flush>
          <DataTable
            label="Rules by reach"
            comfortable
            columns={ruleColumns(listHref)}
            rows={top.rules}
            rowKey={one => `${one.tool} ${one.ruleId}`}
            empty={none('rule')}
          />
        </Card>
      </Grid>
    </>
  );
}
