import Button from '@mui/material/Button';
import { useState } from 'react';
import { ConfirmDialog, useToast } from '@quarterdeck/plugin-portal-react';
import { ScanImport } from '@quarterdeck/plugin-security-common';
import { useConfirmClose } from '../api/changes';
import { counted } from '../components/findingWords';

/** Says that what vanished is really gone. */
export function ConfirmClose({ scan }: { scan: ScanImport }) {
  const [open, setOpen] = useState(false);
  const close = useConfirmClose();
  const toast = useToast();
  const held = counted(scan.counters.pendingClose, 'finding');
  return (
    <>
      <Button variant="outlined" onClick={() => setOpen(true)}>
        They are really gone
      </Button>
      {open && (
        <ConfirmDialog
          open
          title={`Close ${held}?`}
          consequence="They vanished at once and are held until the next scan agrees. Closing them now takes your word instead."
          verb="Close them"
          reason="required"
          busy={close.isPending}
          error={close.error?.message}
          onClose={() => setOpen(false)}
          onConfirm={(reason = '') =>
            close.mutate(
              { id: scan.id, reason },
              {
                onSuccess: () => {
                  setOpen(false);
                  toast({ text: `${held} closed` });
                },
              },
            )
          }
        />
      )}
    </>
  );
}
