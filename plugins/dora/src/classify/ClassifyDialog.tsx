import Autocomplete from '@mui/material/Autocomplete';
import FormControlLabel from '@mui/material/FormControlLabel';
import Radio from '@mui/material/Radio';
import RadioGroup from '@mui/material/RadioGroup';
import TextField from '@mui/material/TextField';
import { useState } from 'react';
import { Classification } from '@quarterdeck/plugin-dora-common';
import { FormDialog, Muted } from '@quarterdeck/plugin-portal-react';
import {
  classificationKinds,
  classificationWords,
} from './classificationWords';

/** What a person says of a deployment. */
export interface ClassifyInput {
  as: Classification['as'];
  fixedBy?: string;
  reason: string;
}

/** A deployment that may have repaired this one. */
export interface RepairChoice {
  id: string;
  label: string;
}

/** Says what a deployment was. Everybody sees who said so and why; undone as easily. */
export function ClassifyDialog(props: {
  /** `payments-api 5.21.4`. */
  title: string;
  /** Deployments after it. */
  repairs: readonly RepairChoice[];
  busy: boolean;
  error?: string;
  onSubmit: (input: ClassifyInput) => void;
  onClose: () => void;
}) {
  const { title, repairs, busy, error, onSubmit, onClose } = props;
  const [as, setAs] = useState<Classification['as']>('failed');
  const [fixedBy, setFixedBy] = useState<RepairChoice | null>(null);
  const [reason, setReason] = useState('');
  const ready = reason.trim() !== '' && (as !== 'fixed_by' || fixedBy !== null);
  const submit = () => {
    onSubmit({
      as,
      fixedBy: as === 'fixed_by' ? fixedBy?.id : undefined,
      reason: reason.trim(),
    });
  };
  return (
    <FormDialog
      title={`Classify ${title}`}
      verb="Classify"
      ready={ready}
      busy={busy}
      error={error && `Could not save it: ${error}`}
      onSubmit={submit}
      onClose={onClose}
    >
      <RadioGroup
        aria-label="What it was"
        value={as}
        onChange={event =>
          setAs(
            classificationKinds.find(kind => kind === event.target.value) ??
              'failed',
          )
        }
      >
        {classificationKinds.map(kind => (
          <FormControlLabel
            key={kind}
            value={kind}
            control={<Radio size="small" />}
            label={
              <span>
                {classificationWords[kind].title}
                <br />
                <Muted>{classificationWords[kind].says}</Muted>
              </span>
            }
          />
        ))}
      </RadioGroup>
      {as === 'fixed_by' && (
        <Autocomplete
          size="small"
          options={[...repairs]}
          value={fixedBy}
          onChange={(_, value) => setFixedBy(value)}
          isOptionEqualToValue={(a, b) => a.id === b.id}
          noOptionsText="No later deployment is known"
          renderInput={input => (
            <TextField {...input} label="Repaired by" required />
          )}
        />
      )}
      <TextField
        size="small"
        label="Reason"
        required
        value={reason}
        onChange={event => setReason(event.target.value)}
        inputProps={{ maxLength: 1000 }}
        helperText="Everybody who opens it sees it; kept in the audit record with your name. It can be undone."
      />
    </FormDialog>
  );
}
