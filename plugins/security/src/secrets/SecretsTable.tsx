import { ReactNode } from 'react';
import {
  Column,
  DataTable,
  formatCount,
  Mono,
  RelativeTime,
  Row,
  SeverityChip,
  StatusChip,
  Tag,
} from '@quarterdeck/plugin-portal-react';
import { RotateTask } from '@quarterdeck/plugin-security-common';
import { counted, entityName, personName } from '../components/findingWords';
import { TwoLines } from '../components/TwoLines';
import { rotateWords, verifiedText } from './rotateWords';

const columns: Column<RotateTask>[] = [
  {
    key: 'severity',
    title: 'Severity',
    width: 104,
    fixed: true,
    render: task => <SeverityChip severity={task.severity} />,
  },
  {
    key: 'secret',
    title: 'Secret',
    fixed: true,
    render: task => (
      <TwoLines
        title={task.rules.join(', ')}
        first={<Mono>{task.mask ?? 'masked'}</Mono>}
        second={task.rules.join(', ')}
      />
    ),
  },
  {
    key: 'verified',
    title: 'Tried',
    width: 112,
    render: task =>
      task.verified ? (
        <Tag>{verifiedText(task.verified)}</Tag>
      ) : (
        verifiedText(task.verified)
      ),
  },
  {
    key: 'where',
    title: 'Where',
    width: '22%',
    priority: 2,
    render: task => (
      <TwoLines
        title={task.entities.map(entityName).join(', ')}
        first={task.entities.map(entityName).join(', ')}
        second={`${counted(task.files, 'file')}, ${formatCount(
          task.openFindings,
        )} of ${counted(task.findings, 'finding')} open`}
      />
    ),
  },
  {
    key: 'state',
    title: 'Rotation',
    width: 152,
    render: task => (
      <Row style={{ gap: 6 }}>
        <StatusChip {...rotateWords[task.state]} />
        {task.seenAfterRotation && <Tag>seen again</Tag>}
      </Row>
    ),
  },
  {
    key: 'assignee',
    title: 'Assignee',
    width: 104,
    priority: 3,
    render: task => (task.assignee ? personName(task.assignee) : 'nobody'),
  },
  {
    key: 'seen',
    title: 'First seen',
    width: 96,
    numeric: true,
    priority: 3,
    render: task => <RelativeTime at={task.firstSeenAt} />,
  },
];

/** Leaked values, those that work first. */
export function SecretsTable(props: {
  items: readonly RotateTask[];
  open?: string;
  onOpen: (task: RotateTask) => void;
  more?: { load: () => void; loading: boolean };
  empty: ReactNode;
}) {
  return (
    <DataTable
      label="Secrets"
      columns={columns}
      rows={props.items}
      rowKey={task => task.id}
      selectedKey={props.open}
      onOpen={props.onOpen}
      comfortable
      pageKeys
      more={props.more}
      empty={props.empty}
    />
  );
}
