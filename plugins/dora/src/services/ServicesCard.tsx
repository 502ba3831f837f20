import Button from '@mui/material/Button';
import { useMemo } from 'react';
import {
  DoraServiceRow,
  metricNames,
  MetricName,
} from '@quarterdeck/plugin-dora-common';
import {
  Card,
  Column,
  DataTable,
  EmptyState,
  EntityChip,
  formatCount,
  HowComputed,
  Muted,
  QueryStates,
  Row,
  Sparkline,
  TextLink,
} from '@quarterdeck/plugin-portal-react';
import { useServices } from '../api/listQueries';
import { ViewQuery } from '../api/queries';
import { useExport } from '../api/useExport';
import { deltaOf } from '../tiles/tileText';
import { DeltaText } from '@quarterdeck/plugin-portal-react';
import { DoraView } from '../view/useDoraView';
import { formatSpan } from '../words/formatSpan';
import { metricWords } from '../words/metricWords';
import { stageWords } from '../words/stageWords';

type Cell = DoraServiceRow['metrics'][number];

const missing: Record<Cell['status'], { text: string; says: string }> = {
  ok: { text: '–', says: 'No data in this time' },
  no_data: { text: '–', says: 'No data in this time' },
  not_set_up: { text: 'nothing sent', says: 'Nothing was sent yet' },
  not_permitted: { text: 'not permitted', says: 'Not permitted' },
};

function MetricCell(props: { cell: Cell | undefined; covered: boolean }) {
  const { cell, covered } = props;
  if (!cell || cell.value === null) {
    const { text, says } = missing[cell?.status ?? 'no_data'];
    return <Muted title={says}>{text}</Muted>;
  }
  const delta = deltaOf(cell, covered);
  return (
    <Row
      style={{ justifyContent: 'flex-end' }}
      title={`n ${formatCount(cell.n)}`}
    >
      <Sparkline values={cell.points.map(({ value }) => value)} width={36} />
      <span>
        {metricWords[cell.metric].text(cell.value)}
        {cell.tooFew && <Muted> ({cell.n})</Muted>}
      </span>
      {delta && delta.direction !== 'flat' && (
        <DeltaText delta={{ ...delta, text: '' }} />
      )}
    </Row>
  );
}

const metricColumn = (
  metric: MetricName,
  covered: boolean,
): Column<DoraServiceRow> => ({
  key: metric,
  title: metricWords[metric].short,
  numeric: true,
  priority: metric === 'deployment_rework_rate' ? 3 : 1,
  render: row => (
    <MetricCell
      cell={row.metrics.find(one => one.metric === metric)}
      covered={covered}
    />
  ),
});

const columnsOf = (
  view: DoraView,
  covered: boolean,
): Column<DoraServiceRow>[] => [
  {
    key: 'service',
    title: 'Service',
    fixed: true,
    width: '14%',
    sorted: 'ascending',
    render: row => (
      <EntityChip entityRef={row.entityRef} subject={row.service} />
    ),
  },
  ...metricNames.map(metric => metricColumn(metric, covered)),
  {
    key: 'stage',
    title: 'Most time in',
    width: '17%',
    priority: 2,
    render: ({ worstStage }) =>
      worstStage ? (
        <span
          title={`${formatSpan(
            worstStage.meanSeconds,
          )} on average, ${Math.round(
            worstStage.share * 100,
          )} % of the lead time`}
        >
          <Muted>{Math.round(worstStage.share * 100)} %</Muted>{' '}
          {stageWords[worstStage.stage].title}
        </span>
      ) : (
        <Muted>–</Muted>
      ),
  },
  {
    key: 'open',
    title: '',
    fixed: true,
    width: 56,
    render: row =>
      row.entityRef && (
        <TextLink to={view.url.href({ scope: row.entityRef })}>Look</TextLink>
      ),
  },
];

/** The services of a scope by name, each against itself before. No ranking. */
export function ServicesCard(props: {
  view: DoraView;
  query: ViewQuery;
  /** The time before is all in the data. */
  covered: boolean;
}) {
  const { view, query, covered } = props;
  const services = useServices(query);
  const save = useExport();
  const columns = useMemo(() => columnsOf(view, covered), [view, covered]);
  const first = services.data?.first;
  return (
    <Card
      title="Services"
      flush
      right={
        <>
          <Muted>by name: no league table</Muted>
          <HowComputed about="the table of services">
            Each service under the same formulas, against its own time before.
            They are sorted by name: services differ in what they are for, and a
            ranking of them says nothing. “Most time in” is the stage with the
            largest part of the mean lead time.
          </HowComputed>
          <Button
            size="small"
            color="inherit"
            onClick={() =>
              save('services', 'csv', {
                scope: query.scope,
                from: query.from,
                to: query.to,
                unit: query.unit,
                compare: query.compare,
                marker: query.marker,
                benchmark: query.benchmark,
              })
            }
          >
            CSV
          </Button>
        </>
      }
    >
      <QueryStates what="the services" query={services}>
        {({ items }) => (
          <DataTable
            label="Services"
            columns={columns}
            rows={items}
            rowKey={row => row.service}
            more={services.more}
            footer={
              first &&
              `${formatCount(first.services)} with deployments to production`
            }
            empty={
              <EmptyState
                icon="box"
                title="No service here"
                reason="No service of this scope has deployed to production yet."
              />
            }
          />
        )}
      </QueryStates>
    </Card>
  );
}
