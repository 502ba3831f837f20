import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import FormControlLabel from '@mui/material/FormControlLabel';
import Radio from '@mui/material/Radio';
import RadioGroup from '@mui/material/RadioGroup';
import TextField from '@mui/material/TextField';
import { FormEvent, ReactNode, useState } from 'react';
import { Fields } from '../components/Fields';

/** One of the answers. */
export interface Choice<Value extends string> {
  value: Value;
  label: string;
  needsReason?: boolean;
}

/** One of a few values, and why: the state of findings, their severity. */
export function ChoiceDialog<Value extends string>(props: {
  title: string;
  consequence: ReactNode;
  choices: ReadonlyArray<Choice<Value>>;
  initial?: Value;
  verb: string;
  busy?: boolean;
  error?: string;
  onSave: (value: Value, reason: string | undefined) => void;
  onClose: () => void;
}) {
  const { title, consequence, choices, verb, busy, error } = props;
  const [value, setValue] = useState(props.initial ?? choices[0].value);
  const [reason, setReason] = useState('');
  const choice = choices.find(one => one.value === value) ?? choices[0];
  const ready = !choice.needsReason || reason.trim() !== '';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (ready) props.onSave(value, reason.trim() || undefined);
  };
  return (
    <Dialog open onClose={props.onClose} maxWidth="sm" fullWidth>
      <form onSubmit={submit} noValidate>
        <DialogTitle>{title}</DialogTitle>
        <DialogContent>
          {consequence}
          <Fields>
            <RadioGroup
              aria-label={title}
              value={value}
              onChange={event => {
                const found = choices.find(
                  one => one.value === event.target.value,
                );
                if (found) setValue(found.value);
              }}
            >
              {choices.map(one => (
                <FormControlLabel
                  key={one.value}
                  value={one.value}
                  control={<Radio size="small" />}
                  label={one.label}
                />
              ))}
            </RadioGroup>
            <TextField
              multiline
              size="small"
              required={choice.needsReason}
              label={choice.needsReason ? 'Reason' : 'Reason (optional)'}
              value={reason}
              onChange={event => setReason(event.target.value)}
              inputProps={{ maxLength: 2000 }}
            />
          </Fields>
          {error && <p role="alert">{error}</p>}
        </DialogContent>
        <DialogActions>
          <Button color="inherit" onClick={props.onClose}>
            Cancel
          </Button>
          <Button type="submit" variant="contained" disabled={!ready || busy}>
            {verb}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
