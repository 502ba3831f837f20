import Button from '@mui/material/Button';
import { Link } from 'react-router-dom';
import {
  HeaderTools,
  Icon,
  NotSetUp,
  Page,
  PageHead,
  ScopePicker,
  TabItem,
  Tabs,
  TimeRange,
  useScope,
  useUrlState,
} from '@quarterdeck/plugin-portal-react';
import { useEnvironmentTiles } from '../api/deploymentQueries';
import { StaleNotice } from '../components/StaleNotice';
import { DeploymentList } from '../deployments/DeploymentList';
import { DriftTab } from '../deployments/DriftTab';
import { FreezesTab } from '../freezes/FreezesTab';
import { TimelineTab } from '../timeline/TimelineTab';

const tabs = [
  { key: undefined, label: 'List' },
  { key: 'timeline', label: 'Timeline' },
  { key: 'drift', label: 'Drift' },
  { key: 'freezes', label: 'Freezes' },
];

/** What was deployed when, what drifts apart, and when nothing may be deployed. */
export function DeploymentsPage() {
  const url = useUrlState();
  const { scope } = useScope();
  const tab = url.get('tab');
  const known = tabs.some(({ key }) => key === tab) ? tab : undefined;
  const tiles = useEnvironmentTiles({ scope });
  const { data } = tiles;
  const neverAny =
    data && data.services === 0 && data.meta.lastEventAt === null;
  const items: TabItem[] = tabs.map(({ key, label }) => ({
    label,
    to: `/deployments${url.href({ tab: key, view: undefined, as: undefined })}`,
    selected: known === key,
  }));
  const waiting = data?.waiting.count ?? 0;
  return (
    <Page>
      <HeaderTools>
        <ScopePicker />
        {(known === undefined || known === 'timeline') && (
          <TimeRange
            url={url}
            fallback={known === 'timeline' ? 'now-7d' : 'now-28d'}
          />
        )}
      </HeaderTools>
      <PageHead
        title="Deployments"
        sentence={
          data &&
          `${data.today.count} today, ${
            waiting === 0 ? 'none waits' : `${waiting} at a gate`
          }`
        }
        actions={
          <Button
            variant="outlined"
            component={Link}
            to="/environments"
            startIcon={<Icon name="grid" size={14} />}
          >
            What runs where
          </Button>
        }
      />
      <Tabs label="Parts of deployments" items={items} />
      {neverAny && known !== 'freezes' ? (
        <NotSetUp
          title="No source sends deployments"
          reason="Add a webhook of what deploys for you; deployments appear here as they happen."
          action={
            <Button variant="contained" component={Link} to="/ingest?panel=add">
              Add a source
            </Button>
          }
        />
      ) : (
        <>
          {known === undefined && (
            <>
              <StaleNotice meta={data?.meta} />
              <DeploymentList scope={scope} />
            </>
          )}
          {known === 'timeline' && <TimelineTab scope={scope} />}
          {known === 'drift' && <DriftTab scope={scope} />}
          {known === 'freezes' && <FreezesTab />}
        </>
      )}
    </Page>
  );
}
