import Button from '@mui/material/Button';
import { ReactNode, useMemo } from 'react';
import { useNavigate } from 'react-router-dom';
import { RunSummary } from '@quarterdeck/plugin-pipelines-common';
import {
  Column,
  DataTable,
  Duration,
  EntityChip,
  formatCount,
  PersonChip,
  QueueRunBar,
  RelativeTime,
  Row,
  StatusChip,
  Tag,
  TextLink,
  useNow,
  usualLongest,
} from '@quarterdeck/plugin-portal-react';
import { useRuns } from '../api/useRuns';
import { ChangeCell } from './ChangeCell';
import { useHeldRows } from './useHeldRows';
import { runHref, stateOf, totalSeconds } from './runWords';

const runningSeconds = (run: RunSummary, now: Date): number | null => {
  if (run.runSeconds !== null) return run.runSeconds;
  const begun = run.workStartedAt ?? run.startedAt;
  return begun && run.state !== 'completed'
    ? Math.max(0, (now.getTime() - Date.parse(begun)) / 1000)
    : null;
};

const none: RunSummary[] = [];

/** The list of runs: active ones first, then the newest. */
export function RunsTable(props: {
  runs: ReturnType<typeof useRuns>;
  /** On an entity's page the entity goes without saying. */
  withoutEntity?: boolean;
  empty: ReactNode;
}) {
  const { runs, withoutEntity, empty } = props;
  const navigate = useNavigate();
  const now = useNow();
  const total = runs.data?.first.total;
  const { rows, waiting, showNew } = useHeldRows({
    rows: runs.data?.items ?? none,
    keyOf: runHref,
    listKey: runs.listKey,
    manyPages: Boolean(runs.data?.manyPages),
  });
  const longest = useMemo(
    () => usualLongest(rows.map(run => totalSeconds(run, now))),
    [rows, now],
  );
  const columns: Column<RunSummary>[] = [
    {
      key: 'status',
      title: 'Status',
      width: 126,
      fixed: true,
      render: run => (
        <StatusChip
          state={stateOf(run.status)}
          word={run.status.word}
          raw={[run.rawState, run.rawResult].filter(Boolean).join(', ')}
        />
      ),
    },
    {
      key: 'entity',
      title: 'Entity',
      width: '12%',
      render: run => (
        <EntityChip
          entityRef={run.entityRef}
          subject={`${run.instance}/${run.project}`}
        />
      ),
    },
    {
      key: 'pipeline',
      title: 'Pipeline',
      width: '14%',
      fixed: true,
      render: run => (
        <Row title={run.pipeline.path ?? run.pipeline.name}>
          <TextLink to={runHref(run)} style={{ color: 'inherit' }}>
            {run.pipeline.name}
          </TextLink>
          {run.attempt > 1 && <Tag>attempt {run.attempt}</Tag>}
        </Row>
      ),
    },
    { key: 'change', title: 'Change', render: run => <ChangeCell run={run} /> },
    {
      key: 'actor',
      title: 'Started by',
      width: 124,
      priority: 2,
      render: run => <PersonChip person={run.actor} />,
    },
    {
      key: 'bar',
      title: 'Queue and run',
      width: 120,
      priority: 3,
      render: run => (
        <QueueRunBar
          state={stateOf(run.status)}
          queueSeconds={run.queueSeconds}
          runSeconds={runningSeconds(run, now)}
          longestSeconds={longest}
        />
      ),
    },
    {
      key: 'duration',
      title: 'Duration',
      numeric: true,
      width: 88,
      render: run =>
        run.runSeconds === null && run.state !== 'completed' ? (
          <Duration since={run.workStartedAt ?? run.startedAt} />
        ) : (
          <Duration seconds={run.runSeconds} />
        ),
    },
    {
      key: 'finished',
      title: 'Finished',
      numeric: true,
      width: 104,
      sorted: 'descending',
      render: run => <Finished run={run} />,
    },
  ];
  return (
    <>
      {waiting > 0 && (
        <Button fullWidth size="small" onClick={showNew}>
          {waiting === 1 ? '1 new run' : `${waiting} new runs`}
        </Button>
      )}
      <DataTable
        label="Runs"
        columns={
          withoutEntity
            ? columns.filter(column => column.key !== 'entity')
            : columns
        }
        rows={rows}
        rowKey={runHref}
        onOpen={run => navigate(runHref(run))}
        empty={empty}
        columnMenu
        footer={`Rows 1–${formatCount(rows.length)}${
          total
            ? ` of ${total.capped ? 'over ' : ''}${formatCount(total.count)}`
            : ''
        }, active first, then newest`}
        status={<Freshness runs={runs} />}
        more={runs.more}
      />
    </>
  );
}

function Finished({ run }: { run: RunSummary }) {
  if (run.state === 'completed') {
    return <RelativeTime at={run.finishedAt ?? run.listedAt} />;
  }
  if (run.status.key === 'running') return <>now</>;
  return (
    <RelativeTime
      at={run.startedAt ?? run.queuedAt ?? run.listedAt}
      prefix="since"
      bare
    />
  );
}

function Freshness({ runs }: { runs: ReturnType<typeof useRuns> }) {
  const meta = runs.data?.first.meta;
  if (!meta) return null;
  return (
    <>
      Updated <RelativeTime at={meta.asOf} />
      {meta.visibility === 'own' && ', your teams only'}
    </>
  );
}
