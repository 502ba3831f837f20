import { useState } from 'react';
import Button from '@mui/material/Button';
import { IngestReader } from '@quarterdeck/plugin-ingest-common';
import { ConfirmDialog, Row, useToast } from '@quarterdeck/plugin-portal-react';
import { useRebuildReader, useRestartReader } from '../api/ingestChanges';
import { useMayDo } from '../api/useMayDo';

/** Lets a stopped reader go on, or fills its tables again from the log. */
export function ReaderActions({ reader }: { reader: IngestReader }) {
  const { consumer, state } = reader;
  const [open, setOpen] = useState<'restart' | 'rebuild'>();
  const restart = useRestartReader();
  const rebuild = useRebuildReader();
  const toast = useToast();
  const may = useMayDo('manageReaders');
  const change = open === 'rebuild' ? rebuild : restart;
  const words =
    open === 'rebuild'
      ? {
          title: `Rebuild ${consumer}`,
          consequence: `Fills the tables of ${consumer} a second time from the first event the log keeps, while the old ones serve. They are swapped when it has caught up; rows older than the log are carried over. It reads the whole log and takes a while.`,
          verb: 'Rebuild',
        }
      : {
          title: `Restart ${consumer}`,
          consequence: `${consumer} goes on behind the last event it applied. If the cause is still there, it stops again; nothing is lost.`,
          verb: 'Restart',
        };
  return (
    <Row title={may.why}>
      {state === 'stopped' && (
        <Button
          size="small"
          variant="outlined"
          disabled={!may.allowed}
          aria-label={`Restart ${consumer}`}
          onClick={() => setOpen('restart')}
        >
          Restart
        </Button>
      )}
      <Button
        size="small"
        color="inherit"
        disabled={!may.allowed || state === 'rebuilding'}
        aria-label={`Rebuild ${consumer}`}
        onClick={() => setOpen('rebuild')}
      >
        Rebuild
      </Button>
      {open && (
        <ConfirmDialog
          open
          {...words}
          busy={change.isPending}
          error={change.error?.message}
          onClose={() => setOpen(undefined)}
          onConfirm={() =>
            change.mutate(consumer, {
              onSuccess: () => {
                setOpen(undefined);
                toast({ text: `${words.verb} of ${consumer} asked for` });
              },
            })
          }
        />
      )}
    </Row>
  );
}
