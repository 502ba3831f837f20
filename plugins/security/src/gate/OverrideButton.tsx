import Button from '@mui/material/Button';
import { useState } from 'react';
import { usePermission } from '@backstage/plugin-permission-react';
import { ConfirmDialog, useToast } from '@quarterdeck/plugin-portal-react';
import { securityGateOverridePermission } from '@quarterdeck/plugin-security-common';
import { useOverrideGate } from '../api/changes';

const dayMs = 86_400_000;

/** Lets this one commit pass, for a day; the reason is on record. */
export function OverrideButton({ id }: { id: string }) {
  const { allowed } = usePermission({
    permission: securityGateOverridePermission,
    resourceRef: id,
  });
  const [open, setOpen] = useState(false);
  const override = useOverrideGate();
  const toast = useToast();
  if (!allowed) return null;
  return (
    <>
      <Button variant="outlined" color="error" onClick={() => setOpen(true)}>
        Let it pass
      </Button>
      {open && (
        <ConfirmDialog
          open
          title="Let it pass?"
          consequence="This commit may ship for 24 hours whatever was found. Your name and the reason (at least 10 letters) are on record and in the audit."
          verb="Let it pass"
          dangerous
          reason="required"
          busy={override.isPending}
          error={override.error?.message}
          onClose={() => {
            setOpen(false);
            override.reset();
          }}
          onConfirm={(reason = '') =>
            override.mutate(
              {
                params: { id },
                body: {
                  reason,
                  until: new Date(Date.now() + dayMs).toISOString(),
                },
              },
              {
                onSuccess: () => {
                  setOpen(false);
                  toast({ text: 'It may pass for 24 hours' });
                },
              },
            )
          }
        />
      )}
    </>
  );
}
