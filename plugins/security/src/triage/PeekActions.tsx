import Button from '@mui/material/Button';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import { lazy, Suspense, useState } from 'react';
import { Icon, Muted } from '@quarterdeck/plugin-portal-react';
import { Finding, TriageAction } from '@quarterdeck/plugin-security-common';
import { targetOf, TriageTarget, TriageVerb } from './triageTarget';

const TicketDialog = lazy(() =>
  import('../ticket/TicketDialog').then(m => ({ default: m.TicketDialog })),
);

const menuVerbs: ReadonlyArray<{ verb: TriageVerb; label: string }> = [
  { verb: 'state', label: 'Set state' },
  { verb: 'false_positive', label: 'False positive' },
  { verb: 'severity', label: 'Override the severity' },
];

/** What this person may do with a finding; what they may not is said, not hidden. */
export function PeekActions(props: {
  finding: Finding;
  ask: (verb: TriageVerb, target: TriageTarget) => void;
  act: (action: TriageAction, target: TriageTarget) => void;
  size?: 'small' | 'medium';
}) {
  const { finding, ask, act, size = 'small' } = props;
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const [ticket, setTicket] = useState(false);
  const { can } = finding;
  const dialog = ticket && (
    <Suspense fallback={null}>
      <TicketDialog findings={[finding]} onClose={() => setTicket(false)} />
    </Suspense>
  );
  const target = targetOf([finding]);
  const choose = (verb: TriageVerb) => () => {
    setAnchor(null);
    ask(verb, target);
  };
  if (!can.triage && !can.acceptRisk) {
    return (
      <div style={{ display: 'flex', flexWrap: 'wrap', gap: 8 }}>
        <Muted style={{ flex: '1 1 240px' }}>
          You may look at it. Deciding takes the permission
          security.finding.triage.
        </Muted>
        <Button size={size} variant="outlined" onClick={() => setTicket(true)}>
          Create issue
        </Button>
        {dialog}
      </div>
    );
  }
  const mayConfirm = finding.state === 'open' && can.states.includes('triaged');
  return (
    <div style={{ display: 'flex', flexWrap: 'wrap', gap: 8 }}>
      {mayConfirm && (
        <Button
          size={size}
          variant="contained"
          startIcon={<Icon name="check" size={14} />}
          onClick={() => act({ action: 'set_state', state: 'triaged' }, target)}
        >
          Confirm
        </Button>
      )}
      {can.triage && (
        <Button
          size={size}
          variant="outlined"
          startIcon={<Icon name="user" size={14} />}
          onClick={choose('assign')}
        >
          Assign
        </Button>
      )}
      {can.acceptRisk && finding.state !== 'fixed' && (
        <Button size={size} variant="outlined" onClick={choose('accept')}>
          Accept risk
        </Button>
      )}
      {(can.triage || can.acceptRisk) && (
        <Button
          size={size}
          variant="outlined"
          aria-label="More actions"
          aria-haspopup="menu"
          sx={{ minWidth: 32 }}
          onClick={event => setAnchor(event.currentTarget)}
        >
          <Icon name="more" />
        </Button>
      )}
      <Menu
        anchorEl={anchor}
        open={anchor !== null}
        onClose={() => setAnchor(null)}
      >
        {can.triage &&
          menuVerbs.map(({ verb, label }) => (
            <MenuItem key={verb} dense onClick={choose(verb)}>
              {label}
            </MenuItem>
          ))}
        <MenuItem
          dense
          onClick={() => {
            setAnchor(null);
            setTicket(true);
          }}
        >
          Create issue
        </MenuItem>
      </Menu>
      {dialog}
    </div>
  );
}
