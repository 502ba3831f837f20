import { useNavigate } from 'react-router-dom';
import {
  Column,
  DataTable,
  EmptyState,
  EntityChip,
  Mono,
  QueryStates,
  RelativeTime,
  Row,
  StatusChip,
  Tag,
} from '@quarterdeck/plugin-portal-react';
import { GateEvaluation } from '@quarterdeck/plugin-security-common';
import { useEvaluations } from '../api/gateQueries';
import { personName, verdictWords } from '../components/findingWords';
import { evaluationHref } from './gateHref';

const columns: Column<GateEvaluation>[] = [
  {
    key: 'verdict',
    title: 'Said',
    width: 160,
    fixed: true,
    render: one => (
      <Row style={{ gap: 6 }}>
        <StatusChip {...verdictWords[one.result.verdict]} />
        {one.override && <Tag>let pass</Tag>}
      </Row>
    ),
  },
  {
    key: 'entity',
    title: 'Service',
    width: '18%',
    render: one => <EntityChip entityRef={one.question.entity} />,
  },
  {
    key: 'environment',
    title: 'To',
    width: 112,
    render: one => one.question.environment ?? '–',
  },
  {
    key: 'commit',
    title: 'Commit',
    width: 84,
    priority: 3,
    render: one => <Mono>{one.question.commit?.slice(0, 7) ?? '–'}</Mono>,
  },
  {
    key: 'why',
    title: 'Why',
    render: one => <span title={one.result.summary}>{one.result.summary}</span>,
  },
  {
    key: 'by',
    title: 'Asked by',
    width: 120,
    priority: 2,
    render: one => personName(one.askedBy),
  },
  {
    key: 'at',
    title: 'When',
    numeric: true,
    width: 104,
    sorted: 'descending',
    render: one => <RelativeTime at={one.result.evaluatedAt} />,
  },
];

/** Decisions of the gate, newest first. */
export function EvaluationsTable(props: { scope?: string; entity?: string }) {
  const { scope, entity } = props;
  const evaluations = useEvaluations({
    scope,
    entity: entity ? [entity] : undefined,
  });
  const navigate = useNavigate();
  return (
    <QueryStates what="the decisions" query={evaluations}>
      {({ items }) => (
        <DataTable
          label="Decisions of the gate"
          columns={columns}
          rows={items}
          rowKey={one => one.id}
          onOpen={one => navigate(evaluationHref(one.id))}
          pageKeys
          more={evaluations.more}
          empty={
            <EmptyState
              icon="gate"
              title="The gate was not asked yet"
              reason="A pipeline asks with POST /api/security/v1/gates/evaluate; “Ask now” does it by hand."
            />
          }
        />
      )}
    </QueryStates>
  );
}
