import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import TextField from '@mui/material/TextField';
import { FormEvent, ReactNode, useState } from 'react';
import { Muted, Row } from '@quarterdeck/plugin-portal-react';
import { Fields } from '../components/Fields';
import { PersonField, useMe } from '../components/PersonField';

const dayMs = 86_400_000;
const presets = [30, 90, 180];
const isoDay = (at: number) => new Date(at).toISOString().slice(0, 10);

/** What an acceptance says: all three are mandatory. */
export interface AcceptanceInput {
  owner: string;
  reason: string;
  /** ISO; the end of the chosen day, UTC. */
  expiresAt: string;
}

/**
 * Accepts a risk: owner, reason and the day it ends, none of which may be left
 * out. There is no acceptance without an end.
 */
export function AcceptDialog(props: {
  title: string;
  /** What it will cover, and what happens to it. */
  consequence: ReactNode;
  /** Longest time an acceptance may last. */
  maxDays?: number;
  /** On the button. */
  verb?: string;
  busy?: boolean;
  error?: string;
  onSave: (input: AcceptanceInput) => void;
  onClose: () => void;
}) {
  const {
    title,
    consequence,
    busy,
    error,
    onSave,
    onClose,
    maxDays = 365,
  } = props;
  const me = useMe();
  const [owner, setOwner] = useState<string | null>();
  const [reason, setReason] = useState('');
  const [day, setDay] = useState('');
  const chosenOwner = owner === undefined ? me ?? null : owner;
  const first = isoDay(Date.now() + dayMs);
  const last = isoDay(Date.now() + maxDays * dayMs);
  const dayFits = /^\d{4}-\d\d-\d\d$/.test(day) && day >= first && day <= last;
  const ready = dayFits && reason.trim() !== '' && chosenOwner !== null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!ready) return;
    onSave({
      owner: chosenOwner,
      reason: reason.trim(),
      expiresAt: `${day}T23:59:59.000Z`,
    });
  };
  return (
    <Dialog open onClose={onClose} maxWidth="sm" fullWidth>
      <form onSubmit={submit} noValidate>
        <DialogTitle>{title}</DialogTitle>
        <DialogContent>
          {consequence}
          <Fields>
            <TextField
              required
              multiline
              minRows={2}
              size="small"
              label="Reason"
              value={reason}
              onChange={event => setReason(event.target.value)}
              inputProps={{ maxLength: 2000 }}
              helperText="Why it is acceptable, and what limits the damage until then."
            />
            <div>
              <TextField
                required
                fullWidth
                type="date"
                size="small"
                label="Ends on"
                value={day}
                onChange={event => setDay(event.target.value)}
                InputLabelProps={{ shrink: true }}
                inputProps={{ min: first, max: last }}
                error={day !== '' && !dayFits}
                helperText={
                  day !== '' && !dayFits
                    ? `Between ${first} and ${last}.`
                    : 'On that day it opens again by itself; the owner is reminded before.'
                }
              />
              <Row style={{ marginTop: 8 }}>
                <Muted>in</Muted>
                {presets
                  .filter(days => days <= maxDays)
                  .map(days => (
                    <Button
                      key={days}
                      size="small"
                      variant="outlined"
                      onClick={() => setDay(isoDay(Date.now() + days * dayMs))}
                    >
                      {days} days
                    </Button>
                  ))}
              </Row>
            </div>
            <PersonField
              required
              label="Owner"
              value={chosenOwner}
              onChange={setOwner}
            />
          </Fields>
          {error && <p role="alert">{error}</p>}
        </DialogContent>
        <DialogActions>
          <Button color="inherit" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" variant="contained" disabled={!ready || busy}>
            {props.verb ?? 'Accept risk'}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
