import { stringifyEntityRef } from '@backstage/catalog-model';
import { useEntity } from '@backstage/plugin-catalog-react';
import { useNavigate } from 'react-router-dom';
import {
  EnvironmentColumn,
  MatrixCell,
} from '@quarterdeck/plugin-pipelines-common';
import {
  Card,
  Column,
  DataTable,
  EmptyState,
  Mono,
  Muted,
  QueryStates,
  RelativeTime,
  Row,
  Skeleton,
  StateIcon,
  StatusChip,
  Tag,
  TextLink,
} from '@quarterdeck/plugin-portal-react';
import { useMatrix } from '../api/deploymentQueries';
import {
  behindWords,
  deploymentHref,
  labelOf,
  placeName,
} from '../deployments/deploymentText';
import { chipOf } from './MatrixCellView';
import { cellAt, deploymentOf } from './matrixModel';

interface Place {
  column: EnvironmentColumn;
  cell: MatrixCell;
}

const columns: Column<Place>[] = [
  {
    key: 'environment',
    title: 'Environment',
    width: '22%',
    fixed: true,
    render: ({ column }) => placeName(column),
  },
  {
    key: 'state',
    title: 'State',
    width: 124,
    render: ({ cell }) => (
      <StatusChip state={cell.status.state} word={cell.status.word} />
    ),
  },
  {
    key: 'version',
    title: 'Version',
    render: ({ cell }) => {
      const chip = chipOf(cell);
      return (
        <Row>
          {cell.live ? (
            <TextLink to={deploymentHref(cell.live)}>
              <Mono>{labelOf(cell.live.label)}</Mono>
            </TextLink>
          ) : (
            <Muted>nothing arrived yet</Muted>
          )}
          {chip && (
            <Tag>
              <StateIcon state={chip.icon} size={12} />
              {chip.text}
            </Tag>
          )}
          {cell.frozen && <Tag title={cell.frozen.reason}>frozen</Tag>}
        </Row>
      );
    },
  },
  {
    key: 'since',
    title: 'Since',
    numeric: true,
    width: 104,
    render: ({ cell }) =>
      cell.live ? <RelativeTime at={cell.live.since} /> : '–',
  },
  {
    key: 'behind',
    title: 'Behind',
    numeric: true,
    width: 104,
    render: ({ cell }) => {
      const { text, reason } = behindWords(cell.behindHead);
      return <span title={reason}>{text}</span>;
    },
  },
];

/** What an entity runs where, in one card. */
export function EntityEnvironmentsCard() {
  const { entity } = useEntity();
  const navigate = useNavigate();
  const entityRef = stringifyEntityRef(entity).toLocaleLowerCase('en-US');
  const matrix = useMatrix({ entity: [entityRef], limit: 1 });
  return (
    <Card
      title="Environments"
      flush
      right={
        <>
          {matrix.data?.meta.stale && <Muted>stale</Muted>}
          <TextLink to="deployments">All deployments</TextLink>
        </>
      }
    >
      <QueryStates
        what="the environments of this entity"
        query={matrix}
        skeleton={<Skeleton rows={3} height={20} />}
      >
        {answer => {
          const row = answer.rows.find(item => item.entityRef === entityRef);
          if (row && !row.visible) {
            return (
              <EmptyState
                icon="lock"
                title="Not visible to you"
                reason="Its deployments belong to another team. It takes the permission “pipelines.run.read” for them."
              />
            );
          }
          const places = answer.columns.flatMap(column => {
            const cell = row && cellAt(row, column);
            return cell ? [{ column, cell }] : [];
          });
          return (
            <DataTable
              label="Environments"
              columns={columns}
              rows={places}
              rowKey={({ column }) => column.key}
              onOpen={({ cell }) => {
                const key = deploymentOf(cell);
                if (key) navigate(deploymentHref(key));
              }}
              empty={
                <EmptyState
                  icon="grid"
                  title="Never deployed"
                  reason="No deployment of this component has arrived. Let what deploys it send its webhooks."
                  action={
                    <TextLink to="/ingest?panel=add">Add a source</TextLink>
                  }
                />
              }
            />
          );
        }}
      </QueryStates>
    </Card>
  );
}
