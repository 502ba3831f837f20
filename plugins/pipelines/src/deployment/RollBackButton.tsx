import Button from '@mui/material/Button';
import { useState } from 'react';
import {
  ConfirmDialog,
  Icon,
  useToast,
} from '@quarterdeck/plugin-portal-react';
import { useRollBack } from '../api/deploymentChanges';
import { DeploymentPageAnswer } from '../api/deploymentQueries';
import { labelOf, placeName } from '../deployments/deploymentText';
import { serviceName } from './deploymentTitle';

/** What a rollback does, in words, before it is asked for. */
export function rollBackConsequence(answer: DeploymentPageAnswer): string {
  const { deployment, may } = answer;
  const place = placeName({
    environment: deployment.environment.name,
    region: deployment.region,
  });
  const to = may.rollBack.to
    ? `to ${may.rollBack.to}`
    : 'to what ran there before';
  return `Asks ${deployment.instance} to roll ${serviceName(
    answer,
  )} in ${place} back from ${labelOf(
    deployment.label,
  )} ${to}. Users get the older version as soon as the provider is done; the rollback appears here as a deployment of its own. Your name and reason are kept.`;
}

/** Asks the provider to roll back. Absent for those who may not. */
export function RollBackButton({ answer }: { answer: DeploymentPageAnswer }) {
  const { deployment, may } = answer;
  const [open, setOpen] = useState(false);
  const rollBack = useRollBack();
  const toast = useToast();
  if (!may.rollBack.allowed) return null;
  const { to } = may.rollBack;
  return (
    <>
      <Button
        variant="contained"
        startIcon={<Icon name="undo" size={14} />}
        onClick={() => setOpen(true)}
      >
        {to ? `Roll back to ${to}` : 'Roll back'}
      </Button>
      <ConfirmDialog
        open={open}
        title={`Roll back ${serviceName(answer)}?`}
        consequence={rollBackConsequence(answer)}
        verb="Roll back"
        dangerous
        reason="required"
        busy={rollBack.isPending}
        error={
          rollBack.error
            ? `Could not ask for it: ${rollBack.error.message}`
            : undefined
        }
        onConfirm={reason =>
          rollBack.mutate(
            {
              key: {
                instance: deployment.instance,
                externalId: deployment.externalId,
              },
              reason: reason ?? '',
            },
            {
              onSuccess: () => {
                toast({ text: 'Asked the provider to roll back.' });
                setOpen(false);
              },
            },
          )
        }
        onClose={() => setOpen(false)}
      />
    </>
  );
}
