import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import { FormEvent, useState } from 'react';

/** Asks what a view is called and, where teams have views, whose it is. */
export function NameViewDialog(props: {
  owners?: ReadonlyArray<{ value: string; label: string }>;
  onClose: () => void;
  /** Without an owner it is the person's own. */
  onSave: (name: string, owner: string | undefined) => void;
}) {
  const { owners = [], onClose, onSave } = props;
  const [name, setName] = useState('');
  const [owner, setOwner] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim()) onSave(name.trim(), owner || undefined);
  };
  return (
    <Dialog open onClose={onClose} maxWidth="xs" fullWidth>
      <form onSubmit={submit}>
        <DialogTitle>Save this view</DialogTitle>
        <DialogContent>
          <TextField
            fullWidth
            size="small"
            margin="dense"
            label="Name"
            value={name}
            onChange={event => setName(event.target.value)}
            inputProps={{ maxLength: 60 }}
          />
          {owners.length > 0 && (
            <TextField
              select
              fullWidth
              size="small"
              margin="dense"
              label="For"
              value={owner}
              onChange={event => setOwner(event.target.value)}
              SelectProps={{ displayEmpty: true }}
              InputLabelProps={{ shrink: true }}
            >
              <MenuItem value="">Me</MenuItem>
              {owners.map(({ value, label }) => (
                <MenuItem key={value} value={value}>
                  {label}
                </MenuItem>
              ))}
            </TextField>
          )}
        </DialogContent>
        <DialogActions>
          <Button color="inherit" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" variant="contained" disabled={!name.trim()}>
            Save
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
