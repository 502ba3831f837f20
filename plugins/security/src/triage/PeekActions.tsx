import Button from '@mui/material/Button';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import { useState } from 'react';
import { Icon, Muted } from '@quarterdeck/plugin-portal-react';
import { Finding, TriageAction } from '@quarterdeck/plugin-security-common';
import { targetOf, TriageTarget, TriageVerb } from './triageTarget';

/** What this person may do with a finding; what they may not is said, not hidden. */
export function PeekActions(props: {
  finding: Finding;
  ask: (verb: TriageVerb, target: TriageTarget) => void;
  act: (action: TriageAction, target: TriageTarget) => void;
  size?: 'small' | 'medium';
}) {
  const { finding, ask, act, size = 'small' } = props;
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const { can } = finding;
  const target = targetOf([finding]);
  const choose = (verb: TriageVerb) => () => {
    setAnchor(null);
    ask(verb, target);
  };
  if (!can.triage && !can.acceptRisk) {
    return (
      <Muted>
        You may look at it. Deciding takes the permission
        security.finding.triage.
      </Muted>
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
      {can.triage && (
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
        <MenuItem dense onClick={choose('state')}>
          Set state
        </MenuItem>
        <MenuItem dense onClick={choose('false_positive')}>
          False positive
        </MenuItem>
        <MenuItem dense onClick={choose('severity')}>
          Override the severity
        </MenuItem>
      </Menu>
    </div>
  );
}
