import Button from '@mui/material/Button';
import { lazy, Suspense, useState } from 'react';
import { Link } from 'react-router-dom';
import {
  HeaderTools,
  Icon,
  Page,
  PageHead,
  QueryStates,
  RelativeTime,
  ScopePicker,
  Skeleton,
  useScope,
} from '@quarterdeck/plugin-portal-react';
import { useOverview, useOverviewDays } from '../api/queries';
import { counted } from '../components/findingWords';
import { KnowledgeNotice } from '../components/KnowledgeNotice';
import { SecurityTabs } from '../components/SecurityTabs';
import { StaleNotice } from '../components/StaleNotice';
import { FindingTiles } from '../overview/FindingTiles';
import { TriageList } from '../triage/TriageList';

const UploadDialog = lazy(() =>
  import('../upload/UploadDialog').then(m => ({ default: m.UploadDialog })),
);

/** What to fix first: five numbers, then the list to decide on. */
export function FindingsPage() {
  const { scope } = useScope();
  const overview = useOverview({ scope, from: 'now-30d', to: 'now' });
  const days = useOverviewDays({
    scope,
    from: 'now-30d',
    to: 'now',
    bucket: 'day',
  });
  const knowledge = overview.data?.knowledge;
  const [uploads, setUploads] = useState(false);
  return (
    <Page>
      <HeaderTools>
        <ScopePicker />
      </HeaderTools>
      <PageHead
        title="Findings"
        sentence={
          knowledge && (
            <>
              {counted(knowledge.entities, 'service')}
              {knowledge.newestScanAt ? (
                <>
                  , last whole scan <RelativeTime at={knowledge.newestScanAt} />
                </>
              ) : (
                ', never scanned'
              )}
            </>
          )
        }
        actions={
          <>
            <Button
              variant="outlined"
              component={Link}
              to={`/security/overview${
                scope ? `?scope=${encodeURIComponent(scope)}` : ''
              }`}
              startIcon={<Icon name="dora" size={14} />}
            >
              Overview
            </Button>
            <Button
              variant="outlined"
              aria-haspopup="dialog"
              startIcon={<Icon name="up" size={14} />}
              onClick={() => setUploads(true)}
            >
              Upload report
            </Button>
          </>
        }
      />
      <SecurityTabs at="findings" />
      <StaleNotice meta={overview.data?.meta} />
      {knowledge && <KnowledgeNotice knowledge={knowledge} />}
      <QueryStates
        what="the numbers"
        query={overview}
        skeleton={<Skeleton rows={2} height={28} />}
      >
        {answer => <FindingTiles overview={answer} days={days.data} />}
      </QueryStates>
      <TriageList scope={scope} />
      {uploads && (
        <Suspense fallback={null}>
          <UploadDialog onClose={() => setUploads(false)} />
        </Suspense>
      )}
    </Page>
  );
}
