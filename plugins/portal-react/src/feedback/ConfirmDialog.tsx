import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import TextField from '@mui/material/TextField';
import { ReactNode, useState } from 'react';

/**
 * Only for what cannot be undone or reaches others: says what will happen, and
 * its button repeats the verb. `reason` asks why, for the audit.
 */
export function ConfirmDialog(props: {
  open: boolean;
  title: string;
  consequence: ReactNode;
  verb: string;
  dangerous?: boolean;
  reason?: 'optional' | 'required';
  busy?: boolean;
  /** Why it failed; shown in the dialog, where it happened. */
  error?: string;
  onConfirm: (reason: string | undefined) => void;
  onClose: () => void;
}) {
  const { open, title, consequence, verb, reason, busy, error } = props;
  const [text, setText] = useState('');
  const trimmed = text.trim();
  return (
    <Dialog open={open} onClose={props.onClose} maxWidth="sm" fullWidth>
      <DialogTitle>{title}</DialogTitle>
      <DialogContent>
        {consequence}
        {reason && (
          <TextField
            margin="normal"
            fullWidth
            size="small"
            label={reason === 'required' ? 'Reason' : 'Reason (optional)'}
            value={text}
            onChange={event => setText(event.target.value)}
            inputProps={{ maxLength: 1000 }}
          />
        )}
        {error && <p role="alert">{error}</p>}
      </DialogContent>
      <DialogActions>
        <Button color="inherit" onClick={props.onClose}>
          Cancel
        </Button>
        <Button
          variant="contained"
          color={props.dangerous ? 'error' : 'primary'}
          disabled={busy || (reason === 'required' && trimmed === '')}
          onClick={() => props.onConfirm(trimmed || undefined)}
        >
          {verb}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
