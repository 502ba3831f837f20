import { useState } from 'react';
import Button from '@mui/material/Button';
import { RejectedCause } from '@quarterdeck/plugin-ingest-common';
import {
  ConfirmDialog,
  formatCount,
  Icon,
  Muted,
} from '@quarterdeck/plugin-portal-react';
import { useReplayRejected } from '../api/ingestChanges';
import { useMayDo } from '../api/useMayDo';

/** Has all rejected deliveries, or those of one cause, read by today's parsers. */
export function ReplayAllButton(props: {
  causes: readonly RejectedCause[];
  /** Only this one of them. */
  cause?: string;
  label?: string;
}) {
  const { causes, cause, label = 'Read all again' } = props;
  const [open, setOpen] = useState(false);
  const replay = useReplayRejected();
  const may = useMayDo('replay');
  const count = causes
    .filter(one => cause === undefined || one.cause === cause)
    .reduce((sum, one) => sum + one.count, 0);
  if (count === 0) return null;
  const result = replay.data;
  return (
    <>
      <span role="status">
        {result && (
          <Muted>
            {formatCount(result.accepted)} accepted,{' '}
            {formatCount(result.rejected)} still rejected
            {result.gone > 0 && `, ${formatCount(result.gone)} no longer kept`}
            {result.more && ', more wait: read again'}
          </Muted>
        )}
      </span>
      <span title={may.why}>
        <Button
          size="small"
          variant="outlined"
          startIcon={<Icon name="retrain" size={14} />}
          disabled={!may.allowed || replay.isPending}
          onClick={() => setOpen(true)}
        >
          {replay.isPending ? 'Reading' : label}
        </Button>
      </span>
      <ConfirmDialog
        open={open}
        title="Read rejected deliveries again"
        consequence={`${formatCount(count)} ${
          count === 1 ? 'delivery is' : 'deliveries are'
        } read by today’s parsers. What they understand now goes into the log at once and every area sees it; the rest stays rejected. Your name goes into the audit record.`}
        verb="Read again"
        busy={replay.isPending}
        error={replay.error?.message}
        onClose={() => setOpen(false)}
        onConfirm={() =>
          replay.mutate(cause, { onSuccess: () => setOpen(false) })
        }
      />
    </>
  );
}
