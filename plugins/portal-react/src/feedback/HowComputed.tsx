import ClickAwayListener from '@mui/material/ClickAwayListener';
import Popper from '@mui/material/Popper';
import { styled } from '@mui/material/styles';
import { ReactNode, useState } from 'react';
import { Icon } from '../icons/Icon';
import { token } from '../theme/tokens';

const Trigger = styled('button')({
  border: 0,
  background: 'none',
  color: token('text.muted'),
  padding: 5,
  margin: -5,
  borderRadius: 6,
  cursor: 'pointer',
  display: 'inline-flex',
});
const Note = styled('div')({
  maxWidth: 320,
  padding: '10px 12px',
  borderRadius: 8,
  background: token('surface.overlay'),
  boxShadow: token('elevation.popover'),
  color: token('text.primary'),
  fontSize: 12,
  lineHeight: '16px',
  zIndex: 50,
});

/** ⓘ: the formula in words, window, zone, n, what was left out. */
export function HowComputed(props: { about: string; children: ReactNode }) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const open = anchor !== null;
  return (
    <ClickAwayListener onClickAway={() => setAnchor(null)}>
      <span
        // The target is larger than the line it stands in.
        style={{ display: 'inline-flex', height: 16, alignItems: 'center' }}
      >
        <Trigger
          type="button"
          aria-label={`How ${props.about} is computed`}
          aria-expanded={open}
          onClick={event => setAnchor(open ? null : event.currentTarget)}
          onKeyDown={event => {
            if (event.key === 'Escape') setAnchor(null);
          }}
        >
          <Icon name="info" size={14} />
        </Trigger>
        <Popper
          open={open}
          anchorEl={anchor}
          placement="bottom-start"
          style={{ zIndex: 50 }}
        >
          <Note role="note">{props.children}</Note>
        </Popper>
      </span>
    </ClickAwayListener>
  );
}
