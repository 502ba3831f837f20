import { styled } from '@mui/material/styles';
import {
  cellStates,
  environmentTiers,
  StateToken,
} from '@quarterdeck/plugin-pipelines-common';
import {
  Card,
  EmptyState,
  FilterBar,
  FilterField,
  formatCount,
  Muted,
  QueryStates,
  RelativeTime,
  Row,
  Skeleton,
  StateIcon,
  TextLink,
  token,
  UrlState,
} from '@quarterdeck/plugin-portal-react';
import { MatrixAnswer, useMatrix } from '../api/deploymentQueries';
import { tierWords } from '../deployments/deploymentText';
import { CellDrawer } from './CellDrawer';
import { ComparePanel } from './ComparePanel';
import { EnvironmentMatrix } from './EnvironmentMatrix';
import { cellAt, deploymentOf, keyText, narrowRows } from './matrixModel';
import { MatrixView } from './useMatrixView';

const Legend = styled('span')({
  display: 'flex',
  gap: 12,
  fontSize: 12,
  color: token('text.secondary'),
  '& > span': { display: 'inline-flex', gap: 6, alignItems: 'center' },
  '@media (max-width: 1279px)': { display: 'none' },
});
const Foot = styled('div')({
  display: 'flex',
  flexWrap: 'wrap',
  gap: '4px 16px',
  padding: '10px 16px',
  borderTop: `1px solid ${token('border.subtle')}`,
});

const legend: Record<
  (typeof cellStates)[number],
  { state: StateToken; word: string }
> = {
  healthy: { state: 'success', word: 'Healthy' },
  rolling_out: { state: 'info', word: 'Rolling out' },
  degraded: { state: 'warn', word: 'Degraded' },
  failing: { state: 'error', word: 'Failing' },
  waiting: { state: 'hold', word: 'Waiting' },
};

const tierField: FilterField = {
  key: 'tier',
  label: 'Tier',
  options: environmentTiers.map(value => ({ value, label: tierWords[value] })),
};
const showField: FilterField = {
  key: 'show',
  label: 'Only',
  options: [
    { value: 'differing', label: 'Differing' },
    { value: 'waiting', label: 'Waiting' },
    { value: 'failing', label: 'Failing' },
  ],
};

/** Filters, the comparison, the matrix and the drawer of a cell. */
export function MatrixCard(props: {
  matrix: ReturnType<typeof useMatrix>;
  view: MatrixView;
  url: UrlState;
}) {
  const { matrix, view, url } = props;
  const environments = [
    ...new Set(matrix.data?.columns.map(({ environment }) => environment)),
  ];
  return (
    <>
      <ComparePanel
        picked={view.picked}
        picking={view.picking}
        onClear={view.clearPicked}
      />
      <Card flush>
        <FilterBar
          url={url}
          search={{ key: 'q', placeholder: 'Service or version' }}
          fields={[
            tierField,
            {
              key: 'environment',
              label: 'Environment',
              free: true,
              options: environments.map(value => ({ value, label: value })),
            },
            showField,
          ]}
          right={
            <Legend aria-hidden>
              {cellStates.map(key => (
                <span key={key}>
                  <StateIcon state={legend[key].state} size={14} />
                  {legend[key].word}
                </span>
              ))}
            </Legend>
          }
        />
        <QueryStates
          what="what runs where"
          query={matrix}
          skeleton={<Skeleton rows={9} height={36} />}
        >
          {answer => <Matrix answer={answer} view={view} />}
        </QueryStates>
      </Card>
    </>
  );
}

function Matrix({ answer, view }: { answer: MatrixAnswer; view: MatrixView }) {
  const rows = narrowRows(answer.rows, view.only);
  const { columns } = answer;
  if (rows.length === 0) {
    return answer.hiddenServices > 0 && answer.services === 0 ? (
      <EmptyState
        icon="lock"
        title="None of these services is visible to you"
        reason={`${formatCount(
          answer.hiddenServices,
        )} of this scope belong to other teams. It takes the permission “pipelines.run.read” for them.`}
      />
    ) : (
      <EmptyState
        icon="grid"
        title="No service fits"
        reason="No service of this scope has a deployment that matches the filters."
        action={<TextLink to="?">Show all services</TextLink>}
      />
    );
  }
  const places = rows.flatMap(row =>
    columns.flatMap(column => {
      const cell = cellAt(row, column);
      return cell ? [{ row, column, cell }] : [];
    }),
  );
  const index = places.findIndex(
    ({ row, column }) =>
      row.entityRef === view.open?.entityRef &&
      column.key === view.open?.column,
  );
  const opened = places[index];
  const go = (to: number) => {
    const place = places[to];
    return (
      place &&
      (() =>
        view.openCell({
          entityRef: place.row.entityRef,
          column: place.column.key,
        }))
    );
  };
  const picked = view.picked.map(keyText);
  const openedKey = deploymentOf(opened?.cell);
  return (
    <>
      <EnvironmentMatrix
        rows={rows}
        columns={columns}
        emphasis={view.emphasis}
        picked={picked}
        picking={view.picking}
        openCell={view.open}
        onOpen={(row, cell) =>
          view.openCell({ entityRef: row.entityRef, column: cell.column })
        }
        onPick={view.pick}
      />
      <Foot>
        <Muted aria-live="polite">
          {rows.length === answer.services
            ? `${formatCount(rows.length)} services by name`
            : `${formatCount(rows.length)} of ${formatCount(
                answer.services,
              )} services, by name`}
          {answer.nextCursor && '; narrow the filters to see the rest'}
        </Muted>
        {answer.hiddenServices > 0 && (
          <Muted>
            {formatCount(answer.hiddenServices)} more are not visible to you
          </Muted>
        )}
        {answer.columnsOmitted > 0 && (
          <Muted>
            {formatCount(answer.columnsOmitted)} environments with few services
            left out: filter by environment
          </Muted>
        )}
        <Row style={{ marginLeft: 'auto' }}>
          <Muted>
            Arrows walk, Enter opens, x picks. Updated{' '}
            <RelativeTime at={answer.meta.asOf} />
            {answer.meta.visibility === 'own' && ', your teams only'}
          </Muted>
        </Row>
      </Foot>
      {opened && (
        <CellDrawer
          {...opened}
          picked={openedKey ? picked.includes(keyText(openedKey)) : false}
          onPick={view.pick}
          onClose={() => view.openCell(undefined)}
          onPrevious={go(index - 1)}
          onNext={go(index + 1)}
        />
      )}
    </>
  );
}
