import TextField from '@mui/material/TextField';
import { useState } from 'react';
import { FormDialog, useToast } from '@quarterdeck/plugin-portal-react';
import { useAddQuarantine } from '../api/testQueries';

/** Names a test of an entity. */
export interface TestName {
  entityRef: string;
  suite: string;
  name: string;
}

const dayMs = 24 * 3600 * 1000;
/** A quarantine that never ends is a deleted test. */
const longestDays = 90;
const standardDays = 14;

/** `2026-09-17` as a day of the person's own zone. */
const dayOf = (at: Date): string =>
  [
    at.getFullYear(),
    String(at.getMonth() + 1).padStart(2, '0'),
    String(at.getDate()).padStart(2, '0'),
  ].join('-');

const inDays = (days: number) => dayOf(new Date(Date.now() + days * dayMs));

/** Asks for the test if it is not known, the reason, and until when. */
export function QuarantineDialog(props: {
  /** Absent: the person names it. */
  test?: TestName;
  onClose: () => void;
}) {
  const { test, onClose } = props;
  const toast = useToast();
  const add = useAddQuarantine();
  const [entityRef, setEntityRef] = useState(
    test?.entityRef ?? 'component:default/',
  );
  const [suite, setSuite] = useState(test?.suite ?? '');
  const [name, setName] = useState(test?.name ?? '');
  const [reason, setReason] = useState('');
  const [until, setUntil] = useState(inDays(standardDays));
  const ready = name.trim() !== '' && reason.trim().length >= 3 && until !== '';
  const send = () => {
    add.mutate(
      {
        entityRef: entityRef.trim(),
        suite: suite.trim(),
        name: name.trim(),
        reason: reason.trim(),
        // To the end of the day the person means.
        until: new Date(`${until}T23:59:00`).toISOString(),
      },
      {
        onSuccess: () => {
          toast({ text: `“${name}” is in quarantine until ${until}.` });
          onClose();
        },
      },
    );
  };
  const field = { fullWidth: true, size: 'small' } as const;
  return (
    <FormDialog
      title="Put a test in quarantine"
      verb="Quarantine"
      ready={ready}
      busy={add.isPending}
      error={add.error?.message}
      onSubmit={send}
      onClose={onClose}
    >
      <p style={{ margin: 0 }}>
        {test ? `“${test.name}”` : 'The test'} no longer decides about a run, as
        soon as the pipeline fetches the list. It comes back by itself on the
        day below, at most {longestDays} days from now.
      </p>
      {!test && (
        <>
          <TextField
            {...field}
            label="Component"
            value={entityRef}
            onChange={event => setEntityRef(event.target.value)}
          />
          <TextField
            {...field}
            label="Suite (optional)"
            value={suite}
            onChange={event => setSuite(event.target.value)}
          />
          <TextField
            {...field}
            label="Test"
            value={name}
            onChange={event => setName(event.target.value)}
          />
        </>
      )}
      <TextField
        {...field}
        label="Reason"
        helperText="An issue or a sentence that says who looks at it."
        value={reason}
        onChange={event => setReason(event.target.value)}
        inputProps={{ maxLength: 1000 }}
      />
      <TextField
        {...field}
        label="Until"
        type="date"
        value={until}
        onChange={event => setUntil(event.target.value)}
        inputProps={{ min: inDays(1), max: inDays(longestDays - 1) }}
        InputLabelProps={{ shrink: true }}
      />
    </FormDialog>
  );
}
