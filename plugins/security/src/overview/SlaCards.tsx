import {
  Card,
  Column,
  DataTable,
  EntityChip,
  formatCount,
  Grid,
  SeverityChip,
  TextLink,
  token,
} from '@quarterdeck/plugin-portal-react';
import { FindingSummary } from '@quarterdeck/plugin-security-common';
import { EmptyState } from '@quarterdeck/plugin-portal-react';
import { Answer } from '../api/answerTypes';
import { DueText } from '../components/DueText';
import { counted, findingHref } from '../components/findingWords';

type Sla = Answer<'sla'>;
type Line = Sla['bySeverity'][number];

const number = (
  key: keyof Line,
  title: string,
  bad?: boolean,
): Column<Line> => ({
  key,
  title,
  numeric: true,
  width: 80,
  render: line => {
    const value = Number(line[key]);
    return bad && value > 0 ? (
      <b style={{ color: token('state.error.text'), fontWeight: 600 }}>
        {formatCount(value)}
      </b>
    ) : (
      formatCount(value)
    );
  },
});

const columns: Column<Line>[] = [
  {
    key: 'severity',
    title: 'Severity',
    fixed: true,
    render: line => <SeverityChip severity={line.severity} />,
  },
  {
    key: 'days',
    title: 'To fix in',
    width: 96,
    render: line =>
      line.days === null ? 'no limit' : counted(line.days, 'day'),
  },
  number('open', 'Open'),
  number('breached', 'Past due', true),
  number('dueSoon', 'Due soon'),
  number('paused', 'Paused'),
  number('met', 'Met'),
  number('missed', 'Too late', true),
];

const dueColumns: Column<FindingSummary>[] = [
  {
    key: 'severity',
    title: 'Severity',
    width: 100,
    fixed: true,
    render: one => <SeverityChip severity={one.severity} />,
  },
  {
    key: 'finding',
    title: 'Finding',
    fixed: true,
    render: one => (
      <TextLink to={findingHref(one.id)} title={one.title}>
        {one.title}
      </TextLink>
    ),
  },
  {
    key: 'entity',
    title: 'Service',
    width: '26%',
    priority: 2,
    render: one => <EntityChip entityRef={one.entityRef} />,
  },
  {
    key: 'due',
    title: 'Due',
    width: 84,
    render: one => <DueText sla={one.sla} />,
  },
];

/** Due dates: met and breached by severity, and what is next. */
export function SlaCards({ sla }: { sla: Sla }) {
  return (
    <>
      <Card title="Due dates by severity" flush>
        <DataTable
          label="Due dates by severity"
          columns={columns}
          rows={sla.bySeverity}
          rowKey={line => line.severity}
        />
      </Card>
      <Grid minWidth={420}>
        <Card title="Due soon" flush>
          <DataTable
            label="Due soon"
            columns={dueColumns}
            rows={sla.dueSoon}
            rowKey={one => one.id}
            empty={<EmptyState icon="clock" title="Nothing is due soon" />}
          />
        </Card>
        <Card title="Longest past due" flush>
          <DataTable
            label="Longest past due"
            columns={dueColumns}
            rows={sla.longestOverdue}
            rowKey={one => one.id}
            empty={<EmptyState icon="check" title="Nothing is past due" />}
          />
        </Card>
      </Grid>
    </>
  );
}
