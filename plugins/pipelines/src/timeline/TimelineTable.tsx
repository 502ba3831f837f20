import { useNavigate } from 'react-router-dom';
import { TimelineLane } from '@quarterdeck/plugin-pipelines-common';
import {
  Column,
  DataTable,
  EntityChip,
  formatCount,
  Mono,
  Muted,
  RelativeTime,
  StatusChip,
  TextLink,
} from '@quarterdeck/plugin-portal-react';
import { TimelineAnswer } from '../api/deploymentQueries';
import {
  deploymentHref,
  kindWords,
  labelOf,
  placeName,
} from '../deployments/deploymentText';

type Item = TimelineLane['deployments'][number] & { lane: TimelineLane };

const columns: Column<Item>[] = [
  {
    key: 'status',
    title: 'Status',
    width: 148,
    fixed: true,
    render: item => (
      <StatusChip state={item.status.state} word={item.status.word} />
    ),
  },
  {
    key: 'service',
    title: 'Service',
    render: item => <EntityChip entityRef={item.lane.entityRef} />,
  },
  {
    key: 'place',
    title: 'Environment',
    render: item => placeName(item.lane),
  },
  {
    key: 'version',
    title: 'Version',
    render: item => (
      <TextLink to={deploymentHref(item)}>
        <Mono>{labelOf(item.label)}</Mono>
      </TextLink>
    ),
  },
  {
    key: 'kind',
    title: 'Kind',
    width: 112,
    priority: 3,
    render: item => kindWords[item.kind],
  },
  {
    key: 'started',
    title: 'Started',
    numeric: true,
    width: 112,
    sorted: 'descending',
    render: item => <RelativeTime at={item.startedAt} />,
  },
  {
    key: 'finished',
    title: 'Finished',
    numeric: true,
    width: 112,
    render: item =>
      item.finishedAt ? (
        <RelativeTime at={item.finishedAt} />
      ) : (
        <Muted>not yet</Muted>
      ),
  },
];

/** The marks of the timeline as rows. */
export function TimelineTable({ answer }: { answer: TimelineAnswer }) {
  const navigate = useNavigate();
  const rows = answer.lanes
    .flatMap(lane => lane.deployments.map(item => ({ ...item, lane })))
    .sort((a, b) => b.startedAt.localeCompare(a.startedAt));
  return (
    <DataTable
      label="Deployments of the timeline"
      columns={columns}
      rows={rows}
      rowKey={deploymentHref}
      onOpen={item => navigate(deploymentHref(item))}
      footer={`${formatCount(rows.length)} deployments, newest first`}
    />
  );
}
