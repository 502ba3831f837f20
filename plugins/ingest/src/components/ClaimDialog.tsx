import { useState } from 'react';
import Box from '@mui/material/Box';
import TextField from '@mui/material/TextField';
import { UnclaimedSubject } from '@quarterdeck/plugin-ingest-common';
import {
  formatCount,
  FormDialog,
  Mono,
  token,
} from '@quarterdeck/plugin-portal-react';
import { useClaimSubject } from '../api/ingestChanges';
import { EntityChoice } from '../api/useEntitySearch';
import { EntityPicker } from './EntityPicker';

/** What a claim does, in one sentence before it is done. */
export function claimConsequence(
  subject: Pick<UnclaimedSubject, 'events'>,
  entity: EntityChoice | null,
): string {
  const target = entity ? entity.ref : 'the entity you choose';
  const events = `${formatCount(subject.events)} ${
    subject.events === 1 ? 'event' : 'events'
  }`;
  return `${events} so far and all to come belong to ${target}. Every area moves its rows within seconds; you can claim it for another entity later.`;
}

/** Says which entity a subject belongs to. Recorded with name and reason. */
export function ClaimDialog(props: {
  subject: UnclaimedSubject;
  onClose: () => void;
  onClaimed: (entityRef: string) => void;
}) {
  const { subject, onClose, onClaimed } = props;
  const [entity, setEntity] = useState<EntityChoice | null>(null);
  const [reason, setReason] = useState('');
  const claim = useClaimSubject();
  const submit = () => {
    if (!entity) return;
    claim.mutate(
      {
        key: subject.key,
        entityRef: entity.ref,
        reason: reason.trim() || undefined,
      },
      { onSuccess: () => onClaimed(entity.ref) },
    );
  };
  return (
    <FormDialog
      title="Whose is this?"
      verb={claim.isPending ? 'Claiming' : 'Claim'}
      ready={entity !== null}
      busy={claim.isPending}
      error={claim.error && `Could not claim it: ${claim.error.message}`}
      onSubmit={submit}
      onClose={onClose}
    >
      <Box sx={{ overflowWrap: 'anywhere' }}>
        <Mono>{subject.key}</Mono>
      </Box>
      <EntityPicker label="Entity" value={entity} onChange={setEntity} />
      <TextField
        size="small"
        label="Why (optional)"
        value={reason}
        onChange={event => setReason(event.target.value)}
        inputProps={{ maxLength: 1000 }}
        multiline
        minRows={2}
        helperText="Kept in the audit record with your name."
      />
      <Box component="p" sx={{ m: 0, color: token('text.secondary') }}>
        {claimConsequence(subject, entity)}
      </Box>
    </FormDialog>
  );
}
