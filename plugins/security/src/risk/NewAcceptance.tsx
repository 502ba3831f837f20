import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import TextField from '@mui/material/TextField';
import { FormEvent, useState } from 'react';
import {
  Muted,
  Segmented,
  SeverityBar,
  useToast,
} from '@quarterdeck/plugin-portal-react';
import { AcceptanceScope } from '@quarterdeck/plugin-security-common';
import { useCreateAcceptance, usePreviewAcceptance } from '../api/changes';
import { Fields } from '../components/Fields';
import { counted, entityName } from '../components/findingWords';
import { AcceptDialog } from '../triage/AcceptDialog';
import { scopeText } from './acceptanceWords';

const fullRef = (text: string) =>
  text.includes(':') ? text : `component:default/${text}`;

/** Accepts a rule or a CVE in some services or in all: first what, then until when. */
export function NewAcceptance({ onClose }: { onClose: () => void }) {
  const [of, setOf] = useState<'vulnerability' | 'rule'>('vulnerability');
  const [name, setName] = useState('');
  const [entities, setEntities] = useState('');
  const [scope, setScope] = useState<AcceptanceScope>();
  const preview = usePreviewAcceptance();
  const create = useCreateAcceptance();
  const toast = useToast();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() === '') return;
    const refs = entities
      .split(/[\s,]+/)
      .filter(Boolean)
      .map(fullRef);
    const chosen: AcceptanceScope =
      of === 'rule'
        ? { of, rule: name.trim(), entities: refs }
        : { of, vulnerability: name.trim(), entities: refs };
    preview.mutate({ scope: chosen }, { onSuccess: () => setScope(chosen) });
  };
  if (scope && preview.data) {
    const covered = preview.data;
    return (
      <AcceptDialog
        title={`Accept ${scopeText(scope)}`}
        consequence={
          <>
            <p style={{ margin: '0 0 8px' }}>
              Holds {counted(covered.findings, 'finding')} back now
              {covered.entities.length > 0 &&
                ` in ${covered.entities.map(entityName).join(', ')}`}
              , and those that come later.
            </p>
            <SeverityBar counts={covered.bySeverity} list />
          </>
        }
        busy={create.isPending}
        error={create.error?.message}
        onClose={onClose}
        onSave={input =>
          create.mutate(
            { scope, ...input },
            {
              onSuccess: () => {
                onClose();
                toast({ text: `Accepted: ${scopeText(scope)}` });
              },
            },
          )
        }
      />
    );
  }
  return (
    <Dialog open onClose={onClose} maxWidth="sm" fullWidth>
      <form onSubmit={submit} noValidate>
        <DialogTitle>Accept a rule or CVE</DialogTitle>
        <DialogContent>
          <Fields>
            {/* As wide as its words, whatever the other fields are. */}
            <div>
              <Segmented
                label="What to accept"
                value={of}
                onChange={setOf}
                options={[
                  { value: 'vulnerability', label: 'CVE or advisory' },
                  { value: 'rule', label: 'Rule' },
                ]}
              />
            </div>
            <TextField
              required
              size="small"
              label={of === 'rule' ? 'Rule' : 'CVE, GHSA or another name'}
              value={name}
              onChange={event => setName(event.target.value)}
              inputProps={{ maxLength: of === 'rule' ? 512 : 128 }}
            />
            <TextField
              size="small"
              label="Services"
              value={entities}
              onChange={event => setEntities(event.target.value)}
              helperText="Names with a comma between. Empty means every service; that takes a wider permission."
            />
            <Muted>You see what it covers before it is saved.</Muted>
          </Fields>
          {preview.error && <p role="alert">{preview.error.message}</p>}
        </DialogContent>
        <DialogActions>
          <Button color="inherit" onClick={onClose}>
            Cancel
          </Button>
          <Button
            type="submit"
            variant="contained"
            disabled={name.trim() === '' || preview.isPending}
          >
            Preview
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
