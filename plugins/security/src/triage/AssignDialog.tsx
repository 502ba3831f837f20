import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import { ReactNode, useState } from 'react';
import { Fields } from '../components/Fields';
import { PersonField } from '../components/PersonField';

/** Gives findings to a person, or takes them from everybody. */
export function AssignDialog(props: {
  title: string;
  consequence: ReactNode;
  initial?: string | null;
  busy?: boolean;
  error?: string;
  onSave: (assignee: string | null) => void;
  onClose: () => void;
}) {
  const { title, consequence, initial = null, busy, error } = props;
  const [assignee, setAssignee] = useState(initial);
  return (
    <Dialog open onClose={props.onClose} maxWidth="xs" fullWidth>
      <DialogTitle>{title}</DialogTitle>
      <DialogContent>
        {consequence}
        <Fields>
          <PersonField
            label="Assignee"
            value={assignee}
            onChange={setAssignee}
          />
        </Fields>
        {error && <p role="alert">{error}</p>}
      </DialogContent>
      <DialogActions>
        <Button color="inherit" onClick={props.onClose}>
          Cancel
        </Button>
        <Button
          variant="contained"
          disabled={busy}
          onClick={() => props.onSave(assignee)}
        >
          {assignee ? 'Assign' : 'Unassign'}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
