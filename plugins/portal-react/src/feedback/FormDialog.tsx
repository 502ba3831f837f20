import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import { FormEvent, ReactNode, useId } from 'react';
import { token } from '../theme/tokens';

/** A form in a dialog: Enter sends it, its button repeats the verb. */
export function FormDialog(props: {
  title: ReactNode;
  verb: string;
  /** Everything that is needed is there; else it cannot be sent. */
  ready: boolean;
  busy?: boolean;
  /** Why it failed; shown in the dialog, where it happened. */
  error?: string | null;
  width?: 'xs' | 'sm' | 'md';
  onSubmit: () => void;
  onClose: () => void;
  children: ReactNode;
}) {
  const { title, verb, ready, busy = false, error, onClose } = props;
  const titleId = useId();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (ready && !busy) props.onSubmit();
  };
  return (
    <Dialog
      open
      onClose={onClose}
      aria-labelledby={titleId}
      maxWidth={props.width ?? 'sm'}
      fullWidth
    >
      <form onSubmit={submit}>
        <DialogTitle id={titleId}>{title}</DialogTitle>
        <DialogContent sx={{ display: 'grid', gap: 4, '&&': { pt: 2 } }}>
          {props.children}
          {error && (
            <Box role="alert" sx={{ color: token('state.error.text') }}>
              {error}
            </Box>
          )}
        </DialogContent>
        <DialogActions>
          <Button color="inherit" onClick={onClose}>
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
