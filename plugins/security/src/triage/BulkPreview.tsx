import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import { useEffect } from 'react';
import {
  EntityChip,
  Muted,
  Row,
  SeverityBar,
  SeverityChip,
  Skeleton,
  Stale,
} from '@quarterdeck/plugin-portal-react';
import { bulkLimit, TriageAction } from '@quarterdeck/plugin-security-common';
import { usePreviewBulk } from '../api/changes';
import { counted } from '../components/findingWords';
import { TriageTarget } from './triageTarget';

const samples = 5;

/** What a change will do to many findings, before it is done. */
export function BulkPreview(props: {
  action: TriageAction;
  target: TriageTarget;
  busy?: boolean;
  error?: string;
  onApply: (token: string) => void;
  onClose: () => void;
}) {
  const { action, target, busy, error, onApply, onClose } = props;
  const preview = usePreviewBulk();
  const { mutate } = preview;
  useEffect(() => {
    mutate({ selection: target.selection, action });
  }, [mutate, target, action]);
  const { data } = preview;
  const failed = error ?? preview.error?.message;
  const nothing = data?.willChange === 0;
  return (
    <Dialog open onClose={onClose} maxWidth="sm" fullWidth>
      <DialogTitle>
        {data
          ? `This changes ${counted(data.willChange, 'finding')}`
          : 'What this changes'}
      </DialogTitle>
      <DialogContent>
        {!data && !failed && <Skeleton rows={4} />}
        {data && (
          <div style={{ display: 'flex', flexDirection: 'column', gap: 12 }}>
            <Muted aria-live="polite">
              {counted(data.matched, 'finding')} chosen in{' '}
              {counted(data.entities, 'service')}
              {data.unchanged > 0 && `; ${data.unchanged} are so already`}
            </Muted>
            <SeverityBar counts={data.bySeverity} list />
            {data.overLimit && (
              <Stale>
                More than {counted(bulkLimit, 'finding')} match. Narrow the
                filter: one change touches at most so many.
              </Stale>
            )}
            {data.refused.map(one => (
              <Stale key={one.why + one.message}>
                {counted(one.count, 'finding')} left alone: {one.message}
              </Stale>
            ))}
            <div>
              {data.samples.slice(0, samples).map(one => (
                <Row
                  key={one.id}
                  style={{ display: 'flex', padding: '4px 0', fontSize: 13 }}
                >
                  <SeverityChip severity={one.severity} />
                  <span
                    style={{
                      overflow: 'hidden',
                      textOverflow: 'ellipsis',
                      whiteSpace: 'nowrap',
                    }}
                  >
                    {one.title}
                  </span>
                  <span style={{ marginLeft: 'auto' }} />
                  <EntityChip entityRef={one.entityRef} />
                </Row>
              ))}
              {data.willChange > samples && (
                <Muted>and {data.willChange - samples} more</Muted>
              )}
            </div>
          </div>
        )}
        {failed && <p role="alert">{failed}</p>}
      </DialogContent>
      <DialogActions>
        <Button color="inherit" onClick={onClose}>
          Cancel
        </Button>
        <Button
          variant="contained"
          disabled={!data || busy || nothing || data.overLimit}
          onClick={() => data && onApply(data.token)}
        >
          {data ? `Change ${counted(data.willChange, 'finding')}` : 'Change'}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
