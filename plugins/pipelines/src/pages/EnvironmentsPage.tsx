import Button from '@mui/material/Button';
import { Link } from 'react-router-dom';
import {
  formatCount,
  HeaderTools,
  Icon,
  NotSetUp,
  Page,
  PageHead,
  QueryStates,
  ScopePicker,
  Segmented,
  Skeleton,
  useScope,
  useUrlState,
} from '@quarterdeck/plugin-portal-react';
import { useEnvironmentTiles, useMatrix } from '../api/deploymentQueries';
import { StaleNotice } from '../components/StaleNotice';
import { EnvironmentTiles } from '../environments/EnvironmentTiles';
import { MatrixCard } from '../environments/MatrixCard';
import { matrixQuery, useMatrixView } from '../environments/useMatrixView';
import { emphases } from '../environments/matrixModel';

const plural = (count: number, one: string) =>
  `${formatCount(count)} ${one}${count === 1 ? '' : 's'}`;

const emphasisWords = { version: 'Version', age: 'Age', behind: 'Behind' };

/** What runs where? */
export function EnvironmentsPage() {
  const url = useUrlState();
  const { scope } = useScope();
  const view = useMatrixView(url);
  const query = matrixQuery(url, scope);
  const matrix = useMatrix(query);
  const tiles = useEnvironmentTiles({ scope });
  const { data } = tiles;
  const neverAny =
    data && data.services === 0 && data.meta.lastEventAt === null;
  return (
    <Page>
      <HeaderTools>
        <ScopePicker />
      </HeaderTools>
      <PageHead
        title="Environments"
        sentence={
          data &&
          `${plural(data.services, 'service')}, ${plural(
            data.environments,
            'environment',
          )}`
        }
        actions={
          <>
            <Segmented
              label="What stands out in a cell"
              value={view.emphasis}
              options={emphases.map(value => ({
                value,
                label: emphasisWords[value],
              }))}
              onChange={value =>
                url.set({ by: value === 'version' ? undefined : value })
              }
            />
            <Button
              variant="outlined"
              aria-pressed={view.picking}
              onClick={view.togglePicking}
              startIcon={<Icon name="cols" size={14} />}
            >
              Compare two
            </Button>
          </>
        }
      />
      <StaleNotice meta={matrix.data?.meta ?? data?.meta} />
      {neverAny ? (
        <NotSetUp
          title="No source sends deployments"
          reason="Add a webhook of what deploys for you; environments appear here as deployments arrive."
          action={
            <Button variant="contained" component={Link} to="/ingest?panel=add">
              Add a source
            </Button>
          }
        />
      ) : (
        <>
          <QueryStates
            what="the numbers"
            query={tiles}
            skeleton={<Skeleton rows={2} height={28} />}
          >
            {answer => <EnvironmentTiles tiles={answer} />}
          </QueryStates>
          <MatrixCard matrix={matrix} view={view} url={url} />
        </>
      )}
    </Page>
  );
}
