import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import { useState } from 'react';
import { FormDialog } from '../feedback/FormDialog';

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
  return (
    <FormDialog
      title="Save this view"
      verb="Save"
      ready={name.trim() !== ''}
      width="xs"
      onSubmit={() => onSave(name.trim(), owner || undefined)}
      onClose={onClose}
    >
      <TextField
        fullWidth
        size="small"
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
    </FormDialog>
  );
}
