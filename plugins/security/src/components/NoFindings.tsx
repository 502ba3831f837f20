import Button from '@mui/material/Button';
import { Link } from 'react-router-dom';
import {
  EmptyState,
  Failed,
  NotSetUp,
  RelativeTime,
  useUrlState,
} from '@quarterdeck/plugin-portal-react';
import { Knowledge } from '@quarterdeck/plugin-security-common';
import { counted } from './findingWords';
import { nothingScanned } from './nothingScanned';

const coverage = (
  <Button
    variant="outlined"
    size="small"
    component={Link}
    to="/security/coverage"
  >
    See the coverage
  </Button>
);

/**
 * Says why a list of findings is empty. It is clean only when every scan is whole
 * and fresh; old, failed and missing scans are said as such.
 */
export function NoFindings(props: {
  knowledge: Knowledge;
  /** The list is narrowed: nothing fits, which says nothing of the rest. */
  narrowed?: boolean;
  /** `own`: there may be others this person may not see. */
  visibility?: 'all' | 'own';
}) {
  const { knowledge, narrowed, visibility } = props;
  const scope = useUrlState().get('scope');
  const { entities, newestScanAt, stale, incomplete, neverScanned } = knowledge;
  if (entities === 0 && narrowed && visibility !== 'own') {
    return (
      <EmptyState
        icon="search"
        title="No service fits"
        reason="None in this scope has this name, owner or system. Take a filter away, or choose another scope."
      />
    );
  }
  if (entities === 0) {
    return (
      <EmptyState
        icon={visibility === 'own' ? 'lock' : 'box'}
        title={
          visibility === 'own'
            ? 'You may see none of these services'
            : 'No service is in this scope'
        }
        reason={
          visibility === 'own'
            ? 'Findings are shown to those who own the service. Choose your own scope, or ask the platform team.'
            : 'Choose another scope; services come from the catalog.'
        }
      />
    );
  }
  if (nothingScanned(knowledge)) {
    return (
      <NotSetUp
        title="Never scanned"
        reason="No scan ever came in, so nothing is known: this is not the same as clean. Upload a report of any scanner or add it to the pipeline."
        action={
          <Button variant="contained" component={Link} to="/ingest?panel=add">
            Add a scanner
          </Button>
        }
      />
    );
  }
  if (narrowed) {
    return (
      <EmptyState
        icon="search"
        title="No finding fits"
        reason="Nothing in this scope matches the view and its filters."
        action={
          <Button
            variant="outlined"
            size="small"
            component={Link}
            to={`?${new URLSearchParams({
              ...(scope && { scope }),
              view: 'not_fixed',
            })}`}
          >
            Show all that are not fixed
          </Button>
        }
      />
    );
  }
  if (incomplete > 0) {
    return (
      <Failed
        title="Not known: the newest scan failed or was cut"
        reason={`${counted(
          incomplete,
          'service',
        )} had no whole scan last. A broken scan says nothing about what is gone.`}
        action={coverage}
      />
    );
  }
  if (stale > 0) {
    return (
      <EmptyState
        icon="clock"
        title="Nothing known to be open, but the scans are old"
        reason={
          <>
            {counted(stale, 'service')} with old scans
            {newestScanAt && (
              <>
                , the newest from <RelativeTime at={newestScanAt} />
              </>
            )}
            . Run the scanners again to be sure.
          </>
        }
        action={coverage}
      />
    );
  }
  if (neverScanned > 0) {
    return (
      <EmptyState
        icon="shield"
        title="Nothing known to be open, but not everything is scanned"
        reason={`${counted(neverScanned, 'service')} of ${entities} ${
          neverScanned === 1 ? 'was' : 'were'
        } never scanned. The others have nothing open.`}
        action={coverage}
      />
    );
  }
  return (
    <EmptyState
      icon="check"
      title="Clean"
      reason={
        <>
          {counted(entities, 'service')} scanned
          {newestScanAt && (
            <>
              , last <RelativeTime at={newestScanAt} />
            </>
          )}
          , and nothing is open.
        </>
      }
    />
  );
}
