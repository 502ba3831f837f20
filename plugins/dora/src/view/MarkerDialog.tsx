import Checkbox from '@mui/material/Checkbox';
import FormControlLabel from '@mui/material/FormControlLabel';
import TextField from '@mui/material/TextField';
import { useState } from 'react';
import { DoraMarker } from '@quarterdeck/plugin-dora-common';
import { FormDialog, Muted } from '@quarterdeck/plugin-portal-react';
import { useCreateMarker } from '../api/changes';
import { MarkerList } from './MarkerList';

/** A moment to compare around; kept for everybody who may see it, if wanted. */
export function MarkerDialog(props: {
  scope: string | undefined;
  /** Whether this person may keep markers. */
  mayKeep: boolean;
  /** Those that are kept. */
  kept: readonly DoraMarker[];
  onClose: () => void;
  onDone: (at: string, label: string) => void;
}) {
  const { scope, mayKeep, kept, onClose, onDone } = props;
  const create = useCreateMarker();
  const [day, setDay] = useState('');
  const [label, setLabel] = useState('');
  const [keep, setKeep] = useState(false);
  const at = new Date(`${day}T00:00:00`);
  const ahead = at.getTime() > Date.now();
  const ready = !Number.isNaN(at.getTime()) && !ahead && label.trim() !== '';
  const submit = () => {
    const done = () => onDone(at.toISOString(), label.trim());
    if (!keep) {
      done();
      return;
    }
    create.mutate(
      { scope, at: at.toISOString(), label: label.trim() },
      { onSuccess: marker => onDone(marker.at, marker.label) },
    );
  };
  return (
    <FormDialog
      title="Compare around a moment"
      verb="Compare"
      ready={ready}
      busy={create.isPending}
      error={create.error && `Could not keep it: ${create.error.message}`}
      width="xs"
      onSubmit={submit}
      onClose={onClose}
    >
      <TextField
        size="small"
        type="date"
        label="Day"
        required
        value={day}
        onChange={event => setDay(event.target.value)}
        InputLabelProps={{ shrink: true }}
        error={ahead}
        helperText={
          ahead
            ? 'Nothing has happened after it yet'
            : 'It begins at midnight, your time'
        }
      />
      <TextField
        size="small"
        label="Since"
        required
        placeholder="we cut batch size"
        value={label}
        onChange={event => setLabel(event.target.value)}
        inputProps={{ maxLength: 120 }}
      />
      <FormControlLabel
        disabled={!mayKeep}
        control={
          <Checkbox
            size="small"
            checked={keep}
            onChange={event => setKeep(event.target.checked)}
          />
        }
        label={
          <Muted>
            {mayKeep
              ? 'Keep it in the charts of this scope, for everybody'
              : 'Keeping it takes the permission dora.marker.manage'}
          </Muted>
        }
      />
      {mayKeep && <MarkerList items={kept} />}
    </FormDialog>
  );
}
