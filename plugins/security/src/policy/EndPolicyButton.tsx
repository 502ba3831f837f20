import Button from '@mui/material/Button';
import { useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { ConfirmDialog, useToast } from '@quarterdeck/plugin-portal-react';
import { StoredPolicy } from '@quarterdeck/plugin-security-common';
import { useEndPolicy } from '../api/policyQueries';
import { holdsFor } from './policyWords';

/** Ends a policy, once what follows was read. */
export function EndPolicyButton({ policy }: { policy: StoredPolicy }) {
  const [open, setOpen] = useState(false);
  const end = useEndPolicy(policy.id);
  const navigate = useNavigate();
  const toast = useToast();
  return (
    <>
      <Button variant="outlined" onClick={() => setOpen(true)}>
        End policy
      </Button>
      <ConfirmDialog
        open={open}
        dangerous
        title={`End ${policy.name}`}
        verb="End policy"
        consequence={`The gates of ${holdsFor(
          policy,
        )} follow the next wider policy from now on. Decisions that were made and versions are kept.`}
        busy={end.isPending}
        error={end.error?.message}
        onClose={() => setOpen(false)}
        onConfirm={() =>
          end.mutate(undefined, {
            onSuccess: () => {
              toast({ text: `${policy.name} ended` });
              navigate('/security/gate?view=policies');
            },
          })
        }
      />
    </>
  );
}
