import Button from '@mui/material/Button';
import { Link, Route, Routes, useLocation } from 'react-router-dom';
import { BreadcrumbEntry } from '@backstage/frontend-plugin-api';
import { IngestOverview } from '@quarterdeck/plugin-ingest-common';
import {
  Icon,
  Page,
  PageHead,
  TabItem,
  Tabs,
  useUrlState,
} from '@quarterdeck/plugin-portal-react';
import { useOverview } from '../api/ingestQueries';
import { HeadDrawers } from '../components/HeadDrawers';
import { DeliveriesTab } from './DeliveriesTab';
import { ReadersTab } from './ReadersTab';
import { RejectedTab } from './RejectedTab';
import { SetAsideTab } from './SetAsideTab';
import { SourcesTab } from './SourcesTab';
import { UnclaimedTab } from './UnclaimedTab';

const tabs: ReadonlyArray<{
  label: string;
  path: string;
  count?: keyof IngestOverview['tabs'];
}> = [
  { label: 'Sources', path: '', count: 'sources' },
  { label: 'Deliveries', path: 'deliveries' },
  { label: 'Rejected', path: 'rejected', count: 'rejected' },
  { label: 'Unclaimed', path: 'unclaimed', count: 'unclaimed' },
  { label: 'Set aside', path: 'set-aside', count: 'setAside' },
  { label: 'Readers', path: 'readers', count: 'readers' },
];

/** Head, tabs and the part of the page the address names. */
export function IngestPage() {
  const overview = useOverview();
  const url = useUrlState();
  const here = useLocation().pathname.split('/')[2] ?? '';
  const counts = overview.data?.tabs;
  const items: TabItem[] = tabs.map(({ label, path, count }) => ({
    label,
    to: path ? `/ingest/${path}` : '/ingest',
    selected: here === path,
    count: count && counts?.[count],
  }));
  const current = items.find(item => item.selected) ?? items[0];
  return (
    <BreadcrumbEntry entry={{ label: current.label, href: current.to }}>
      <Page>
        <PageHead
          title="Ingest"
          sentence={
            counts &&
            `${counts.sources} ${
              counts.sources === 1 ? 'source' : 'sources'
            }, one log`
          }
          actions={
            <>
              <Button
                variant="outlined"
                startIcon={<Icon name="eye" size={14} />}
                component={Link}
                to={url.href({ panel: 'try' })}
              >
                Try a delivery
              </Button>
              <Button
                variant="contained"
                startIcon={<Icon name="plus" size={14} />}
                component={Link}
                to={url.href({ panel: 'add' })}
              >
                Add source
              </Button>
            </>
          }
        />
        <Tabs label="Parts of ingest" items={items} />
        <Routes>
          <Route path="deliveries" element={<DeliveriesTab />} />
          <Route path="rejected" element={<RejectedTab />} />
          <Route path="unclaimed" element={<UnclaimedTab />} />
          <Route path="set-aside" element={<SetAsideTab />} />
          <Route path="readers" element={<ReadersTab />} />
          <Route path="*" element={<SourcesTab overview={overview} />} />
        </Routes>
        <HeadDrawers url={url} />
      </Page>
    </BreadcrumbEntry>
  );
}
