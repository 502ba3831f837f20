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
  Skeleton,
  TimeRange,
  useScope,
  useUrlState,
} from '@quarterdeck/plugin-portal-react';
import { useFailing, useOverview } from '../api/queries';
import { FailingCard } from '../components/FailingCard';
import { OverviewTiles } from '../components/OverviewTiles';
import { RunList } from '../components/RunList';
import { StaleNotice } from '../components/StaleNotice';

const plural = (count: number, one: string) =>
  `${formatCount(count)} ${one}${count === 1 ? '' : 's'}`;

/** Is anything red, and whose is it? Then every run. */
export function PipelinesPage() {
  const url = useUrlState();
  const { scope } = useScope();
  const from = url.get('from') ?? 'now-24h';
  const to = url.get('to') ?? 'now';
  const overview = useOverview({ scope, from, to });
  const failing = useFailing({ scope });
  const { data } = overview;
  const neverAny =
    data && data.meta.lastEventAt === null && data.defaultBranches.total === 0;
  return (
    <Page>
      <HeaderTools>
        <ScopePicker />
        <TimeRange url={url} fallback="now-24h" />
      </HeaderTools>
      <PageHead
        title="Pipelines"
        sentence={
          data &&
          `${plural(data.serviceCount, 'service')}, ${plural(
            data.runCount,
            'run',
          )}`
        }
        actions={
          <>
            <Button
              variant="outlined"
              component={Link}
              to={`/pipelines/health${url.href({ view: undefined })}`}
              startIcon={<Icon name="dora" size={14} />}
            >
              CI health
            </Button>
            <Button
              variant="outlined"
              component={Link}
              to="/ingest?panel=add"
              startIcon={<Icon name="plus" size={14} />}
            >
              Add a source
            </Button>
          </>
        }
      />
      <StaleNotice meta={data?.meta} />
      {neverAny ? (
        <NotSetUp
          title="No source sends pipeline runs"
          reason="Add a webhook of your CI system; runs appear here as they happen."
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
            query={overview}
            skeleton={<Skeleton rows={2} height={28} />}
          >
            {answer => <OverviewTiles overview={answer} />}
          </QueryStates>
          <QueryStates what="what fails" query={failing} skeleton={<></>}>
            {answer => (
              <FailingCard items={answer.items} total={answer.total} />
            )}
          </QueryStates>
          <RunList scope={scope} />
        </>
      )}
    </Page>
  );
}
