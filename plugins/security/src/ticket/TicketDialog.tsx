import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import TextField from '@mui/material/TextField';
import { useState } from 'react';
import { Icon, Muted } from '@quarterdeck/plugin-portal-react';
import { Fields } from '../components/Fields';
import { newIssueUrl, TicketFinding, ticketText } from './ticketText';
import { useRepository } from './useRepository';

const forges = {
  github: 'GitHub',
  gitlab: 'GitLab',
  bitbucket: 'Bitbucket',
  azure: 'Azure DevOps',
};

/** More make no text that somebody reads. */
const most = 50;

/**
 * A ready text for an issue or a change: to copy, and to open at the provider when
 * the repository is known. Nothing is sent from here.
 */
export function TicketDialog(props: {
  findings: readonly TicketFinding[];
  onClose: () => void;
}) {
  const { findings, onClose } = props;
  const [text, setText] = useState(() =>
    ticketText(findings.slice(0, most), window.location.origin),
  );
  const [copied, setCopied] = useState<'copied' | 'failed'>();
  const [first] = findings;
  const oneEntity = findings.every(one => one.entityRef === first.entityRef);
  const repository = useRepository(oneEntity ? first.entityRef : null);
  const issue = repository && newIssueUrl(repository, text);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(`${text.title}\n\n${text.body}`);
      setCopied('copied');
    } catch {
      // No clipboard without https or permission; the text can be selected.
      setCopied('failed');
    }
  };
  const words = { copied: 'Copied', failed: 'Select and copy it by hand' };
  const change = (some: Partial<typeof text>) => {
    setText(now => ({ ...now, ...some }));
    setCopied(undefined);
  };
  return (
    <Dialog open onClose={onClose} maxWidth="md" fullWidth>
      <DialogTitle>Create an issue</DialogTitle>
      <DialogContent>
        <Fields>
          {findings.length > most && (
            <Muted>
              The first {most} of {findings.length} stand in it.
            </Muted>
          )}
          <TextField
            size="small"
            label="Title"
            value={text.title}
            onChange={({ target }) => change({ title: target.value })}
          />
          <TextField
            multiline
            minRows={8}
            maxRows={18}
            size="small"
            label="Text"
            value={text.body}
            onChange={({ target }) => change({ body: target.value })}
            inputProps={{
              style: { fontFamily: 'var(--qd-font-mono)', fontSize: 12 },
            }}
          />
          {!issue && (
            <Muted>
              {oneEntity
                ? 'No repository of this service is known, so copy the text.'
                : 'These are of several services, so copy the text.'}
            </Muted>
          )}
          {issue && !issue.withBody && (
            <Muted>
              The text is too long for an address: copy it, and paste it there.
            </Muted>
          )}
        </Fields>
      </DialogContent>
      <DialogActions>
        <Button color="inherit" onClick={onClose}>
          Close
        </Button>
        <Button variant="outlined" onClick={copy}>
          <span aria-live="polite">
            {copied ? words[copied] : 'Copy the text'}
          </span>
        </Button>
        {issue && (
          <Button
            variant="contained"
            component="a"
            href={issue.url}
            target="_blank"
            rel="noopener noreferrer"
            startIcon={<Icon name="ext" size={14} />}
          >
            Open in {forges[repository.forge]}
          </Button>
        )}
      </DialogActions>
    </Dialog>
  );
}
