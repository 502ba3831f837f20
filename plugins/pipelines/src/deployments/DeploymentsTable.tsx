import Button from '@mui/material/Button';
import { ReactNode } from 'react';
import { useNavigate } from 'react-router-dom';
import { DeploymentSummary } from '@quarterdeck/plugin-pipelines-common';
import {
  Column,
  DataTable,
  Duration,
  Ellipsis,
  EntityChip,
  formatCount,
  Mono,
  Muted,
  PersonChip,
  RelativeTime,
  Row,
  StatusChip,
  Tag,
  TextLink,
} from '@quarterdeck/plugin-portal-react';
import { useDeployments } from '../api/useDeployments';
import { useHeldRows } from '../components/useHeldRows';
import {
  deploymentHref,
  kindWords,
  labelOf,
  placeName,
  strategyWords,
  weightWords,
} from './deploymentText';

/** State, and how far a rollout has come. */
export function DeploymentStatus({ item }: { item: DeploymentSummary }) {
  const weight = item.rollout?.actualWeight ?? item.rollout?.wantedWeight;
  const words = [item.rawState, item.reason].filter(Boolean).join(': ');
  return (
    <Row>
      <StatusChip
        state={item.status.state}
        word={item.status.word}
        raw={words || undefined}
      />
      {item.outcome === null && typeof weight === 'number' && (
        <Muted>{weightWords(weight)}</Muted>
      )}
    </Row>
  );
}

const columns: Column<DeploymentSummary>[] = [
  {
    key: 'status',
    title: 'Status',
    width: 148,
    fixed: true,
    render: item => <DeploymentStatus item={item} />,
  },
  {
    key: 'entity',
    title: 'Service',
    width: '15%',
    render: item => (
      <EntityChip
        entityRef={item.entityRef}
        subject={`${item.instance}/${item.service ?? item.project}`}
      />
    ),
  },
  {
    key: 'version',
    title: 'Version',
    fixed: true,
    render: item => (
      <Row>
        <TextLink to={deploymentHref(item)}>
          <Mono as={Ellipsis} title={item.sha ?? undefined}>
            {labelOf(item.label)}
          </Mono>
        </TextLink>
        {item.live && <Tag>runs now</Tag>}
      </Row>
    ),
  },
  {
    key: 'environment',
    title: 'Environment',
    width: '15%',
    render: item => {
      const place = placeName({
        environment: item.environment.name,
        region: item.region,
      });
      return <Ellipsis title={place}>{place}</Ellipsis>;
    },
  },
  {
    key: 'kind',
    title: 'Kind',
    width: 148,
    priority: 3,
    render: item => (
      <Row>
        {kindWords[item.kind]}
        {strategyWords[item.strategy] && (
          <Muted>{strategyWords[item.strategy]}</Muted>
        )}
      </Row>
    ),
  },
  {
    key: 'actor',
    title: 'By',
    width: 156,
    priority: 2,
    render: item => <PersonChip person={item.actor} />,
  },
  {
    key: 'duration',
    title: 'Took',
    numeric: true,
    width: 88,
    priority: 2,
    render: item =>
      item.outcome === null && item.startedAt && item.state !== 'superseded' ? (
        <Duration since={item.startedAt} />
      ) : (
        <Duration seconds={item.durationSeconds} />
      ),
  },
  {
    key: 'when',
    title: 'When',
    numeric: true,
    width: 104,
    sorted: 'descending',
    render: item => <RelativeTime at={item.listedAt} />,
  },
];

const none: DeploymentSummary[] = [];

/** Deployments, newest first. */
export function DeploymentsTable(props: {
  deployments: ReturnType<typeof useDeployments>;
  /** On an entity's page the service goes without saying. */
  withoutEntity?: boolean;
  empty: ReactNode;
}) {
  const { deployments, withoutEntity, empty } = props;
  const navigate = useNavigate();
  const { rows, waiting, showNew } = useHeldRows({
    rows: deployments.data?.items ?? none,
    keyOf: deploymentHref,
    listKey: deployments.listKey,
    manyPages: Boolean(deployments.data?.manyPages),
  });
  const meta = deployments.data?.first.meta;
  return (
    <>
      {waiting > 0 && (
        <Button fullWidth size="small" onClick={showNew}>
          {waiting === 1 ? '1 new deployment' : `${waiting} new deployments`}
        </Button>
      )}
      <DataTable
        label="Deployments"
        columns={
          withoutEntity
            ? columns.filter(column => column.key !== 'entity')
            : columns
        }
        rows={rows}
        rowKey={deploymentHref}
        onOpen={item => navigate(deploymentHref(item))}
        empty={empty}
        columnMenu
        footer={`Rows 1–${formatCount(rows.length)}, newest first`}
        status={
          meta && (
            <>
              Updated <RelativeTime at={meta.asOf} />
              {meta.visibility === 'own' && ', your teams only'}
            </>
          )
        }
        more={deployments.more}
      />
    </>
  );
}
