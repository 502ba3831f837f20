import { Failing } from '@quarterdeck/plugin-pipelines-common';
import {
  Card,
  Column,
  DataTable,
  EntityChip,
  Ellipsis,
  Mono,
  Muted,
  PersonChip,
  RelativeTime,
  Row,
  TextLink,
} from '@quarterdeck/plugin-portal-react';
import { useNavigate } from 'react-router-dom';
import { runHref, shortSha } from './runWords';

const columns: Column<Failing>[] = [
  {
    key: 'entity',
    title: 'Service',
    width: '14%',
    render: item => (
      <EntityChip
        entityRef={item.entityRef}
        subject={`${item.instance}/${item.project}`}
      />
    ),
  },
  {
    key: 'step',
    title: 'Failed in',
    width: '18%',
    render: item => (
      <Ellipsis title={`${item.pipeline.name}: ${item.failedJob ?? ''}`}>
        {item.failedJob ?? item.pipeline.name}
        {item.failedStep && <Muted> · {item.failedStep}</Muted>}
      </Ellipsis>
    ),
  },
  {
    key: 'message',
    title: 'Error',
    priority: 3,
    render: item =>
      item.message ? (
        <Mono title={item.message}>{item.message}</Mono>
      ) : (
        <Muted title="The provider sent no words about it; its log has them.">
          not sent
        </Muted>
      ),
  },
  {
    key: 'since',
    title: 'Red for',
    width: 88,
    render: item => (
      <span>
        {!item.sinceExact && 'over '}
        <RelativeTime at={item.since} bare />
      </span>
    ),
  },
  {
    key: 'change',
    title: 'Since this change',
    width: '30%',
    render: item => (
      <Row title={item.brokenBy.title ?? undefined}>
        <TextLink to={runHref(item.brokenBy.run)}>
          <Mono>{shortSha(item.brokenBy.sha) || 'first red run'}</Mono>
        </TextLink>
        <Ellipsis>{item.brokenBy.title}</Ellipsis>
      </Row>
    ),
  },
  {
    key: 'author',
    title: 'By',
    width: 124,
    priority: 2,
    render: item => <PersonChip person={item.brokenBy.author} />,
  },
  {
    key: 'open',
    title: 'Newest run',
    width: 96,
    numeric: true,
    render: item => <TextLink to={runHref(item.run)}>Open run</TextLink>,
  },
];

/** Default branches that are red now, the longest first. Nothing when all is green. */
export function FailingCard(props: {
  items: readonly Failing[];
  total: number;
}) {
  const { items, total } = props;
  const navigate = useNavigate();
  if (items.length === 0) return null;
  return (
    <Card
      title="Failing on the default branch"
      flush
      right={
        total > items.length
          ? `${items.length} of ${total}, the longest first`
          : 'since the first red run, with the change that broke it'
      }
    >
      <DataTable
        label="Failing on the default branch"
        columns={columns.filter(
          column =>
            column.key !== 'message' || items.some(item => item.message),
        )}
        rows={items}
        rowKey={item => `${item.instance}/${item.project}/${item.pipeline.key}`}
        onOpen={item => navigate(runHref(item.run))}
      />
    </Card>
  );
}
